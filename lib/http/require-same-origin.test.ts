import { describe, expect, it } from 'vitest';
import { CLIENT_SCHEME_HEADER } from '@/lib/access/sign-in/sign-in-request';
import { requireSameOrigin } from './require-same-origin';

const asks = (headers: Record<string, string>, method = 'POST') => {
  const sent: Record<string, string> = { host: 'legato.example.com', ...headers };
  return () => requireSameOrigin(method, (name) => sent[name] ?? null);
};
const OWN = 'https://legato.example.com';
const TLS = { [CLIENT_SCHEME_HEADER]: 'https' };

describe('a request that changes something', () => {
  it.each<[string, Record<string, string>]>([
    ['a page of Legato', { origin: OWN, 'sec-fetch-site': 'same-origin' }],
    ['a page of Legato over TLS', { origin: OWN, ...TLS }],
    ['an older browser, which says only its origin', { origin: OWN }],
    ['a page at another port', { origin: `${OWN}:8443`, host: 'legato.example.com:8443' }],
    ['a page of this machine', { origin: 'http://localhost:3000', host: 'LOCALHOST:3000' }],
    ['a script, with a token or with none', { authorization: 'Bearer lgt_x' }],
  ])('is taken from %s', (_, headers) => {
    expect(asks(headers)).not.toThrow();
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a site beside it', { origin: 'https://a.example.com', 'sec-fetch-site': 'same-site' }],
    ['what says nothing but cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['what a person typed', { 'sec-fetch-site': 'none' }],
    ['a frame without an origin', { origin: 'null' }],
    ['another port', { origin: `${OWN}:8443` }],
    ['a name that only begins alike', { origin: `${OWN}.evil.example` }],
    ['what is no address', { origin: 'legato.example.com' }],
    ['a page in the clear, where it came by TLS', { origin: 'http://legato.example.com', ...TLS }],
    ['another site that bears a token', { origin: 'https://evil.example', authorization: 'B x' }],
  ])('is refused from %s', (_, headers) => {
    expect(asks(headers)).toThrow('This was sent by a page of another site.');
  });
});

it.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing, so any page may lead to it', (method) => {
  const ofAnother = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect(asks(ofAnother, method)).not.toThrow();
});
