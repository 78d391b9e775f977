import { expect, test } from '@playwright/test';
import { CallPage } from '@/lib/contract/search';
import { API_PATHS, fillPath, PAGE_PATHS } from '@/lib/contract/url-paths';
import type { KnownValues } from '@/lib/http/fuzz-values-fixture';
import { MARKED_OWNERS, MARKS, type Mark, startMarkedPbx } from '@/lib/http/marked-pbx-fixture';
import { type RawAnswer, type RawRequest, sendRaw } from '@/lib/http/send-raw-fixture';
import { randomFor } from '@/lib/simulator/random';
import { projectRoot } from '../scripts/project-root.mjs';
import { type RunningLegato, startLegato } from '../scripts/start-legato.mjs';
import { fuzzedPage, PAGE_TARGETS } from './fuzz-page-requests';
import { settingsFor } from './servers-test';
import { signInAs } from './sign-in-as';

/*
 * Hostile values in every part of a request for a page, as each kind of person: what lib/http/fuzz.test.ts is for the
 * API. Again with the same values: FUZZ_SEED=7 npx playwright test fuzz-pages
 */

const SEED = Number(process.env.FUZZ_SEED || Date.now() % 1_000_000_000);
const REQUESTS = Number(process.env.FUZZ_REQUESTS || 600);
/** Only a hang takes so long. */
const ANSWERED_WITHIN_MS = 120_000;
const API_KEY = 'key-91c4ab30-that-must-stay-on-the-server';

const LANES = ['meg', 'ruth', 'fred', 'nobody'] as const;
type Lane = (typeof LANES)[number];

/** Which marks each of them may come across: the demo has Fred and Priya in Ruth's team. */
const MAY_SEE: Readonly<Record<Lane, readonly Mark[]>> = {
  meg: ['agent', 'team', 'shared', 'other'],
  ruth: ['agent', 'team', 'shared'],
  fred: ['agent', 'shared'],
  nobody: [],
};

interface World {
  legato: RunningLegato;
  port: number;
  cookies: Readonly<Record<Lane, string>>;
  known: KnownValues;
  uniqueIds: readonly string[];
}

test(`${REQUESTS} hostile requests for pages are answered, without a word that is not for who asks`, async () => {
  const pbx = await startMarkedPbx(API_KEY);
  const printed: string[] = [];
  const settings = settingsFor({ url: pbx.url, apiKey: API_KEY }, { TRUSTED_PROXIES: '127.0.0.1' });
  const legato = await startLegato(settings, { onOutput: (text) => void printed.push(text) });
  try {
    const world = await prepare(legato);
    const tally = new Map<string, number>();
    const found: string[] = [];
    const counts = await Promise.all(
      LANES.map((lane, position) => fuzzAs(world, { lane, position, tally, found })),
    );
    const count = counts.reduce((sum, one) => sum + one, 0);
    process.stdout.write(
      `${count} requests for pages fuzzed, seed ${SEED}: ${JSON.stringify(Object.fromEntries([...tally].sort()))}\n`,
    );

    expect(found.slice(0, 20)).toEqual([]);
    expect(count).toBe(REQUESTS);
    expect((await fetch(`${legato.url}${API_PATHS.checkHealth}`)).status).toBe(200);
    expect(printed.join('')).not.toContain(API_KEY);
    // Every door was opened as well as shut, and each sees what is his, or the values prove nothing.
    for (const what of ['200', '400', '404', '405', 'RSC 200', 'RSC 307', 'RSC 404']) {
      expect(tally.get(what), `answers ${what}`).toBeGreaterThan(0);
    }
    for (const [position, lane] of LANES.entries()) {
      const seen = await marksSeen(world, { lane, position, tally, found });
      expect([lane, ...seen].sort()).toEqual([lane, ...MAY_SEE[lane]].sort());
    }
  } finally {
    await legato.stop();
    await pbx.close();
  }
});

