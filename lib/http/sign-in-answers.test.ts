import { get, request } from 'node:http';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIdentify } from '@/lib/access/identify';
import { openSignIn, PASSWORD, type SignInUnderTest } from '@/lib/access/sign-in/sign-in-fixture';
import { Problem } from '@/lib/contract/problem';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

let test: SignInUnderTest;
let legato: LegatoUnderTest;
let uniqueId: string;

beforeEach(async () => {
  test = await openSignIn();
  await test.addPerson({ username: 'meg', role: 'recording-manager' });
  legato = await start();
  uniqueId = (await legato.callOf('ONE-LEG')).uniqueId;
});
afterEach(async () => {
  await legato.close();
  await test.close();
});

function start(settings: Record<string, string> = {}) {
  const findBearer = () => Promise.reject(new Error('no token here'));
  return startLegatoUnderTest({
    settings,
    access: {
      signIn: test.signIn,
      identify: createIdentify({
        signIn: test.signIn,
        findBearer,
      }),
      hearsEverything: ({ kind }) => kind !== 'nobody',
      divideLegs: async (_, legs) => ({ open: [...legs], restricted: [] }),
    },
    next: async (_, response) => void response.end('a page'),
  });
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(legato.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
  });

const credentials = { username: 'meg', password: PASSWORD };

async function signedIn(): Promise<{ cookie: string }> {
  const response = await post(paths.api.signIn(), credentials);
  expect(response.status).toBe(200);
  return {
    cookie: response.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; '),
  };
}

const codeOf = async (response: Response) => Problem.parse(await response.json()).code;
const page = (path: string, headers: Record<string, string> = {}) =>
  fetch(legato.url + path, { headers, redirect: 'manual' });

describe('a session', () => {
  it('opens the API and the pages, and is over after signing out', async () => {
    const session = await signedIn();
    expect((await page(paths.api.call(uniqueId), session)).status).toBe(200);
    expect(await (await page('/status', session)).text()).toBe('a page');

    const out = await post(paths.api.signOut(), {}, session);
    expect(out.status).toBe(200);
    expect(out.headers.getSetCookie()[0]).toMatch(/^legato=; Max-Age=0/);
    expect(await codeOf(await page(paths.api.call(uniqueId), session))).toBe('signed-out');
  });

  it('is in a cookie and nowhere in an answer', async () => {
    const response = await post(paths.api.signIn(), credentials);
    const [cookie = ''] = response.headers.getSetCookie();
    const token = decodeURIComponent(/^legato=([^;]+)/.exec(cookie)?.[1] ?? '').split('.')[0] ?? '';
    expect(token).not.toBe('');
    const account = await page(paths.api.account(), { cookie: cookie.split(';')[0] ?? '' });

    expect(await response.text()).toBe('{"status":"signed-in"}');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await account.text();
    expect(JSON.parse(text)).toMatchObject({
      username: 'meg',
      role: 'recording-manager',
      sessions: [{ isThisOne: true, address: '127.0.0.1' }],
    });
    expect(text).not.toContain(token);
    expect(legato.logged()).not.toContain(token);
  });

  it('that ends breaks off what is being sent', async () => {
    const session = await signedIn();
    const { uniqueId: long } = await legato.callOf('HOUR-LEG');
    const brokenOff = new Promise<void>((resolve, reject) => {
      const asked = get(legato.audioUrl(long, 2), { headers: session }, (response) => {
        // Read as slowly as somebody listens: hardly at all.
        response.once('data', () => {
          response.pause();
          void test.signIn.sessions.endAll('id-meg').catch(reject);
          response.on('error', () => resolve());
          response.on('close', () => (response.complete ? reject(new Error('whole')) : resolve()));
          response.resume();
        });
      });
      asked.on('error', () => resolve());
    });

    await expect(brokenOff).resolves.toBeUndefined();
  });
});

