import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { get, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalAccess, type SentBytes } from '@/lib/access/access';
import { NOBODY } from '@/lib/access/actor';
import type { AuditEntry } from '@/lib/access/audit/audit-event';
import { may, RIGHTS } from '@/lib/access/rights';
import { openApiDocument } from '@/lib/contract/openapi';
import { PEOPLE_ROUTES } from '@/lib/contract/people-routes';
import { Problem } from '@/lib/contract/problem';
import { methodsOf, ROUTES, type RouteName } from '@/lib/contract/routes';
import { SIGN_IN_ROUTES } from '@/lib/contract/sign-in-routes';
import { API_PATHS, fillPath } from '@/lib/contract/url-paths';
import { SoundsLine } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { findRoute, ROUTE_TABLE } from './route-table';

const names = Object.keys(ROUTE_TABLE) as RouteName[];
/** What they answer is in sign-in-answers.test.ts. */
const signInNames: readonly string[] = [
  ...Object.keys(SIGN_IN_ROUTES),
  // And in people.test.ts: they are about people who have to be there first.
  ...Object.keys(PEOPLE_ROUTES),
];
const audited: AuditEntry[] = [];
const sent: SentBytes[] = [];
let legato: LegatoUnderTest;
/** An address of each route that is answered with success. */
let addresses: Record<RouteName, string>;
/** What is sent to the routes that take something. */
let bodies: Partial<Record<RouteName, string>>;
/** The verbs of these write down what is done, where it is really done. */
const WRITES: readonly RouteName[] = ['playLeg', 'downloadCall', 'verifyLog'];

beforeAll(async () => {
  const audit = async (event: AuditEntry) => void audited.push(event);
  legato = await startLegatoUnderTest({
    access: { audit, reportSent: (bytes) => void sent.push(bytes) },
  });
  const { uniqueId } = await legato.callOf('ONE-LEG');
  bodies = {
    reportListening: reportOf(uniqueId),
    giveReason: JSON.stringify({ reason: 'A complaint' }),
    signOffWeek: JSON.stringify({ note: 'Nothing to see', findings: [] }),
  };
  addresses = {
    ...API_PATHS,
    searchCalls: paths.api.calls({ tag: 'ONE-LEG' }),
    getCall: paths.api.call(uniqueId),
    downloadCall: paths.api.callDownload(uniqueId),
    getSounds: paths.api.sounds(uniqueId, [1]),
    // What is only listened to is written down by listening.test.ts.
    playLeg: paths.api.audioDownload(uniqueId, 1),
    getHeardOfCalls: paths.api.heardOfCalls([uniqueId]),
    getHeard: paths.api.heard(uniqueId),
    giveReason: paths.api.giveReason(uniqueId),
    getWeek: paths.api.week('2026-01-05'),
    signOffWeek: paths.api.signOffWeek('2026-01-05'),
    exportLog: paths.api.logExport('jsonl', new URLSearchParams()),
    getPeaks: paths.api.peaks(uniqueId, 1),
    getMarks: paths.api.marks(uniqueId, 1),
    checkPbx: paths.api.authenticate(),
    checkHealth: paths.api.health(),
    describeApi: API_PATHS.describeApi,
  };
});
afterAll(() => legato.close());

const reportOf = (uniqueId: string) =>
  JSON.stringify({
    listeningId: '0b7c4b0e-2f0c-4f6e-9b53-0d5f6a3f2f10',
    uniqueId,
    leg: 1,
    intervals: [[0, 1]],
    speed: 1,
  });

const ask = (name: RouteName, method: string, headers: Record<string, string> = {}) =>
  new Promise<IncomingMessage & { text: string }>((resolve, reject) => {
    const body = method === 'POST' ? bodies[name] : undefined;
    const sent = body ? { ...headers, 'Content-Type': 'application/json' } : headers;
    const asked = request(legato.url + addresses[name], { method, headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve(Object.assign(response, { text: Buffer.concat(chunks).toString() })),
      );
    });
    asked.on('error', reject).end(body);
  });

describe.each(names.filter((name) => !signInNames.includes(name)))('the route %s', (name) => {
  test('answers its own address, with a request id', async () => {
    const answer = await ask(name, ROUTES[name].method);
    expect(answer.statusCode).toBeLessThan(300);
    expect(answer.headers['x-request-id']).toMatch(/^[\w-]{8}-[0-9a-z]+$/);
    expect(findRoute(addresses[name])).toBe(ROUTE_TABLE[name]);
  });

  test('refuses every other method and names its own', async () => {
    const allowed = methodsOf(ROUTES[name]);
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      if (allowed.includes(method)) continue;
      const answer = await ask(name, method);
      expect([method, answer.statusCode]).toEqual([method, 405]);
      expect(answer.headers.allow).toBe(allowed.join(', '));
    }
  });

  test('takes a right, and answers nobody without it', async () => {
    const { right } = ROUTE_TABLE[name];
    expect(RIGHTS).toContain(right);
    const answer = await ask(name, ROUTES[name].method, { Host: 'evil.example' });
    expect(answer.statusCode).toBe(may(NOBODY, right) ? 200 : 403);
  });

  test('is audited before it answers, by the line of the table or by its verb', async () => {
    audited.length = 0;
    const answer = await ask(name, ROUTES[name].method);
    const [event, ...more] = audited;
    expect(more).toEqual([]);
    expect(event === undefined).toBe(ROUTE_TABLE[name].audit === null && !WRITES.includes(name));
    if (event) expect(event.requestId).toBe(answer.headers['x-request-id']);
  });
});

