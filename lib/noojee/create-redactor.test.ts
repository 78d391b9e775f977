import { describe, expect, it } from 'vitest';
import { createRedactor } from './create-redactor';

const SECRET = 'k"1/ü +\\z';
const redact = createRedactor([SECRET]);

describe('a secret is taken out', () => {
  it.each([
    ['plain', SECRET],
    ['percent-encoded', encodeURIComponent(SECRET)],
    ['percent-encoded in lower case', encodeURIComponent(SECRET).toLowerCase()],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(SECRET))],
    ['in a form', new URLSearchParams({ k: SECRET }).toString().slice(2)],
    ['in a URL', new URL(`http://x/?${SECRET}`).search.slice(1)],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in JSON inside of JSON', JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
    ['in JSON without letters beyond ASCII', 'k\\"1/\\u00fc +\\\\z'],
  ])('%s', (_, form) => {
    expect(redact(`before ${form} after`)).toBe('before [redacted] after');
  });
});

it('hashes and the parameters of the older authentication are taken out unknown', () => {
  const hash = 'AB'.repeat(32);
  expect(redact(`/a?timeStamp=12&hash=${hash}&tag=1 ${hash}`)).toBe(
    '/a?timeStamp=[redacted]&hash=[redacted]&tag=1 [redacted]',
  );
});

it('other text stays, also where there is no secret to look for', () => {
  const text = 'The tag 1234 of call 1392271611.238';
  expect(redact(text)).toBe(text);
  expect(createRedactor([''])(text)).toBe(text);
});
