import type { Call } from '@/lib/contract/call';
import { paths } from '@/lib/paths';
import { openChromium } from '../load/chromium';
import { createVisits, type Step, type Visits } from '../load/feel-visits';
import type { Bench, Check, Part, PartResult, Table } from '../part';
import { formatFigure } from '../report';
import { measureInterleaved, pairedRatio, type Rounds } from '../rounds';
import { startEmptyPage } from '../servers/empty-page';
import { type House, startHouse } from '../servers/house';
import { median, middleSpread, quantile } from '../statistics';
import { measureFirstPaints, measurePaints } from './feel-paints';

/** How long a person waits at each step, beside what an empty page of the same versions costs. */
export const feel: Part = {
  name: 'feel',
  title: '(e2) Waiting, beside an empty page',
  run: measureFeel,
};

const SMALL = 'INV-20418';
const LARGE = 'BULK-5000';
const SEARCHES = { small: SMALL, large: LARGE } as const;

const ROW = '[role="grid"] a[href^="/calls/"]';
const PLAY = { selector: 'button[aria-label="Play call"]', answered: 'button[aria-label="Pause"]' };
const WAVES = '[role="slider"][aria-label="Position in the call"] canvas';

const LOAD = 'Empty page: load to a button that answers';
const NAVIGATION = 'Empty page: navigation to a dynamic page';
const EMPTY_FETCH = 'Empty page: fetch of the same JSON';
const ROWS = 'Enter to rows, 6 calls';
const MANY_ROWS = 'Enter to rows, 5,000 calls';
const ROW_TO_PLAY = 'Row to a Play that answers';
const ADDRESS_TO_PLAY = "Call's address to a Play that answers";
const ADDRESS_TO_WAVES = "Call's address to legs and waves";
const FETCH = 'Fetch of the JSON';

interface Places {
  house: House;
  call: Call;
  emptyUrl: string;
}

async function measureFeel({ stage, say, isQuick }: Bench): Promise<PartResult> {
  const open = await openChromium(stage, { playsUnasked: true });
  const house = await startHouse(stage);
  const openContext = house.signedIn(open);
  const call = await sixLegs(house);
  say('Building an empty page.');
  const answers: Record<string, string> = {};
  for (const [name, tag] of Object.entries(SEARCHES)) {
    answers[name] = await (await house.ask(paths.api.calls({ tag }))).text();
  }
  const { url: emptyUrl } = await startEmptyPage(stage, answers);
  const places: Places = { house, call, emptyUrl };

  const visits = createVisits({ openContext });
  say('Once each, unmeasured: code is compiled, waves are known.');
  for (const { measure } of contestantsOf(visits, places)) await measure();
  const rounds = isQuick ? 3 : 30;
  say(`${rounds} rounds of everything.`);
  const interleaved = { reference: NAVIGATION, rateOf: firstOf, say };
  const measured = await measureInterleaved<Step>({
    ...interleaved,
    contestants: contestantsOf(visits, places),
    rounds,
    spreadOf: middleSpread,
    tries: isQuick ? 1 : 2,
  });

  const fewRounds = isQuick ? 1 : 10;
  say(`${fewRounds} rounds with a processor four times slower.`);
  const slowed = await measureInterleaved<Step>({
    ...interleaved,
    contestants: contestantsOf(createVisits({ openContext, slowdown: 4 }), places),
    rounds: fewRounds,
    tries: 1,
  });

  say('Paints of each page, and the first of them whatever the PBX does.');
  const painting = { visits, house, tag: SMALL, call, rounds: fewRounds };
  const paints = await measurePaints(painting);
  const firstPaints = await measureFirstPaints(stage, open, painting);

  return {
    tables: [
      stepTable('Milliseconds, and what the browser said of its main thread', measured),
      stepTable('The same with a processor four times slower', slowed),
      paints,
      firstPaints,
    ],
    checks: checksOf(measured),
    notes: [
      ...(measured.isVoid
        ? ["Void: the empty page's navigation was disturbed, so the ratios say little."]
        : []),
      'Blocked: of each task above 50 ms what goes beyond it. Only the ratios to the empty page have targets.',
    ],
  };
}

async function sixLegs(house: House): Promise<Call> {
  const calls = await house.findCalls(SMALL);
  const call = calls.find(({ legs }) => legs.length === 6);
  if (!call) throw new Error(`The simulated PBX has no call of six legs tagged ${SMALL}.`);
  return call;
}