describe.each(names)('the line of %s', (name) => {
  test('is in the OpenAPI document with its methods', () => {
    const { paths: described } = openApiDocument('1.2.3') as {
      paths: Record<string, Record<string, unknown>>;
    };
    const { path } = ROUTES[name];
    expect(Object.keys(described[path] ?? {})).toEqual(
      methodsOf(ROUTES[name]).map((method) => method.toLowerCase()),
    );
  });

  test('has its file for Next, which answers by this line', () => {
    const place = ROUTES[name].path.replaceAll('{', '[').replaceAll('}', ']').slice(1);
    if (ROUTE_TABLE[name].streams) {
      expect(existsSync(`pages/${place}.ts`)).toBe(true);
    } else {
      const file = readFileSync(`app/${place}/route.ts`, 'utf8');
      expect(file).toContain(`routeHandlers('${name}')`);
    }
  });
});

test('every file for Next has a line of the table', () => {
  const places = [
    ...listFiles('app/api').map((file) => file.replace(/^app|\/route\.ts$/g, '')),
    ...listFiles('pages/api').map((file) => file.replace(/^pages|\.ts$/g, '')),
  ];
  const known = Object.values(API_PATHS).map((path) =>
    path.replaceAll('{', '[').replaceAll('}', ']'),
  );
  expect(places.sort()).toEqual([...known, '/api/[[...path]]'].sort());
});

test('what of a leg really went out is reported, with the request that it answered', async () => {
  const { uniqueId } = await legato.callOf('ONE-LEG');
  sent.length = 0;
  const response = await fetch(legato.audioUrl(uniqueId, 1), {
    headers: { Range: 'bytes=100-299' },
  });
  await response.arrayBuffer();
  await expect.poll(() => sent.map(({ from, to }) => [from, to])).toEqual([[100, 300]]);
  expect(sent[0]).toMatchObject({
    actor: { kind: 'person' },
    uniqueId,
    leg: 1,
    requestId: response.headers.get('x-request-id'),
  });
});

test('what cannot be written down is not answered', async () => {
  const audit = async () => {
    throw new Error('the disk is full');
  };
  const unwritten = await startLegatoUnderTest({
    access: { audit, reportSent: (bytes) => void sent.push(bytes) },
  });
  const { uniqueId } = await unwritten.callOf('ONE-LEG');
  sent.length = 0;
  for (const path of [paths.api.call(uniqueId), paths.api.audioDownload(uniqueId, 1)]) {
    const response = await fetch(unwritten.url + path);
    expect(response.status).toBe(500);
    expect(Problem.parse(await response.json()).code).toBe('internal-error');
  }
  expect(sent).toEqual([]);
  await unwritten.close();
});

describe('an actor who may hear some legs only', () => {
  let limited: LegatoUnderTest;
  const hidden = 2;
  beforeAll(async () => {
    limited = await startLegatoUnderTest({
      access: {
        divideLegs: async (actor, legs) =>
          actor.kind === 'system'
            ? createLocalAccess().divideLegs(actor, legs)
            : {
                open: legs.filter(({ leg }) => leg !== hidden),
                restricted: legs.filter(({ leg }) => leg === hidden),
              },
        hearsEverything: ({ kind }) => kind === 'system',
      },
    });
  });
  afterAll(() => limited.close());

  test('gets neither sound nor picture of the others, and the answer of a leg that never was', async () => {
    const { uniqueId } = await limited.callOf('INV-20418');
    for (const path of [paths.api.audio, paths.api.peaks, paths.api.marks]) {
      const [secret, missing] = await Promise.all(
        [hidden, 99].map(async (leg) => {
          const problem = Problem.parse(
            await (await fetch(limited.url + path(uniqueId, leg))).json(),
          );
          return { ...problem, requestId: '', detail: problem.detail.replace(String(leg), 'N') };
        }),
      );
      expect(secret).toEqual(missing);
      expect(secret?.code).toBe('not-found');
    }
    expect(limited.simulator.requests.recording).toBe(0);
  });

  test('gets lines of sounds without them, whether all are asked for or they are named', async () => {
    const { uniqueId } = await limited.callOf('ONE-LEG');
    const { uniqueId: many } = await limited.callOf('INV-20418');
    const linesOf = async (path: string) => {
      const text = await (await fetch(limited.url + path)).text();
      return text.split('\n').filter(Boolean);
    };
    const legsOf = (lines: string[]) => [
      ...new Set(lines.map((line) => SoundsLine.parse(JSON.parse(line)).leg)),
    ];
    const all = await linesOf(fillPath(API_PATHS.getSounds, { uniqueId: many }));
    expect(legsOf(all).sort()).toEqual([1, 3, 4, 5, 6]);
    expect(legsOf(await linesOf(paths.api.sounds(many, [hidden, 1])))).toEqual([1]);
    expect(await linesOf(paths.api.sounds(many, [hidden]))).toEqual([]);
    expect(await linesOf(paths.api.sounds(uniqueId, [99]))).toEqual([]);
    const asked = limited.simulator.requests.log.filter(({ leg }) => leg === String(hidden));
    expect(asked).toEqual([]);
  });

  test('sees their outline in the call', async () => {
    const { uniqueId } = await limited.callOf('INV-20418');
    const call = await (await fetch(limited.url + paths.api.call(uniqueId))).json();
    const leg = call.legs.find((one: { leg: number }) => one.leg === hidden);
    expect(leg).toMatchObject({ access: 'restricted', username: null, callRecordId: null });
  });
});