describe('nobody', () => {
  it('is answered 401 by the API, the same for a call that is and one that never was', async () => {
    const answers = await Promise.all(
      [uniqueId, '1000000000.1'].map(async (id) => {
        const response = await page(paths.api.call(id));
        const { requestId: _, ...problem } = Problem.parse(await response.json());
        return { status: response.status, problem };
      }),
    );

    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ status: 401, problem: { code: 'signed-out' } });
    expect(legato.simulator.requests.recording).toBe(0);
  });

  it('is led from a page to the sign-in, which leads back to the moment', async () => {
    const response = await page('/calls/1392271611.238?leg=2&t=35&_rsc=abc', { RSC: '1' });

    expect(response.status).toBe(307);
    const location = new URL(response.headers.get('location') ?? '', legato.url);
    expect(location.pathname).toBe('/sign-in');
    expect(location.searchParams.get('next')).toBe('/calls/1392271611.238?leg=2&t=35');
    expect(await response.text()).toBe('');
  });

  it.each(['/sign-in', '/sign-in/set-up', '/sign-in?next=/status', '/icon.svg'])(
    'sees %s',
    async (path) => {
      expect(await (await page(path)).text()).toBe('a page');
    },
  );

  it.each(['/sign-inside', '/status', '/', '/account', '/people', '//evil.example/sign-in'])(
    'does not see %s',
    async (path) => {
      expect((await page(path)).status).toBe(307);
    },
  );

  it('gets the same bytes for a wrong name and a wrong password', async () => {
    const bodies = await Promise.all(
      [
        { username: 'meg', password: 'wrong wrong wrong' },
        { username: 'nobody', password: 'wrong wrong wrong' },
      ].map(async (body) => {
        const response = await post(paths.api.signIn(), body);
        return (await response.text()).replace(/"requestId":"[^"]*"/, '');
      }),
    );

    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]).toContain('"code":"sign-in-refused"');
  });
});

describe('what another site sends', () => {
  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('%j is refused, with the right password and with a session', async (headers) => {
    const session = await signedIn();

    expect(await codeOf(await post(paths.api.signIn(), credentials, headers))).toBe('forbidden');
    expect(await codeOf(await post(paths.api.signOut(), {}, { ...session, ...headers }))).toBe(
      'forbidden',
    );
    expect((await page(paths.api.account(), session)).status).toBe(200);
  });

  it('its own page is heard', async () => {
    const response = await post(paths.api.signIn(), credentials, {
      origin: legato.url,
      'sec-fetch-site': 'same-origin',
    });

    expect(response.status).toBe(200);
  });

  it('a form cannot say that it sends JSON', async () => {
    const response = await post(paths.api.signIn(), JSON.stringify(credentials), {
      'content-type': 'text/plain',
    });

    expect(await codeOf(response)).toBe('invalid-request');
  });

  it('a foreign Host signs nobody in', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(
        legato.url + paths.api.signIn(),
        { method: 'POST', headers: { host: 'evil.example', 'content-type': 'application/json' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      asked.on('error', reject).end(JSON.stringify(credentials));
    });

    expect(status).toBe(403);
  });
});

describe('a body', () => {
  it.each([
    ['no JSON', '{'],
    ['a field too many', { ...credentials, rememberMe: true }],
    ['a field too few', { username: 'meg' }],
    ['another type', { username: ['meg'], password: PASSWORD }],
    ['null', 'null'],
    ['more than a person types', { username: 'm'.repeat(400), password: PASSWORD }],
    ['more than is read', { username: 'm'.repeat(80_000), password: PASSWORD }],
  ])('with %s is refused, and not repeated', async (_, body) => {
    const response = await post(paths.api.signIn(), body);
    const text = await response.text();

    expect(response.status).toBe(400);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain('mmmm');
  });
});

describe('the address of a client', () => {
  let behind: LegatoUnderTest;
  afterAll(async () => behind?.close());

  const addressAfter = async (url: string, forwarded: string) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded };
    const body = JSON.stringify(credentials);
    await fetch(url + paths.api.signIn(), { method: 'POST', headers, body });
    return (await test.signIn.sessions.list('id-meg')).map(({ address }) => address);
  };

  it('is that of the socket, whatever it says itself, or what a trusted proxy says', async () => {
    expect(await addressAfter(legato.url, '203.0.113.9')).toEqual(['127.0.0.1']);
    await test.signIn.sessions.endAll('id-meg');
    behind = await start({ TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8' });
    const addresses = await addressAfter(behind.url, '192.0.2.66, 203.0.113.9, 10.1.2.3');

    expect(addresses).toEqual(['203.0.113.9']);
  });
});
