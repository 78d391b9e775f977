import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from './env';

const least = { NOOJEE_URL: 'https://pbx.example.com/', NOOJEE_API_KEY: 'secret-key' };

const folder = mkdtempSync(join(tmpdir(), 'legato-env-'));
afterAll(() => rmSync(folder, { recursive: true }));

let fileCount = 0;
function fileWith(content: string): string {
  const file = join(folder, `file-${fileCount++}`);
  writeFileSync(file, content);
  return file;
}

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
      sharesSystemLegs: true,
      spool: { maxBytes: 2048 * 1024 * 1024, ttlMs: 3_600_000 },
      host: '127.0.0.1',
      port: 3000,
    });
  });

  it('keeps legs of system users from all but recording managers where told to', () => {
    expect(readSettings({ ...least, SHARE_SYSTEM_LEGS: 'false' }).sharesSystemLegs).toBe(false);
    expect(mistakesOf({ ...least, SHARE_SYSTEM_LEGS: 'no' })).toEqual([
      'SHARE_SYSTEM_LEGS must be true or false',
    ]);
  });

  it('takes the older paths with the older generation', () => {
    const { noojee } = readSettings({ ...least, NOOJEE_AUTH: 'hash' });
    expect(noojee.apiPath).toBe('/servicemanager/rest/CallManagementAPI');
    expect(noojee.recordingPath).toContain('/CallManagementAPI/retrieveByUniqueId');
  });

  it('reads the key from a file', () => {
    const file = fileWith('key-of-the-file\n');
    const settings = readSettings({ NOOJEE_URL: least.NOOJEE_URL, NOOJEE_API_KEY_FILE: file });
    expect(settings.noojee.apiKey).toBe('key-of-the-file');
  });

  it.each([
    ['a folder', tmpdir(), /cannot be read/],
    ['a missing file', '/nowhere/key', /cannot be read/],
    ['an empty file', fileWith('\n'), /one key/],
    ['a file of two keys', fileWith('key-a\nkey-b\n'), /one key/],
  ])('refuses %s as the file of the key', (_, file, reason) => {
    const mistakes = mistakesOf({ NOOJEE_URL: least.NOOJEE_URL, NOOJEE_API_KEY_FILE: file });
    expect(mistakes).toEqual([expect.stringMatching(reason)]);
  });

  it('refuses an authority that is no certificate', () => {
    expect(mistakesOf({ ...least, NOOJEE_CA_FILE: fileWith('not a certificate') })).toEqual([
      expect.stringMatching(/^NOOJEE_CA_FILE .*PEM certificate/),
    ]);
  });

  it('names every mistake at once and no value', () => {
    const mistakes = mistakesOf({
      NOOJEE_API_KEY: '',
      PORT: 'abc',
      NOOJEE_TIME_ZONE: 'Mars/North',
      NOOJEE_DATE_ORDER: 'ymd',
    });
    expect(mistakes.map((mistake) => mistake.split(' ')[0]).sort()).toEqual([
      'NOOJEE_API_KEY',
      'NOOJEE_DATE_ORDER',
      'NOOJEE_TIME_ZONE',
      'NOOJEE_URL',
      'PORT',
    ]);
    expect(mistakes.join()).not.toContain('Mars');
  });

  it('treats an empty value as not set', () => {
    expect(readSettings({ ...least, PORT: '', NOOJEE_CA_FILE: ' ' }).port).toBe(3000);
  });

  it('takes no notice of white space around a value', () => {
    expect(readSettings({ ...least, HOST: ' ::1 ' }).host).toBe('::1');
  });

  it.each(['0.0.0.0', '::', '192.168.1.10'])(
    'listens on %s where PUBLIC_URL says by which name',
    (host) => {
      expect(mistakesOf({ ...least, HOST: host })).toEqual([
        expect.stringMatching(/^PUBLIC_URL is required/),
      ]);
      const given = { ...least, HOST: host, PUBLIC_URL: 'https://legato.example.com' };
      expect(readSettings(given)).toMatchObject({ host, publicUrl: 'https://legato.example.com' });
    },
  );

  it('refuses to listen on what is no address', () => {
    expect(mistakesOf({ ...least, HOST: 'legato.example.com' })).toContainEqual(
      expect.stringMatching(/^HOST must be an address of this machine/),
    );
  });

  it('lets pages of named origins frame it, over https alone', () => {
    const given = { ...least, EMBED_ORIGINS: 'https://crm.example.com, https://b.example:8443' };
    expect(mistakesOf(given)).toEqual([expect.stringMatching(/^EMBED_ORIGINS needs a PUBLIC_URL/)]);
    const settings = readSettings({ ...given, PUBLIC_URL: 'https://legato.example.com' });
    expect(settings.embedOrigins).toEqual(['https://crm.example.com', 'https://b.example:8443']);
    const wrongs = ['*', 'https://crm.example.com/', 'crm.example.com', "'self'"];
    wrongs.push('http://crm.example.com', 'https://*.example.com', 'https://a;script-src', 'null');
    for (const wrong of wrongs) {
      expect(
        mistakesOf({ ...least, PUBLIC_URL: 'https://a.example', EMBED_ORIGINS: wrong }),
      ).toEqual([expect.stringMatching(/^EMBED_ORIGINS must be origins/)]);
    }
  });

  it('refuses plain http to another machine unless it is allowed', () => {
    const http = { ...least, NOOJEE_URL: 'http://pbx.example.com' };
    expect(mistakesOf(http)).toEqual([expect.stringContaining('NOOJEE_URL must be https')]);
    expect(mistakesOf({ ...http, NOOJEE_ALLOW_HTTP: 'true' })).toEqual([]);
    expect(mistakesOf({ ...http, NOOJEE_URL: 'http://127.0.0.1:4010' })).toEqual([]);
    expect(mistakesOf({ ...http, NOOJEE_URL: 'http://[::1]:4010' })).toEqual([]);
  });

  it.each([
    'https://a:b@pbx.example.com',
    'https://pbx.example.com/?',
    'https://pbx.example.com/njadmin/rest/RecordingAPI',
  ])('refuses %s, which is more than scheme, host and port', (url) => {
    expect(mistakesOf({ ...least, NOOJEE_URL: url })).toEqual([
      expect.stringContaining('NOOJEE_API_PATH'),
    ]);
  });

  it.each(['/audio', '/audio?tag={tag}&leg={leg}', '{apiPath}/audio?id={uniqueid}&leg={leg}'])(
    'refuses the recording path %s, which names no single leg',
    (template) => {
      expect(mistakesOf({ ...least, NOOJEE_RECORDING_PATH: template })).toEqual([
        expect.stringMatching(/^NOOJEE_RECORDING_PATH must name the leg/),
      ]);
    },
  );

  it.each(['/audio/{callRecordId}', '{apiPath}/{tag}/{uniqueId}/{leg}'])(
    'takes the recording path %s',
    (template) => {
      expect(mistakesOf({ ...least, NOOJEE_RECORDING_PATH: template })).toEqual([]);
    },
  );

  it('fills in the path of the API wherever the recording path names it', () => {
    const template = '{apiPath}/{callRecordId}?from={apiPath}';
    const { noojee } = readSettings({
      ...least,
      NOOJEE_API_PATH: '/$&',
      NOOJEE_RECORDING_PATH: template,
    });
    expect(noojee.recordingPath).toBe('/$&/{callRecordId}?from=/$&');
  });

  it.each(['api', '/api/', '/api?x=1'])('refuses the path %s', (path) => {
    expect(mistakesOf({ ...least, NOOJEE_API_PATH: path })).toHaveLength(1);
  });

  it('reads the key of what is kept from a file', () => {
    const key = Buffer.alloc(32, 7);
    const file = fileWith(`${key.toString('base64')}\n`);
    expect(readSettings({ ...least, DATA_KEY_FILE: file }).waves.key).toEqual(key);
    expect(readSettings(least).waves.key).toBeNull();
  });

  it.each([
    ['a folder', tmpdir(), /cannot be read/],
    ['a missing file', '/nowhere/key', /cannot be read/],
    ['an empty file', fileWith('\n'), /holds no key: openssl rand -base64 32/],
    ['a short key', fileWith(Buffer.alloc(16, 7).toString('base64')), /holds no key/],
  ])('refuses %s as the file of the key of what is kept', (_, file, reason) => {
    expect(mistakesOf({ ...least, DATA_KEY_FILE: file })).toEqual([expect.stringMatching(reason)]);
  });

  it('bounds what is kept of waveforms', () => {
    expect(readSettings(least).waves).toMatchObject({
      maxBytes: 512 * 1024 * 1024,
      ttlMs: 30 * 86_400_000,
    });
    expect(readSettings({ ...least, WAVES_MAX_MB: '0', WAVES_DAYS: '0' }).waves).toMatchObject({
      maxBytes: 0,
      ttlMs: 0,
    });
    expect(mistakesOf({ ...least, WAVES_DAYS: '-1' })).toEqual(['WAVES_DAYS must be at least 0']);
  });

  it('knows three ways of fetching legs for their waveforms', () => {
    expect(readSettings(least).waves.mode).toBe('always');
    expect(readSettings({ ...least, WAVES: 'on-play' }).waves.mode).toBe('on-play');
    expect(mistakesOf({ ...least, WAVES: 'sometimes' })).toEqual([
      'WAVES must be always, on-play or never',
    ]);
  });

  it('takes an embedded database, or the address of PostgreSQL with a secret in it', () => {
    expect(readSettings(least).database).toEqual({ url: null, secrets: [] });
    const url = 'postgresql://legato:p%40ss-word@db.example.com:5432/legato';
    expect(readSettings({ ...least, DATABASE_URL: url }).database).toEqual({
      url,
      secrets: [url, 'p%40ss-word', 'p@ss-word'],
    });
  });

  it.each([
    'mysql://db/legato',
    'db.example.com',
    'postgres://db.example.com',
    'postgres://u:%zz@h/d',
  ])('refuses the database %s', (url) => {
    expect(mistakesOf({ ...least, DATABASE_URL: url })).toEqual([
      'DATABASE_URL must be a PostgreSQL address: postgres://user:password@host:5432/name',
    ]);
  });

  it('knows from where on something is a finding of the week’s review', () => {
    expect(readSettings(least).review.limits).toEqual({
      ...{ filesInAnHour: 50, peopleOfACall: 5, failedSignIns: 5 },
    });
    const given = { REVIEW_FILES_IN_AN_HOUR: '200', REVIEW_FAILED_SIGN_INS: '2' };
    expect(readSettings({ ...least, ...given }).review.limits).toEqual({
      ...{ filesInAnHour: 200, peopleOfACall: 5, failedSignIns: 2 },
    });
    const wrong = { REVIEW_FILES_IN_AN_HOUR: 'many', REVIEW_PEOPLE_OF_A_CALL: '1' };
    expect(mistakesOf({ ...least, ...wrong, REVIEW_FAILED_SIGN_INS: '5.5' })).toEqual([
      'REVIEW_FILES_IN_AN_HOUR must be a number',
      'REVIEW_PEOPLE_OF_A_CALL must be at least 2',
      'REVIEW_FAILED_SIGN_INS must be a whole number',
    ]);
    expect(mistakesOf({ ...least, WORKING_HOURS: 'all day' })).toEqual([
      expect.stringMatching(/^WORKING_HOURS must be days and quarter hours/),
    ]);
  });

  it('refuses two keys', () => {
    expect(mistakesOf({ ...least, NOOJEE_API_KEY_FILE: fileWith('key') })).toHaveLength(1);
  });
});