/** Signs everybody in, gives the marked legs to the people of the demo, and looks for what is usually asked. */
async function prepare(legato: RunningLegato): Promise<World> {
  const cookieOf = async (lane: 'meg' | 'ruth' | 'fred') =>
    (await signInAs(legato.url, lane)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const cookies = {
    ...{ meg: await cookieOf('meg'), ruth: await cookieOf('ruth'), fred: await cookieOf('fred') },
    nobody: '',
  };
  for (const [personId, owner] of [
    ['demo-fred', MARKED_OWNERS.agent],
    ['demo-priya', MARKED_OWNERS.team],
  ] as const) {
    const changed = await fetch(legato.url + fillPath(API_PATHS.changePerson, { personId }), {
      method: 'POST',
      headers: { cookie: cookies.meg, 'Content-Type': 'application/json' },
      body: JSON.stringify({ noojeeUsernames: [owner] }),
    });
    expect(changed.status, await changed.text()).toBe(200);
  }
  const tags = ['INV-20418', 'FIVE-LEGS', 'ONE-LEG', 'PLAY-ALL', 'QUIET-LEG', 'TWELVE-LEGS'];
  const uniqueIds: string[] = [];
  for (const tag of tags) {
    const answer = await fetch(`${legato.url}${API_PATHS.searchCalls}?tag=${tag}`, {
      headers: { cookie: cookies.meg },
    });
    uniqueIds.push(...CallPage.parse(await answer.json()).calls.map(({ uniqueId }) => uniqueId));
  }
  const known: KnownValues = {
    tag: [...tags, 'FAULT-MARKUP', 'FAULT-LONG-VALUES', 'FAULT-UNREADABLE-LEG', 'FAULT-HTML'],
    uniqueId: [...uniqueIds, '1000000000.1'],
    ...{ leg: [1, 2, 5], t: ['35', '35-52', '0'], day: ['2026-01-05', '2026-01-07'] },
    ...{ personId: ['demo-fred', 'demo-meg'], person: ['demo-fred'], teamId: ['demo-inbound'] },
    ...{ next: ['/', '/calls/1.2?t=3', '//evil.example/'], refused: ['no-role', 'name-taken'] },
    ...{ from: ['2026-01-01'], to: ['2026-12-31'], token: ['x'], action: ['sign-in'] },
  };
  return { legato, port: Number(new URL(legato.url).port), cookies, known, uniqueIds };
}

/** Who asks, by which random numbers, and what came of it. */
interface Turn {
  lane: Lane;
  position: number;
  tally: Map<string, number>;
  found: string[];
}

async function fuzzAs(world: World, turn: Turn): Promise<number> {
  const random = randomFor(SEED, turn.position);
  const share = Math.floor((REQUESTS + turn.position) / LANES.length);
  for (let number = 0; number < share; number++) {
    const request = fuzzedPage(random, {
      target: PAGE_TARGETS[number % PAGE_TARGETS.length] ?? '/',
      known: world.known,
      identity: identityOf(world, turn.lane),
    });
    const { status, head } = await ask(world, turn, request);
    const target = locationIn(head);
    // Next asks for a hash of the router's headers in the address, and says which.
    if (status === 307 && target !== undefined && /[?&]_rsc=/.test(target)) {
      await ask(world, turn, { ...request, target });
    }
  }
  return share;
}

const identityOf = ({ cookies }: World, lane: Lane): [string, string][] =>
  cookies[lane] === '' ? [] : [['Cookie', cookies[lane]]];

async function ask(world: World, turn: Turn, request: RawRequest): Promise<RawAnswer> {
  const { lane, tally, found } = turn;
  const wording = (answer: RawAnswer | null) =>
    JSON.stringify({
      ...{ seed: SEED, lane, ...request },
      body: request.body?.toString('latin1').slice(0, 500) ?? null,
      answer: answer && { ...answer, body: answer.body.slice(0, 2_000) },
    });
  let answer: RawAnswer;
  try {
    answer = await sendRaw(world.port, request, { withinMs: ANSWERED_WITHIN_MS });
  } catch (cause) {
    throw new Error(wording(null), { cause });
  }
  const what = request.headers.some(([name]) => name === 'RSC') ? 'RSC ' : '';
  tally.set(`${what}${answer.status}`, (tally.get(`${what}${answer.status}`) ?? 0) + 1);
  const faults = faultsOf(world, { lane, request, answer });
  if (faults.length > 0) found.push(`${faults}: ${wording(answer)}`);
  return answer;
}

/** Which marks somebody comes across on all pages of calls, when he asks as a browser does. */
async function marksSeen(world: World, turn: Turn): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const uniqueId of world.uniqueIds) {
    const headers: [string, string][] = [['Host', 'localhost'], ...identityOf(world, turn.lane)];
    const target = fillPath(PAGE_PATHS.call, { uniqueId });
    const answer = await ask(world, turn, { method: 'GET', target, headers, body: null });
    for (const mark of marksIn(answer)) seen.add(mark);
  }
  return seen;
}

const marksIn = ({ head, body }: RawAnswer): string[] =>
  Object.entries(MARKS)
    .filter(([, label]) => `${head}\n${body}`.includes(label))
    .map(([mark]) => mark);

function faultsOf(
  { legato }: World,
  { lane, request, answer }: { lane: Lane; request: RawRequest; answer: RawAnswer },
): string[] {
  const { status, head, body } = answer;
  const text = `${head}\n${body}`;
  const faults = marksIn(answer)
    .filter((mark) => !MAY_SEE[lane].some((one) => one === mark))
    .map((mark) => `shows a leg of: ${mark}`);
  if (!(status >= 200 && status < 500)) faults.push(`is answered ${status}`);
  if (status < 400 && !/^(GET|HEAD)$/.test(request.method)) faults.push('does what it should not');
  if (text.includes(API_KEY)) faults.push('holds the key');
  for (const folder of [projectRoot, legato.dataDir, 'node_modules/', 'file:///']) {
    if (text.includes(folder)) faults.push(`holds a path: ${folder}`);
  }
  if (/^\s*at .+:\d+:\d+\)?$/m.test(text) || /\\n\s+at /.test(text)) faults.push('holds a stack');
  if (head !== '' && !/^x-content-type-options: nosniff$/im.test(head)) faults.push('is unguarded');
  const location = locationIn(head);
  if (location !== undefined && !staysHere(location)) faults.push(`leads to ${location}`);
  return faults;
}

const locationIn = (head: string): string | undefined =>
  /^location: *(.*)$/im.exec(head)?.[1]?.trim();

function staysHere(location: string): boolean {
  const url = URL.canParse(location, 'http://localhost')
    ? new URL(location, 'http://localhost')
    : null;
  return url !== null && url.hostname === 'localhost';
}
