import { request } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { paths } from '@/lib/paths';
import {
  type LegatoUnderTest,
  startLegatoUnderTest,
  TEST_KEY,
} from '@/lib/server/legato-under-test';
import { createMetrics } from './create-metrics';

const TOKEN = 'a-token-of-this-test-that-is-long-enough';

let legato: LegatoUnderTest | null = null;
afterEach(async () => {
  await legato?.close();
  legato = null;
});

async function start(settings: Record<string, string> = {}): Promise<LegatoUnderTest> {
  legato = await startLegatoUnderTest({ settings });
  return legato;
}

const ask = (url: string, token?: string, method = 'GET') =>
  fetch(url, { method, ...(token && { headers: { Authorization: `Bearer ${token}` } }) });

/** The value of a line of Prometheus' text, by its name and its labels as they are written. */
const valueIn = (text: string, name: string): number =>
  Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (.+)$`, 'm').exec(text)?.[1]);

const COUNT = 'legato_http_request_duration_seconds_count';

describe('at /metrics', () => {
  it('is nothing where no setting asks for it', async () => {
    const { url } = await start();
    expect((await ask(`${url}/metrics`)).status).toBe(404);
    expect((await ask(`${url}/metrics`, TOKEN)).status).toBe(404);
  });

  it('is what Legato did, for who bears the token', async () => {
    const { url, callOf, audioUrl, logged } = await start({ METRICS_TOKEN: TOKEN });
    const { uniqueId } = await callOf('ONE-LEG');
    await (await fetch(url + paths.api.call(uniqueId))).text();
    await (await fetch(audioUrl(uniqueId, 1))).arrayBuffer();
    await (await fetch(audioUrl(uniqueId, 1), { headers: { Range: 'bytes=0-9' } })).arrayBuffer();
    await (await fetch(`${url}/api/no-such-thing?tag=Fred`)).text();
    const refused = await fetch(url + paths.api.signIn(), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: 'Fred', password: 'a wrong one' }),
    });
    expect(refused.status).toBe(401);

    const text = await vi.waitFor(async () => {
      const answer = await ask(`${url}/metrics`, TOKEN);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'text/plain; version=0.0.4; charset=utf-8',
      ]);
      const read = await answer.text();
      // A response closes a moment after its last byte was read.
      expect(valueIn(read, `${COUNT}{route="playLeg",status="2xx"}`)).toBe(2);
      expect(valueIn(read, `${COUNT}{route="unknown",status="4xx"}`)).toBe(1);
      expect(valueIn(read, 'legato_downloads_running')).toBe(0);
      return read;
    });
    expect(valueIn(text, `${COUNT}{route="getCall",status="2xx"}`)).toBe(1);
    expect(
      valueIn(
        text,
        'legato_pbx_request_duration_seconds_count{question="recording",outcome="answered"}',
      ),
    ).toBe(1);
    expect(
      valueIn(
        text,
        'legato_pbx_request_duration_seconds_count{question="metadata",outcome="answered"}',
      ),
    ).toBeGreaterThan(0);
    expect(valueIn(text, 'legato_spool_bytes')).toBeGreaterThan(100_000);
    expect(valueIn(text, 'legato_audit_rows_total')).toBeGreaterThan(0);
    expect(valueIn(text, 'legato_sessions')).toBe(0);
    const failed = 'legato_sign_ins_total{outcome="failed",how="password"}';
    expect(valueIn(text, failed)).toBe(1);
    expect(valueIn(text, 'legato_kept_waves_bytes')).toBeGreaterThanOrEqual(0);
    expect(valueIn(text, 'process_resident_memory_bytes')).toBeGreaterThan(0);
    expect(valueIn(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    for (const secret of [TEST_KEY, TOKEN, uniqueId, 'Fred', 'Jack']) {
      expect(text).not.toContain(secret);
    }
    expect(logged()).not.toContain(TOKEN);
  });

  it('is refused to everybody else, and only reads', async () => {
    const { url } = await start({ METRICS_TOKEN: TOKEN });
    for (const token of [undefined, 'wrong', `${TOKEN}x`, TOKEN.slice(1)]) {
      const answer = await ask(`${url}/metrics`, token);
      const authenticate = answer.headers.get('www-authenticate');
      expect([answer.status, authenticate, await answer.text()]).toEqual([401, 'Bearer', '']);
    }
    expect((await ask(`${url}/metrics`, TOKEN, 'POST')).status).toBe(405);
    const head = await ask(`${url}/metrics`, TOKEN, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('on a port of their own', () => {
  it('are served there, and not at Legato itself', async () => {
    const { url, logged } = await start({ METRICS_PORT: '0' });
    const own = /"url":"(http:\/\/127\.0\.0\.1:\d+\/metrics)"/.exec(logged())?.[1] ?? '';
    const answer = await ask(own);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('legato_spool_bytes 0'),
    ]);
    expect((await ask(`${own}/more`)).status).toBe(404);
    expect((await ask(`${url}/metrics`)).status).toBe(404);
  });

  it('stop the start where something else listens there', async () => {
    const { pbxUrl } = await start();
    const taken = new URL(pbxUrl).port;
    await expect(startLegatoUnderTest({ settings: { METRICS_PORT: taken } })).rejects.toThrow(
      'METRICS_PORT cannot be listened on (EADDRINUSE)',
    );
  });
});

it('a player that leaves is counted as one that left', async () => {
  const { url, callOf, audioUrl } = await start({ METRICS_TOKEN: TOKEN });
  const { uniqueId } = await callOf('HOUR-LEG');
  await new Promise<void>((resolve) => {
    const asked = request(audioUrl(uniqueId, 2), (response) => {
      response.once('data', () => {
        response.on('error', () => {});
        asked.destroy();
        resolve();
      });
    });
    asked.on('error', () => {});
    asked.end();
  });
  await vi.waitFor(async () => {
    const text = await (await ask(`${url}/metrics`, TOKEN)).text();
    expect(valueIn(text, `${COUNT}{route="playLeg",status="left"}`)).toBe(1);
  });
});

it('a PBX that is not there is counted as unreachable', async () => {
  const { url } = await start({ METRICS_TOKEN: TOKEN, NOOJEE_URL: 'http://127.0.0.1:1' });
  await (await fetch(url + paths.api.calls({ tag: 'ONE-LEG' }))).text();
  const text = await (await ask(`${url}/metrics`, TOKEN)).text();
  const name =
    'legato_pbx_request_duration_seconds_count{question="metadata",outcome="unreachable"}';
  expect(valueIn(text, name)).toBeGreaterThan(0);
});

it('sign-ins are counted by their outcome, and by nothing that names somebody', async () => {
  const metrics = createMetrics();
  metrics.signInHappened({ action: 'signed-in', how: 'password' });
  metrics.signInHappened({ action: 'sign-in-failed', how: 'password' });
  metrics.signInHappened({ action: 'sign-in-failed', how: 'password' });
  metrics.signInHappened({ action: 'signed-out', how: 'session' });
  const { body } = await metrics.text();
  expect(body.match(/^legato_sign_ins_total.*$/gm)).toEqual([
    'legato_sign_ins_total{outcome="succeeded",how="password"} 1',
    'legato_sign_ins_total{outcome="failed",how="password"} 2',
  ]);
});

it('figures that cannot be looked up are left out, and the others are there', async () => {
  const metrics = createMetrics();
  metrics.lookAt({
    spool: () => ({ bytes: 5, downloads: { running: 1, waiting: 2 } }),
    keptWavesBytes: () => 7,
    auditRows: () => Promise.reject(new Error('no database')),
    sessions: () => Promise.reject(new Error('no database')),
  });
  const { body } = await metrics.text();
  expect(valueIn(body, 'legato_downloads_waiting')).toBe(2);
  expect(body).not.toMatch(/^legato_(sessions|audit_rows_total) /m);
});

it('a module that is loaded twice counts in the registry of the one runtime', async () => {
  const { url, runtime } = await start({ METRICS_TOKEN: TOKEN });
  const running = await import('../running.mjs');
  await running.holdRunning(Promise.resolve(runtime));
  vi.resetModules();
  const again = await import('../running.mjs');
  // Loaded anew, as Next does for each of its bundles, it makes no registry and finds the one that is there.
  await import('./create-metrics');
  expect(again).not.toBe(running);
  expect(again.runningLegato()).toBe(runtime);

  const path = paths.api.health();
  const answer = await again.runningLegato().answer('checkHealth', new Request(url + path));
  await (await fetch(url + path)).text();
  expect(answer.status).toBe(200);
  await vi.waitFor(async () => {
    const text = await (await ask(`${url}/metrics`, TOKEN)).text();
    expect(valueIn(text, `${COUNT}{route="checkHealth",status="2xx"}`)).toBe(1);
  });
});