function contestantsOf(visits: Visits, { house: { legatoUrl }, call, emptyUrl }: Places) {
  const home = legatoUrl + paths.home();
  const callUrl = legatoUrl + paths.call(call.uniqueId);
  const row = { what: 'shown', selector: ROW, count: 1 } as const;
  const play = { what: 'answers', ...PLAY } as const;
  const press = {
    what: 'answers',
    selector: 'button[aria-label="Press"]',
    answered: 'button[aria-label="Pressed"]',
  } as const;
  return [
    { name: LOAD, measure: () => visits.open(`${emptyUrl}/start`, { press }) },
    {
      name: NAVIGATION,
      measure: () =>
        visits.click(`${emptyUrl}/start`, '#go', {
          page: { what: 'shown', selector: '#dynamic', count: 1 },
        }),
    },
    {
      name: EMPTY_FETCH,
      measure: () =>
        visits.fetchJson(`${emptyUrl}/start`, {
          small: '/answers/small',
          large: '/answers/large',
        }),
    },
    { name: ROWS, measure: () => visits.search(home, SMALL, { row }) },
    {
      name: ROW_TO_PLAY,
      measure: () =>
        visits.click(
          legatoUrl + paths.search({ tag: SMALL }),
          `[role="grid"] a[href^="${paths.call(call.uniqueId)}"]`,
          { play },
        ),
    },
    { name: ADDRESS_TO_PLAY, measure: () => visits.open(callUrl, { play }) },
    { name: MANY_ROWS, measure: () => visits.search(home, LARGE, { row }) },
    {
      name: ADDRESS_TO_WAVES,
      measure: () =>
        visits.open(callUrl, {
          legs: { what: 'shown', selector: '[data-leg-play]', count: call.legs.length },
          waves: { what: 'inked', selector: WAVES, stretches: stretchesOf(call) },
        }),
    },
    {
      name: FETCH,
      measure: () =>
        visits.fetchJson(home, {
          small: paths.api.calls({ tag: SMALL }),
          large: paths.api.calls({ tag: LARGE }),
        }),
    },
  ];
}

/** The middle half of each leg, as shares of the call: no two legs share it. */
function stretchesOf(call: Call): [number, number][] {
  const startMs = Date.parse(call.startedAt);
  const spanMs = call.durationSeconds * 1000;
  return call.legs.map(({ startedAt, durationSeconds }) => {
    const share = (part: number) =>
      (Date.parse(startedAt) - startMs + durationSeconds * 1000 * part) / spanMs;
    return [share(0.25), share(0.75)];
  });
}

const figure = (step: Step, goal: string) => step.ms[goal] ?? Number.NaN;
/** The figure of a step that has but one goal. */
const firstOf = (step: Step) => Object.values(step.ms)[0] ?? Number.NaN;

function checksOf(measured: Rounds<Step>): Check[] {
  const ratio = (what: string, name: string, reference: string, target: number): Check => ({
    what,
    measured: pairedRatio(measured, name, reference, firstOf),
    target,
    must: 'be at most',
    unit: '',
  });
  const waves = (measured.results.get(ADDRESS_TO_WAVES) ?? []).map(
    (step) => figure(step, 'waves') / figure(step, 'legs'),
  );
  return [
    ratio(`${ROWS}: to the empty page's navigation`, ROWS, NAVIGATION, 1.5),
    ratio(`${ROW_TO_PLAY}: to the empty page's navigation`, ROW_TO_PLAY, NAVIGATION, 1.5),
    ratio(`${ADDRESS_TO_PLAY}: to the empty page's load`, ADDRESS_TO_PLAY, LOAD, 2),
    ratio(`${MANY_ROWS}: to the empty page's navigation`, MANY_ROWS, NAVIGATION, 4),
    {
      what: 'All waves of a call opened before: to its legs appearing',
      measured: median(waves),
      target: 1.5,
      must: 'be at most',
      unit: '',
    },
  ];
}

function stepTable(title: string, { results }: Rounds<Step>): Table {
  return {
    title,
    columns: ['Step', 'p50', 'p95', 'Longest task, worst', 'Blocked p50', 'Layout shift, worst'],
    rows: [...results].flatMap(([name, steps]) => {
      const goals = Object.keys(steps[0]?.ms ?? {});
      return goals.map((goal) => {
        const ms = steps.map((step) => figure(step, goal));
        return [
          goals.length > 1 ? `${name}: ${goal}` : name,
          formatFigure(quantile(ms, 0.5)),
          formatFigure(quantile(ms, 0.95)),
          formatFigure(Math.max(...steps.map(({ longestTaskMs }) => longestTaskMs))),
          formatFigure(median(steps.map(({ blockedMs }) => blockedMs))),
          Math.max(...steps.map(({ layoutShift }) => layoutShift)).toFixed(3),
        ];
      });
    }),
  };
}
