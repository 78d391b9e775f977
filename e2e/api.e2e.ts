import { request as httpRequest } from 'node:http';
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

test('a busy PBX is told with the time to wait', async ({ request }) => {
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

test('the contract is told as an OpenAPI document', async ({ request }) => {
  const document = await (await request.get('/api/openapi.json')).json();

  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toContain('/api/calls/{uniqueId}/legs/{leg}/audio');
});

test('another host name is refused: it may be a page of another site', async ({ servers }) => {
  const status = await new Promise((resolve, reject) => {
    const headers = { Host: 'evil.example' };
    httpRequest(`${servers.legatoUrl}/api/calls?tag=ONE-LEG`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

  expect(status).toBe(403);
});
