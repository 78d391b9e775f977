import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from './env';

const least = { NOOJEE_URL: 'https://pbx.example.com/', NOOJEE_API_KEY: 'secret-key' };

function mistakesOf(environment: Record<string, string>): string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('readSettings', () => {
  it('fills in every default', () => {
    const settings = readSettings(least);
    expect(settings).toMatchObject({
      noojee: {
        baseUrl: 'https://pbx.example.com',
        generation: 'api-key',
        apiPath: '/njadmin/rest/RecordingAPI',
        recordingPath:
          '/njadmin/rest/RecordingAPI/retrieveByUniqueId?uniqueId={uniqueId}&leg={leg}',
        timeZone: 'Australia/Melbourne',
        maxDownloads: 4,
      },
      systemUsers: ['Administrator', 'NoojeeAdmin'],
      spool: { maxBytes: 2048 * 1024 * 1024, ttlMs: 3_600_000 },
      host: '127.0.0.1',
      port: 3000,
    });
  });

  it('takes the older paths with the older generation', () => {
    const { noojee } = readSettings({ ...least, NOOJEE_AUTH: 'hash' });
    expect(noojee.apiPath).toBe('/servicemanager/rest/CallManagementAPI');
    expect(noojee.recordingPath).toContain('/CallManagementAPI/retrieveByUniqueId');
  });

  it('reads the key from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'legato-')), 'key');
    writeFileSync(file, 'key-of-the-file\n');
    const settings = readSettings({ NOOJEE_URL: least.NOOJEE_URL, NOOJEE_API_KEY_FILE: file });
    expect(settings.noojee.apiKey).toBe('key-of-the-file');
  });

  it('tells every mistake at once and no value', () => {
    const mistakes = mistakesOf({
      NOOJEE_API_KEY: '',
      PORT: 'abc',
      NOOJEE_TIME_ZONE: 'Mars/North',
    });
    expect(mistakes.map((mistake) => mistake.split(' ')[0]).sort()).toEqual([
      'NOOJEE_API_KEY',
      'NOOJEE_TIME_ZONE',
      'NOOJEE_URL',
      'PORT',
    ]);
    expect(mistakes.join()).not.toContain('Mars');
  });

  it('treats an empty value as not set', () => {
    expect(readSettings({ ...least, PORT: '', NOOJEE_CA_FILE: ' ' }).port).toBe(3000);
  });

  it.each(['0.0.0.0', '::', '192.168.1.10', 'legato.example.com'])(
    'refuses to listen on %s and says why',
    (host) => {
      expect(mistakesOf({ ...least, HOST: host })).toEqual([
        expect.stringMatching(/^HOST must be 127\.0\.0\.1.*no sign-in/),
      ]);
    },
  );

  it('refuses plain http to another machine unless it is allowed', () => {
    const http = { ...least, NOOJEE_URL: 'http://pbx.example.com' };
    expect(mistakesOf(http)).toEqual([expect.stringContaining('NOOJEE_URL must be https')]);
    expect(mistakesOf({ ...http, NOOJEE_ALLOW_HTTP: 'true' })).toEqual([]);
    expect(mistakesOf({ ...http, NOOJEE_URL: 'http://127.0.0.1:4010' })).toEqual([]);
    expect(mistakesOf({ ...http, NOOJEE_URL: 'http://[::1]:4010' })).toEqual([]);
  });

  it('refuses a URL that holds a user or a query', () => {
    expect(mistakesOf({ ...least, NOOJEE_URL: 'https://a:b@pbx.example.com' })).toHaveLength(1);
  });

  it('refuses two keys', () => {
    expect(mistakesOf({ ...least, NOOJEE_API_KEY_FILE: process.execPath })).toHaveLength(1);
  });
});
