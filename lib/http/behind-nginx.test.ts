import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentify } from '@/lib/access/identify';
import { LogPage } from '@/lib/contract/listening-log';
import { Problem } from '@/lib/contract/problem';
import { Account } from '@/lib/contract/sign-in';
import { TEST_CERTIFICATES } from '@/lib/noojee/test-certificates';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { nginxPath, runNginx, tlsBlockOfDocs } from './nginx-fixture';

const OWN = 'https://legato.example.com';
/** Of this machine as well, and not that from which nginx asks. */
const CLIENT = '127.0.0.2';
const { cert, key } = TEST_CERTIFICATES.loopback;

if (!nginxPath) {
  process.stderr.write('\nSKIPPED: nginx is not installed, so Legato is not tried behind it.\n\n');
}

// Linux alone answers for all of 127.0.0.0/8 without being asked to.
describe.skipIf(!nginxPath || process.platform !== 'linux')('behind nginx with TLS', () => {
  let legato: LegatoUnderTest;
  let nginx: Awaited<ReturnType<typeof runNginx>>;
  let setUpCode = '';
  let session: Record<string, string> = {};

  beforeAll(async () => {
    const findBearer = () => Promise.reject(new Error('no token here'));
    let identify: ReturnType<typeof createIdentify> | null = null;
    legato = await startLegatoUnderTest({
      settings: { PUBLIC_URL: OWN, TRUSTED_PROXIES: '127.0.0.1' },
      access: {
        identify: (head) => {
          if (!identify) throw new Error('asked before it was started');
          return identify(head);
        },
        hearsEverything: ({ kind }) => kind !== 'nobody',
        divideLegs: async (_, legs) => ({ open: [...legs], restricted: [] }),
      },
      next: async (_, response) => void response.end('a page'),
    });
    const { signIn } = legato.runtime.services.access;
    if (!signIn) throw new Error('nobody can sign in');
    identify = createIdentify({ signIn, findBearer });
    setUpCode = (await signIn.setUpLink())?.split('#code=')[1] ?? '';
    nginx = await runNginx(nginxPath ?? '', {
      files: { 'legato.pem': cert, 'legato.key': key },
      server: (directory, port) => tlsBlockOfDocs(directory, port, legato.url),
    });
  });
  afterAll(async () => {
    await nginx.stop();
    await legato.close();
  });

  /** As a browser at `CLIENT` would: it connects to nginx, whatever the name resolves to. */
  function ask(
    path: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
  ) {
    return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>(
      (resolve, reject) => {
        const sent = { Host: new URL(OWN).host, 'User-Agent': 'a browser', ...headers };
        const asking = request(
          {
            host: '127.0.0.1',
            port: nginx.port,
            path,
            method: body === undefined ? 'GET' : 'POST',
            localAddress: CLIENT,
            headers:
              body === undefined
                ? sent
                : { 'Content-Type': 'application/json', Origin: OWN, ...sent },
            ca: cert,
            // The certificate names this machine: what it proves is that TLS is spoken.
            checkServerIdentity: () => undefined,
            agent: false,
          },
          (response) =>
            void text(response).then(
              (read) =>
                resolve({
                  status: response.statusCode ?? 0,
                  headers: response.headers,
                  body: read,
                }),
              reject,
            ),
        );
        asking.on('error', reject);
        asking.end(body === undefined ? undefined : JSON.stringify(body));
      },
    );
  }
  const codeOf = ({ body }: { body: string }) => Problem.parse(JSON.parse(body)).code;

  it('tells browsers to come by TLS alone, to pages, API and problems', async () => {
    for (const path of ['/sign-in', '/', paths.api.health(), paths.api.account(), '/api/nothing']) {
      const { headers } = await ask(path);
      expect(headers['strict-transport-security'], path).toBe('max-age=63072000');
    }
  });

  it('signs in with a cookie of this host alone, and writes down where the client is', async () => {
    const person = { code: setUpCode, name: 'Meg H.', username: 'meg' };
    const password = 'lantern harbour seven gulls';
    const done = await ask(paths.api.setUp(), {
      headers: { 'X-Forwarded-For': '203.0.113.9' },
      body: { ...person, password },
    });
    expect(done).toMatchObject({ status: 200 });
    const [gone, set = ''] = done.headers['set-cookie'] ?? [];
    expect(gone).toMatch(/^__Host-legato=; Max-Age=0;.*; Partitioned$/);
    expect(set).toMatch(/^__Host-legato=[^;]+;/);
    expect(set).toMatch(/; Path=\/(;|$)/);
    expect(set).toMatch(/; HttpOnly/);
    expect(set).toMatch(/; Secure/);
    expect(set).toMatch(/; SameSite=Lax/);

    session = { Cookie: set.split(';')[0] ?? '' };
    const account = Account.parse(
      JSON.parse((await ask(paths.api.account(), { headers: session })).body),
    );
    expect(account.username).toBe('meg');
    expect((await ask('/', { headers: session })).body).toBe('a page');
    const { rows } = LogPage.parse(
      JSON.parse((await ask(paths.api.log(new URLSearchParams()), { headers: session })).body),
    );
    // What the client wrote into X-Forwarded-For itself counts for nothing.
    expect(new Set(rows.map(({ address }) => address))).toEqual(new Set([CLIENT]));
    expect(rows.map(({ action }) => action)).toContain('signed-in');
  });

  it('sends a recording in ranges, and to nobody who is not signed in', async () => {
    const path = paths.api.audio((await legato.callOf('ONE-LEG')).uniqueId, 1);
    const range = { Range: 'bytes=0-3' };
    expect(codeOf(await ask(path, { headers: range }))).toBe('signed-out');
    const sound = await ask(path, { headers: { ...range, ...session } });
    expect(sound).toMatchObject({ status: 206, body: 'RIFF' });
    expect(sound.headers['content-range']).toMatch(/^bytes 0-3\//);
  });

  it('takes nothing from a page of another site, nor from one that came in the clear', async () => {
    const body = { username: 'meg', password: 'lantern harbour seven gulls' };
    const asked = (headers: Record<string, string>) => ask(paths.api.signIn(), { body, headers });
    for (const headers of [
      { Origin: 'https://evil.example' },
      { Origin: 'http://legato.example.com' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      const refused = await asked(headers);
      expect(refused.status, JSON.stringify(headers)).toBe(403);
      expect(refused.headers['set-cookie']).toBeUndefined();
    }
    expect((await asked({})).status).toBe(200);
  });

  it('answers to no other name', async () => {
    expect((await ask('/sign-in', { headers: { Host: 'evil.example' } })).status).toBe(403);
  });
});
