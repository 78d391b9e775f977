import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '@/lib/server/log';
import { createSimulator } from '@/lib/simulator/create-simulator';
import { AUDIO_FAULTS, METADATA_FAULTS } from '@/lib/simulator/faults';
import { serveSimulator } from '@/lib/simulator/serve-simulator';
import { createTestClient, startStub, stopAll } from './client-under-test';
import type { NoojeeClientOptions } from './create-noojee-client';
import type { NoojeeClient } from './leg';

afterEach(stopAll);

const SECRET = '7d1e0c44-93ab-4c0e-8f52-c0ffee15dead';
const NOW = 1_700_000_000_000;
const TIMEOUTS = { metaDataMs: 150, idleMs: 150, timeMs: 150 };

type Generation = NoojeeClientOptions['generation'];
type Ask = (client: NoojeeClient) => Promise<unknown>;

/** Every hash that may have been sent: the PBX's timestamps lie within a few minutes. */
function hashesFor(apiKey: string): string[] {
  return Array.from({ length: 5_000 }, (_, index) =>
    createHash('sha256')
      .update(`${apiKey}:${NOW + index}`)
      .digest('hex'),
  );
}

/** Runs the questions and gives all that a person, a log or a developer could see of the failures. */
async function visibleFailuresOf(clients: NoojeeClient[], questions: Ask[]) {
  const lines: string[] = [];
  const log = createLogger({
    level: 'debug',
    secrets: [],
    destination: { write: (line) => void lines.push(line) },
  });
  let failures = 0;
  const see = (error: unknown) => {
    failures += 1;
    log.error({ err: error }, String(error));
    for (let at: unknown = error; at instanceof Error; at = at.cause) {
      lines.push(at.message, at.stack ?? '', JSON.stringify(at), String(at));
      lines.push(JSON.stringify(Object.getOwnPropertyDescriptors(at)));
    }
    lines.push(inspect(error, { depth: 12, showHidden: true, getters: true }));
  };
  const asked = clients.flatMap((client) => questions.map((ask) => ask(client).catch(see)));
  for (const answer of await Promise.all(asked)) lines.push(JSON.stringify(answer) ?? '');
  return { failures, output: lines.join('\n') };
}

function expectNoSecret(output: string, apiKey: string) {
  expect(output).not.toContain(apiKey);
  expect(output).not.toContain('c0ffee');
  expect(output).not.toMatch(/\b[0-9a-f]{64}\b/);
  expect(hashesFor(apiKey).some((hash) => output.includes(hash.slice(0, 16)))).toBe(false);
}

const hear = (tag: string): Ask => {
  return async (client) => {
    const { legs } = await client.retrieveMetaData(tag);
    const first = legs.find(({ leg }) => leg === 1);
    if (!first) throw new Error(`${tag} has no first leg`);
    const recording = await client.retrieveRecording(first, AbortSignal.timeout(400));
    let bytes = 0;
    for await (const chunk of recording.body) bytes += chunk.length;
    return bytes;
  };
};

const QUESTIONS: Ask[] = [
  (client) => client.authenticate(),
  (client) => client.retrieveMetaDataByHour('2023-11-14', 9),
  (client) => client.retrieveMetaDataByHour('2023-11-14', 10),
  ...METADATA_FAULTS.map(
    ({ tag }): Ask =>
      (client) =>
        client.retrieveMetaData(tag),
  ),
  ...AUDIO_FAULTS.map(({ tag }) => hear(tag)),
];

const clientOf = (baseUrl: string, generation: Generation, apiKey = SECRET) =>
  createTestClient({ baseUrl }, { generation, apiKey, now: () => NOW, timeouts: TIMEOUTS });

describe.each(['api-key', 'hash'] as const)('with authentication by %s', (generation) => {
  it.each([
    ['the right key', SECRET],
    ['a wrong key', `${SECRET}-wrong`],
  ])('no failure of the simulated PBX shows key or hash, given %s', async (_, apiKey) => {
    const simulator = createSimulator({ apiKey: SECRET, now: () => NOW });
    const served = await serveSimulator(simulator, { port: 0, host: '127.0.0.1' });
    const client = clientOf(served.url, generation, apiKey);
    const { failures, output } = await visibleFailuresOf([client], QUESTIONS);
    expect(failures).toBeGreaterThan(25);
    expectNoSecret(output, apiKey);
    await served.close();
  });

  it('no failure of the connection shows key or hash', async () => {
    const gone = await startStub((_, response) => response.end());
    await gone.close();
    const clients = [gone.baseUrl, 'http://pbx.invalid', 'https://127.0.0.1:1'].map((baseUrl) =>
      clientOf(baseUrl, generation),
    );
    const { failures, output } = await visibleFailuresOf(clients, QUESTIONS.slice(0, 3));
    expect(failures).toBe(9);
    expectNoSecret(output, SECRET);
  });

  it.each([
    ['an envelope', 200, (said: string) => JSON.stringify({ Message: said, Code: -1 })],
    ['an envelope with 400', 400, (said: string) => JSON.stringify({ message: said, code: -2 })],
    ['broken JSON', 200, (said: string) => `[${said}`],
    ['a web page', 500, (said: string) => `<html>${said}`],
    ['a redirect', 302, (said: string) => said],
    ['a warning', 200, (said: string) => JSON.stringify({ Message: said, Code: 1 })],
    ['a leg', 200, (said: string) => JSON.stringify([{ UniqueId: 1, Leg: said, Start: said }])],
  ])('a PBX that repeats the question in %s shows no key or hash', async (_, status, body) => {
    const stub = await startStub(({ path, query }, response) => {
      if (path.endsWith('/Time')) return response.end(String(NOW));
      const said = `cannot do ${path}?${query} by ${query.get('apiKey')} ${query.get('hash')}`;
      return response.writeHead(status, { location: `/?${query}` }).end(body(said));
    });
    const client = clientOf(stub.baseUrl, generation);
    const { output } = await visibleFailuresOf([client], [...QUESTIONS.slice(0, 3), hear('1')]);
    expect(stub.requests.some(({ query }) => /apiKey=|hash=/.test(query))).toBe(true);
    expectNoSecret(output, SECRET);
  });

  it('a carrier that throws the URL in every part of its error shows no key or hash', async () => {
    const fetch: NoojeeClientOptions['fetch'] = async (request) => {
      if (request.url.endsWith('/Time')) return new Response(String(NOW));
      const inner = Object.assign(new Error(`failed ${request.url}`), { request, code: 'EWEIRD' });
      throw Object.assign(new TypeError(request.url, { cause: inner }), { url: request.url });
    };
    const baseUrl = 'http://pbx.test';
    const client = createTestClient({ baseUrl }, { generation, apiKey: SECRET, fetch });
    const { failures, output } = await visibleFailuresOf([client], QUESTIONS.slice(0, 3));
    expect(failures).toBe(3);
    expectNoSecret(output, SECRET);
  });
});
