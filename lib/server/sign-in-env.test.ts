import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from './env';

const REQUIRED = { NOOJEE_URL: 'https://pbx.example.com', NOOJEE_API_KEY: 'a-key' };
const PROVIDER = {
  PUBLIC_URL: 'https://legato.example.com',
  OIDC_ISSUER: 'https://login.example.com/realms/office',
  OIDC_CLIENT_ID: 'legato',
  OIDC_CLIENT_SECRET: 'a-secret',
  OIDC_GROUPS: 'cn=call recordings=recording-manager, team-leads=supervisor',
};

function mistakesOf(settings: Record<string, string>): string {
  try {
    readSettings({ ...REQUIRED, ...settings });
    return '';
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.mistakes.join('\n');
  }
}

it('asks for nothing: passwords alone, eight hours idle, seven days in all', () => {
  expect(readSettings(REQUIRED).signIn).toEqual({
    idleHours: 8,
    sessionDays: 7,
    requiresTotp: false,
    provider: null,
    isDemo: false,
  });
});

it('reads a provider, and groups whose names hold an equals sign', () => {
  const { signIn, publicUrl } = readSettings({ ...REQUIRED, ...PROVIDER });

  expect(publicUrl).toBe('https://legato.example.com');
  expect(signIn.provider).toMatchObject({
    issuer: 'https://login.example.com/realms/office',
    groupsClaim: 'groups',
    groups: { 'cn=call recordings': 'recording-manager', 'team-leads': 'supervisor' },
  });
});

it.each(['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_GROUPS', 'PUBLIC_URL'])(
  'a provider without %s is a mistake',
  (name) => {
    expect(mistakesOf({ ...PROVIDER, [name]: '' })).toContain(`${name} is required`);
  },
);

it('a provider by plain http is one, but on loopback', () => {
  expect(mistakesOf({ ...PROVIDER, OIDC_ISSUER: 'http://login.example.com' })).toContain('https');
  expect(mistakesOf({ ...PROVIDER, OIDC_ISSUER: 'http://127.0.0.1:8080' })).toBe('');
});

it('a group with a role that is none is one, and the secret is not repeated', () => {
  const mistakes = mistakesOf({ ...PROVIDER, OIDC_GROUPS: 'team-leads=boss' });

  expect(mistakes).toContain('team-leads=boss');
  expect(mistakes).not.toContain('a-secret');
});

describe('the people of the demo', () => {
  const demo = { DEMO_PEOPLE: 'true', NOOJEE_URL: 'http://127.0.0.1:4010' };

  it('are let in on loopback', () => {
    expect(mistakesOf(demo)).toBe('');
  });

  it.each([
    [{ NOOJEE_URL: 'https://pbx.example.com' }],
    [{ PUBLIC_URL: 'https://legato.example.com' }],
    [{ DATABASE_URL: 'postgres://legato:x@db.example.com/legato' }],
    [{ HOST: '0.0.0.0' }],
  ])('are refused with %j', (settings) => {
    expect(mistakesOf({ ...demo, ...settings })).toContain('DEMO_PEOPLE lets anybody in');
  });
});
