import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifyActor } from '@/lib/access/actor';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { createPageHeaders } from './page-headers';

let legato: LegatoUnderTest;
/** What reached the pages: the headers of each request that Next would have answered. */
const passed: Record<string, unknown>[] = [];

beforeAll(async () => {
  legato = await startLegatoUnderTest({
    settings: { PUBLIC_URL: 'https://legato.example.com' },
    access: { identify: identifyActor },
    next: async ({ headers }, response) => {
      passed.push(headers);
      response.end('a page');
    },
  });
});
afterAll(() => legato.close());

/** Without `fetch`, which sets `Host` itself. */
function ask(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
    request(legato.url + path, { headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

const policyOf = ({ headers }: { headers: Record<string, unknown> }) =>
  String(headers['content-security-policy']);

describe('a page', () => {
  it('has a policy with a nonce of its own, and its renderer is told both', async () => {
    const first = await ask('/');
    const second = await ask('/');
    const nonces = [first, second].map((page) => /'nonce-([^']+)'/.exec(policyOf(page))?.[1]);

    expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(nonces[1]).not.toBe(nonces[0]);
    expect(passed.at(-1)).toMatchObject({
      'x-nonce': nonces[1],
      'content-security-policy': policyOf(second),
    });
  });

  it('runs no script, and takes no style, without that nonce', async () => {
    const policy = policyOf(await ask('/'));
    const of = (name: string) => policy.split('; ').find((part) => part.startsWith(`${name} `));

    expect(of('script-src')).not.toContain('unsafe');
    expect(of('style-src')).not.toContain('unsafe');
    expect(of('default-src')).toBe("default-src 'self'");
    expect(policy).not.toMatch(/https?:/);
  });

  it('takes no nonce from a client', async () => {
    await ask('/', { 'x-nonce': 'mine', 'content-security-policy': "script-src 'nonce-mine'" });

    expect(JSON.stringify(passed.at(-1))).not.toContain('mine');
  });
});

describe('every answer', () => {
  it.each([
    '/',
    '/icon.svg',
    paths.api.health(),
    paths.api.calls({ tag: 'ONE-LEG' }),
    '/api/nothing',
  ])('to %s is held to its own site, over TLS, and framed by nobody', async (path) => {
    const { headers } = await ask(path);

    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('microphone=()'),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=63072000',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('to a recording is as well', async () => {
    const call = await legato.callOf('ONE-LEG');
    const { status, headers } = await ask(paths.api.audio(call.uniqueId, 1));

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cross-origin-resource-policy': 'same-origin',
    });
  });
});

describe('a name', () => {
  it.each(['/', '/sign-in', '/icon.svg', paths.api.calls({ tag: 'ONE-LEG' }), '/api/nothing'])(
    'that is not ours gets nothing of %s',
    async (path) => {
      const count = passed.length;
      const answer = await ask(path, { host: 'evil.example' });

      expect(answer.status).toBe(403);
      expect(passed).toHaveLength(count);
    },
  );

  it('of PUBLIC_URL is answered, and health is told to whoever asks', async () => {
    expect((await ask('/', { host: 'legato.example.com' })).status).toBe(200);
    expect((await ask(paths.api.health(), { host: '10.0.0.7:3000' })).status).toBe(200);
  });
});

describe('a CRM that may frame Legato', () => {
  const { everywhere, shapeCookies } = createPageHeaders({
    publicUrl: 'https://legato.example.com',
    embedOrigins: ['https://crm.example.com'],
  });

  it('is named, and no older header forbids it', () => {
    const headers = new Map(Object.entries(everywhere));
    expect(headers.get('Content-Security-Policy')).toContain(
      'frame-ancestors https://crm.example.com',
    );
    expect(headers.has('X-Frame-Options')).toBe(false);
  });

  it('gets cookies that its frame alone has, once older ones are gone', () => {
    expect(shapeCookies(['__Host-legato=a; Path=/; HttpOnly; Secure; SameSite=Lax'])).toEqual([
      '__Host-legato=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-legato=a; Path=/; HttpOnly; Secure; SameSite=None; Partitioned',
    ]);
    expect(shapeCookies(['legato=a; Path=/; HttpOnly; SameSite=Lax'])).toEqual([
      'legato=a; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });
});

it('where nobody may frame Legato, cookies of a frame from before are taken away', () => {
  const { shapeCookies } = createPageHeaders({
    publicUrl: 'https://legato.example.com',
    embedOrigins: [],
  });
  expect(shapeCookies(['__Host-legato=a; Path=/; HttpOnly; Secure; SameSite=Lax'])).toEqual([
    '__Host-legato=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None; Partitioned',
    '__Host-legato=a; Path=/; HttpOnly; Secure; SameSite=Lax',
  ]);
});
