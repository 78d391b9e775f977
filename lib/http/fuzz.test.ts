import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTES, type RouteContract } from '@/lib/contract/routes';
import { TEST_KEY } from '@/lib/server/legato-under-test';
import { randomFor } from '@/lib/simulator/random';
import { fuzzedAddress, fuzzedRequest } from './fuzz-requests-fixture';
import type { KnownValues } from './fuzz-values-fixture';
import {
  type FuzzWorld,
  LANES,
  type Lane,
  marksFor,
  openFuzzWorld,
  PASSWORD,
} from './fuzz-world-fixture';
import { type RawAnswer, type RawRequest, sendRaw } from './send-raw-fixture';

/*
 * Hostile values in every field of every route, as each kind of person. A route that is added to the table is
 * asked here without further work. Again with the same values: FUZZ_SEED=7 npx vitest run lib/http/fuzz
 */

const SEED = Number(process.env.FUZZ_SEED || Date.now() % 1_000_000_000);
const REQUESTS = Number(process.env.FUZZ_REQUESTS || 5_000);
/** Only a hang takes so long. */
const ANSWERED_WITHIN_MS = 120_000;
/** For 5,000 it is what every test has. */
const ALL_WITHIN_MS = 480_000 * Math.ceil(REQUESTS / 5_000);
/** Whether somebody is still signed in is looked at so often, and after each request that may end it. */
const LOOK_EVERY = 25;

let world: FuzzWorld;
let known: KnownValues;

beforeAll(async () => {
  world = await openFuzzWorld();
  known = await usualValues();
});
afterAll(() => world.close());

async function usualValues(): Promise<KnownValues> {
  const tags = ['INV-20418', 'FIVE-LEGS', 'ONE-LEG', 'PLAY-ALL', 'QUIET-LEG', 'TWELVE-LEGS'];
  const calls = await Promise.all(tags.map((tag) => world.legato.callOf(tag)));
  return {
    tag: [...tags, 'FAULT-MARKUP', 'FAULT-LONG-VALUES', 'FAULT-UNREADABLE-LEG'],
    uniqueId: [...calls.map(({ uniqueId }) => uniqueId), '1000000000.1'],
    leg: [1, 1, 2, 2, 3, 4, 5],
    legs: ['1', '1,2,3,4,5', '5,4', '9'],
    cursor: ['1', '40', '999999'],
    username: ['spare', 'nobody-at-all', 'spare@people.invalid'],
    ...{ password: [PASSWORD], current: [PASSWORD], wanted: ['another harbour of gulls'] },
    ...{
      next: ['/', '/calls/1.2?t=3'],
      state: ['x'],
      code: ['123456', 'aaaa-bbbb'],
      id: ['others'],
    },
    ...Object.fromEntries(Object.entries(world.spare).map(([name, id]) => [name, [id]])),
    ...{ name: ['Spare', 'Spare team'], person: [world.spare.personId], email: ['a@example.com'] },
    ...{ role: ['agent', 'supervisor'], firstDay: ['2026-01-31'], lastDay: ['2026-02-28', null] },
    ...{ intervals: [[[0, 1]], [[0, 0.5]]], speed: [1, 2] },
  };
}

test(
  `${REQUESTS} hostile requests are answered, without a word that is not for who asks`,
  async () => {
    const tally = new Map<string, number>();
    const found: string[] = [];
    const answered = await Promise.all(
      LANES.map((lane, position) => fuzzAs(lane, position, tally, found)),
    );
    const count = answered.reduce((sum, one) => sum + one, 0);
    const health = await fetch(`${world.legato.url}/api/health`);
    process.stdout.write(
      `${count.toLocaleString('en')} requests fuzzed, seed ${SEED}: ${JSON.stringify(Object.fromEntries(tally))}\n`,
    );

    expect(found.slice(0, 20)).toEqual([]);
    expect(count).toBe(REQUESTS);
    expect(health.status).toBe(200);
    expect(world.legato.logged()).not.toContain(TEST_KEY);
    // Every door was opened as well as shut, or the values prove nothing.
    for (const status of ['200', '400', '401', '403', '404', '405']) {
      expect(tally.get(status), `answers ${status}`).toBeGreaterThan(0);
    }
  },
  ALL_WITHIN_MS,
);

async function fuzzAs(
  lane: Lane,
  position: number,
  tally: Map<string, number>,
  found: string[],
): Promise<number> {
  const random = randomFor(SEED, position);
  const routes: readonly (RouteContract | null)[] = [...Object.values(ROUTES), null];
  const share = Math.floor((REQUESTS + position) / LANES.length);
  for (let number = 0; number < share; number++) {
    const contract = routes[number % routes.length] ?? null;
    const identity = random() < 0.95 ? world.identity(lane) : [];
    const request = contract
      ? fuzzedRequest(random, { contract, known, identity })
      : fuzzedAddress(random, identity);
    const answer = await ask(request, `${lane} ${number}`);
    tally.set(String(answer.status), (tally.get(String(answer.status)) ?? 0) + 1);
    const faults = faultsOf(lane, answer);
    if (faults.length > 0)
      found.push(`${faults}: ${wording(request, answer, `${lane} ${number}`)}`);
    const maySignOut = contract?.method === 'POST' && answer.status < 300;
    if (maySignOut || number % LOOK_EVERY === 0) await world.refresh(lane);
  }
  return share;
}

async function ask(request: RawRequest, name: string): Promise<RawAnswer> {
  try {
    return await sendRaw(world.port, request, { withinMs: ANSWERED_WITHIN_MS });
  } catch (cause) {
    throw new Error(wording(request, null, name), { cause });
  }
}

function faultsOf(lane: Lane, { status, head, body }: RawAnswer): string[] {
  const text = `${head}\n${body}`;
  const faults = marksFor(lane, text).map((mark) => `shows a leg of: ${mark}`);
  if (!(status >= 200 && status < 600) || status === 500) faults.push(`is answered ${status}`);
  const isBare = body !== '' && !/^content-type: application\/problem\+json$/im.test(head);
  if (status >= 400 && isBare) faults.push('is refused by no problem');
  if (head !== '' && !/^x-content-type-options: nosniff$/im.test(head)) faults.push('is unguarded');
  if (text.includes(TEST_KEY)) faults.push('holds the key');
  for (const folder of [process.cwd(), world.legato.dataDir, 'node_modules/', 'file:///']) {
    if (text.includes(folder)) faults.push(`holds a path: ${folder}`);
  }
  if (/^\s*at .+:\d+:\d+\)?$/m.test(text) || /\\n\s+at /.test(text)) faults.push('holds a stack');
  return faults;
}

const wording = (request: RawRequest, answer: RawAnswer | null, name: string): string =>
  JSON.stringify({
    ...{
      seed: SEED,
      name,
      ...request,
      body: request.body?.toString('latin1').slice(0, 2_000) ?? null,
    },
    answer: answer && { ...answer, body: answer.body.slice(0, 2_000) },
  });
