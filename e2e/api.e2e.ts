import { request as httpRequest, type RequestOptions } from 'node:http';
import { Call } from '../lib/contract/call';
import { Problem } from '../lib/contract/problem';
import { CallPage } from '../lib/contract/search';
import { Authentication, Health } from '../lib/contract/status';
import { expect, test } from './legato-test';

test('a tag answers its calls, newest first, as the contract says', async ({ request }) => {
  const response = await request.get('/api/calls?tag=INV-20418');
  const { calls } = CallPage.parse(await response.json());

  expect(calls).toHaveLength(6);
  const starts = calls.map((call) => Date.parse(call.startedAt));
  expect(starts).toEqual([...starts].sort((a, b) => b - a));
  for (const call of calls) expect(call.tags).toContain('INV-20418');
});

test('a unique id answers its one call, and the call itself', async ({ request }) => {
  const [found] = CallPage.parse(await (await request.get('/api/calls?tag=ONE-LEG')).json()).calls;
  const { calls } = CallPage.parse(
    await (await request.get(`/api/calls?uniqueId=${found?.uniqueId}`)).json(),
  );
  const call = Call.parse(await (await request.get(`/api/calls/${found?.uniqueId}`)).json());

  expect(calls).toEqual([call]);
});

test('a tag with every awkward character is found', async ({ request }) => {
  const tag = 'a&b=c/ü#1';
  const response = await request.get(`/api/calls?tag=${encodeURIComponent(tag)}`);
  const { calls } = CallPage.parse(await response.json());

  expect(calls[0]?.tags).toEqual([tag]);
});

for (const [what, method, path, status, code] of [
  ['a search for nothing', 'GET', '/api/calls', 400, 'invalid-request'],
  ['two questions at once', 'GET', '/api/calls?tag=a&uniqueId=1.2', 400, 'invalid-request'],
  ['a call that does not exist', 'GET', '/api/calls/1000000000.1', 404, 'not-found'],
  ['a leg that does not exist', 'GET', '/api/calls/1000000000.1/legs/1/audio', 404, 'not-found'],
  ['an address that does not exist', 'GET', '/api/nothing/here', 404, 'not-found'],
  ['the wrong method for a search', 'POST', '/api/calls', 405, 'method-not-allowed'],
  ['the wrong method for a check', 'GET', '/api/authenticate', 405, 'method-not-allowed'],
  [
    'the wrong method for audio',
    'DELETE',
    '/api/calls/1.1/legs/1/audio',
    405,
    'method-not-allowed',
  ],
  ['a PBX that refuses the key', 'GET', '/api/calls?tag=FAULT-401', 502, 'pbx-refused'],
  ['a PBX that resets', 'GET', '/api/calls?tag=FAULT-RESET', 502, 'pbx-unreachable'],
  ['a PBX that answers HTML', 'GET', '/api/calls?tag=FAULT-HTML', 502, 'pbx-bad-reply'],
] as const) {
  test(`${what} is answered by the problem ${code}`, async ({ request }) => {
    const response = await request.fetch(path, { method });
    const problem = Problem.parse(await response.json());

    expect(response.headers()['content-type']).toBe('application/problem+json');
    expect(problem).toMatchObject({ status, code });
    expect(response.status()).toBe(status);
    expect(problem.detail).not.toBe('');
  });
}

for (const [path, ...allowed] of [
  ['/api/calls?tag=ONE-LEG', 'GET', 'HEAD'],
  ['/api/calls/1000000000.1', 'GET', 'HEAD'],
  ['/api/calls/1000000000.1/legs/1/audio', 'GET', 'HEAD'],
  ['/api/openapi.json', 'GET', 'HEAD'],
  ['/api/health', 'GET', 'HEAD'],
  ['/api/authenticate', 'POST'],
] as const) {
  test(`${path} refuses every method but ${allowed.join(' and ')}`, async ({ request }) => {
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
      (method) => !allowed.some((known) => known === method),
    );
    for (const method of others) {
      const response = await request.fetch(path, { method });
      expect([method, response.status()]).toEqual([method, 405]);
      expect(response.headers().allow).toBe(allowed.join(', '));
      expect(Problem.parse(await response.json()).code).toBe('method-not-allowed');
    }
  });
}

