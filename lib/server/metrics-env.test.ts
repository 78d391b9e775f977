import { expect, it } from 'vitest';
import { readSettings } from './env';

const NEEDED = { NOOJEE_URL: 'https://pbx.example.com', NOOJEE_API_KEY: 'a-key' };
const read = (settings: Record<string, string>) => readSettings({ ...NEEDED, ...settings }).metrics;

it('there are no metrics unless they are asked for', () => {
  expect(read({})).toEqual({ host: '127.0.0.1', port: null, token: null });
  expect(read({ METRICS_PORT: '9464' })).toEqual({ host: '127.0.0.1', port: 9464, token: null });
});

it.each([
  [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN must have at least 24 characters'],
  [{ METRICS_PORT: '70000' }, 'METRICS_PORT must be at most 65535'],
  [{ METRICS_HOST: 'everywhere' }, 'METRICS_HOST must be an address of this machine'],
  [{ METRICS_TOKEN_FILE: 'no-such-file' }, 'METRICS_TOKEN_FILE names a file that cannot be read'],
])('%o is a mistake', (settings, sentence) => {
  expect(() => read(settings)).toThrow(sentence);
});