test('a call without an open leg is answered as one that never was', async () => {
  const blind = await startLegatoUnderTest({
    access: {
      divideLegs: async (actor, legs) =>
        actor.kind === 'system'
          ? { open: [...legs], restricted: [] }
          : { open: [], restricted: [...legs] },
      hearsEverything: () => false,
    },
  });
  const { uniqueId } = await blind.callOf('ONE-LEG');
  const answerOf = async (id: string) => {
    const text = await (await fetch(blind.url + paths.api.call(id))).text();
    return text.replaceAll(id, 'ID').replace(/"requestId":"[^"]*"/, '');
  };
  expect(await answerOf(uniqueId)).toBe(await answerOf('1000000000.1'));
  const page = await (await fetch(blind.url + paths.api.calls({ tag: 'ONE-LEG' }))).json();
  expect(page.calls).toEqual([]);
  await blind.close();
});

describe('the request id', () => {
  const idOf = (base: string, sent: string) =>
    new Promise<string | undefined>((resolve, reject) => {
      get(`${base}/api/nothing`, { headers: { 'X-Request-Id': sent } }, (response) => {
        response.resume();
        resolve([response.headers['x-request-id']].flat()[0]);
      }).on('error', reject);
    });

  test('is in the problem and in every line of the log about it', async () => {
    const response = await fetch(`${legato.url}/api/nothing`);
    const { requestId } = Problem.parse(await response.json());
    expect(response.headers.get('x-request-id')).toBe(requestId);
    expect(legato.logged()).toContain(`"requestId":"${requestId}"`);
  });

  test('of a trusted proxy is kept, of anybody else replaced', async () => {
    expect(await idOf(legato.url, 'from-outside')).toMatch(/^[\w-]{8}-[0-9a-z]+$/);
    const behind = await startLegatoUnderTest({ settings: { TRUSTED_PROXIES: '127.0.0.0/8' } });
    expect(await idOf(behind.url, 'proxy-1')).toBe('proxy-1');
    expect(await idOf(behind.url, 'two words')).toMatch(/^[\w-]{8}-[0-9a-z]+$/);
    await behind.close();
  });
});

test('a question mark within a value belongs to the value', async () => {
  audited.length = 0;
  await fetch(`${legato.url}/api/calls?tag=why?me`);
  expect(audited.map(({ subject }) => subject)).toEqual([{ tag: 'why?me' }]);
});

test('an address or a body that is too long is refused', async () => {
  const long = await fetch(`${legato.url}/api/calls?tag=${'9'.repeat(9_000)}`);
  expect([long.status, Problem.parse(await long.json()).code]).toEqual([400, 'invalid-request']);
  const heavy = await fetch(legato.url + paths.api.authenticate(), {
    method: 'POST',
    body: 'x'.repeat(100_000),
  });
  expect([heavy.status, Problem.parse(await heavy.json()).code]).toEqual([400, 'invalid-request']);
});

test('the PBX is asked for readiness once in ten seconds, however many ask', async () => {
  let nowMs = Date.now();
  const ready = await startLegatoUnderTest({ now: () => nowMs });
  const isReady = async () => (await fetch(`${ready.url}/api/health?ready`)).status;
  expect(await Promise.all(Array.from({ length: 20 }, isReady))).toEqual(Array(20).fill(200));
  nowMs += 9_999;
  await isReady();
  expect(ready.simulator.requests.metadata).toBe(1);
  nowMs += 1;
  await isReady();
  expect(ready.simulator.requests.metadata).toBe(2);
  await ready.close();
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
}