for (const [method, path, status] of [
  ['TRACE', '/api/calls?tag=ONE-LEG', 405],
  ['PROPFIND', '/', 405],
  ['POST', '/', 405],
  ['DELETE', '/calls/1.1', 405],
  ['GET', '/calls/%ff', 400],
  ['GET', '/_next/image?url=x&w=64&q=75', 404],
  ['GET', '/_next/data/x/index.json', 404],
  ['GET', '/api', 404],
  ['GET', '/api/calls/%E0%A4%A', 400],
  ['GET', '/api/calls/%/legs/1/audio', 400],
  ['GET', `/api/calls/${'9'.repeat(2_001)}`, 400],
  ['GET', `/api/calls/${'9'.repeat(2_001)}/legs/1/audio`, 400],
] as const) {
  test(`${method} ${path} is a problem ${status}, not a page of Next`, async ({
    servers,
    cookie,
  }) => {
    const headers = { cookie };
    const answer = await askPlainly(`${servers.legatoUrl}${path}`, { method, headers });
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
  });
}

test('a router that says nonsense of the page that is open is answered by a problem', async ({
  servers,
}) => {
  const headers = { RSC: '1', 'Next-Router-State-Tree': '%22x%22' };
  const answer = await askPlainly(`${servers.legatoUrl}/sign-in?_rsc=vCNqD00ZxRkFeiye`, {
    headers,
  });
  expect(answer).toEqual({ status: 400, contentType: 'application/problem+json' });
});

test('an address that is no path is a problem, not an error of Next', async ({ servers }) => {
  const answer = await askPlainly(servers.legatoUrl, { path: '*' });
  expect(answer).toEqual({ status: 400, contentType: 'application/problem+json' });
});

test('an upgrade is refused at once and leaves no connection behind', async ({ servers }) => {
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
  const { status } = await askPlainly(`${servers.legatoUrl}/nothing`, { headers });
  expect(status).toBe(400);
});

test('a busy PBX answers with the time to wait', async ({ request }) => {
  const response = await request.get('/api/calls?tag=FAULT-503-ALWAYS');

  expect(response.status()).toBe(503);
  expect(response.headers()['retry-after']).toBe('20');
  expect(Problem.parse(await response.json()).retryAfterSeconds).toBe(20);
});

test('audio carries its length on 200, 206 and HEAD', async ({ request }) => {
  const { calls } = CallPage.parse(await (await request.get('/api/calls?tag=WAV-PCM16')).json());
  const path = `/api/calls/${calls[0]?.uniqueId}/legs/1/audio`;
  const whole = await request.get(path);
  const size = (await whole.body()).byteLength;
  const part = await request.get(path, { headers: { Range: 'bytes=100-199' } });
  const head = await request.head(path);
  const past = await request.get(path, { headers: { Range: `bytes=${size}-` } });

  expect(whole.headers()['content-length']).toBe(String(size));
  expect([part.status(), part.headers()['content-length']]).toEqual([206, '100']);
  expect(part.headers()['content-range']).toBe(`bytes 100-199/${size}`);
  expect(await part.body()).toEqual((await whole.body()).subarray(100, 200));
  expect([head.status(), head.headers()['content-length']]).toEqual([200, String(size)]);
  expect([past.status(), past.headers()['content-range']]).toEqual([416, `bytes */${size}`]);
});

test('a downloaded leg names call, leg and start with its offset', async ({ request }) => {
  const { calls } = CallPage.parse(await (await request.get('/api/calls?tag=ONE-LEG')).json());
  const response = await request.get(`/api/calls/${calls[0]?.uniqueId}/legs/1/audio?download`);

  expect(response.headers()['content-disposition']).toMatch(
    /^attachment; filename="legato_[\d.]+_leg-1_\d{4}-\d\d-\d\dT\d{6}\+\d{4}\.wav"/,
  );
});

test('the key is accepted, and Legato is healthy and ready', async ({ request }) => {
  const authentication = await (await request.post('/api/authenticate')).json();
  const health = await (await request.get('/api/health?ready')).json();

  expect(Authentication.parse(authentication)).toMatchObject({ ok: true, generation: 'api-key' });
  expect(Health.parse(health)).toMatchObject({ status: 'ok', pbx: 'ok' });
});

test('the contract is published as an OpenAPI document', async ({ request }) => {
  const document = await (await request.get('/api/openapi.json')).json();

  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toContain('/api/calls/{uniqueId}/legs/{leg}/audio');
});

test('another host name is refused: it may be a page of another site', async ({ servers }) => {
  const headers = { Host: 'evil.example' };
  const { status } = await askPlainly(`${servers.legatoUrl}/api/calls?tag=ONE-LEG`, { headers });

  expect(status).toBe(403);
});

/** Without the help of a browser or `fetch`, which refuse or mend what is asked here. */
function askPlainly(url: string, options: RequestOptions) {
  return new Promise<{ status: number | undefined; contentType: string | undefined }>(
    (resolve, reject) => {
      httpRequest(url, options, (response) => {
        response.resume();
        resolve({
          status: response.statusCode,
          contentType: response.headers['content-type'],
        });
      })
        .on('error', reject)
        .end();
    },
  );
}
