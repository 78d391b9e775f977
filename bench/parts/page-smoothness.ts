import type { BrowserContext, Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { watchQuiet } from '../load/quiet-page';
import { readTaskTrace, type TaskTimes, taskCategories } from '../load/task-trace';
import type { Bench, PartResult } from '../part';
import { formatFigure } from '../report';
import type { House } from '../servers/house';
import { median } from '../statistics';

/** What a person notices as a stutter, and what a page may move by while it opens. */
const LONGEST_TASK_MS = 50;
const LARGEST_SHIFT = 0.01;
/** A layout that a script waits for is forced. Shorter ones than this settle a style or two and cost nothing. */
const FORCED_FROM_MS = 2;

const SIX = 'INV-20418';
const MANY = 'BULK-5000';
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

type OpenContext = (options?: typeof PHONE) => Promise<BrowserContext>;
type Smoothness = Bench & { house: House; openContext: OpenContext };

/** How smoothly pages open and rows scroll: long tasks, forced layouts and layout shift of Chromium's trace. */
export async function measureSmoothness(bench: Smoothness): Promise<PartResult> {
  const rounds = bench.isQuick ? 2 : 7;
  const { house } = bench;
  const path = await pathOf(house, SIX);
  const call = house.legatoUrl + path;
  const search = house.legatoUrl + paths.search({ tag: SIX });
  const many = house.legatoUrl + paths.search({ tag: MANY });

  const byAddress: TaskTimes[] = [];
  const byClick: TaskTimes[] = [];
  const scrolled: TaskTimes[] = [];
  const forced: TaskTimes[] = [];
  for (let round = 1; round <= rounds; round++) {
    bench.say(`Round ${round} of ${rounds}: a call by its address and by its row, 5,000 rows.`);
    byAddress.push(await trace(bench, (page) => open(page, call)));
    byClick.push(await trace(bench, (page) => clickRow(page, path), { before: search }));
    forced.push(await trace(bench, (page) => open(page, call), { stacks: true }));
    scrolled.push(await trace(bench, (page) => scrollRows(page), { before: many }));
  }
  bench.say('Layout shift of home, search and call, wide and narrow.');
  const shifts = await measureShifts(bench, [
    ['Home', house.legatoUrl + paths.home()],
    ['Search', search],
    ['Call', call],
  ]);

  const longest = (times: readonly TaskTimes[]) => median(times.map(({ longestMs }) => longestMs));
  const forcedCount = median(
    forced.map(({ forcedMs }) => forcedMs.filter((ms) => ms >= FORCED_FROM_MS).length),
  );
  const row = (what: string, times: readonly TaskTimes[]) => [
    what,
    String(times.length),
    formatFigure(longest(times)),
    formatFigure(Math.max(...times.map(({ longestMs }) => longestMs))),
  ];
  return {
    tables: [
      {
        title: 'Longest task of the main thread in each round, milliseconds',
        columns: ['What', 'Rounds', 'Median', 'Longest'],
        rows: [
          row('A call of six legs opens by its address', byAddress),
          row('A call of six legs opens by a click on its row', byClick),
          row('5,000 rows are scrolled, and jumped through', scrolled),
        ],
      },
      {
        title: 'Layouts that scripts waited for while a call of six legs opens, by its address',
        columns: ['Round', `Of ${FORCED_FROM_MS} ms or more`, 'All together, ms', 'Longest, ms'],
        rows: forced.map(({ forcedMs }, index) => [
          String(index + 1),
          String(forcedMs.filter((ms) => ms >= FORCED_FROM_MS).length),
          formatFigure(forcedMs.reduce((sum, ms) => sum + ms, 0)),
          formatFigure(forcedMs[0] ?? 0),
        ]),
      },
      {
        title: 'Layout shift',
        columns: ['Page', '1440 × 900', '390 × 844'],
        rows: shifts.map(({ what, wide, narrow }) => [what, wide.toFixed(4), narrow.toFixed(4)]),
      },
    ],
    checks: [
      {
        what: 'Longest task while a call of six legs opens by its address, median of the rounds',
        measured: longest(byAddress),
        target: LONGEST_TASK_MS,
        must: 'be at most',
        unit: 'ms',
      },
      {
        what: 'The same, by a click on its row',
        measured: longest(byClick),
        target: LONGEST_TASK_MS,
        must: 'be at most',
        unit: 'ms',
      },
      {
        what: 'Longest task while 5,000 rows scroll, median of the rounds',
        measured: longest(scrolled),
        target: LONGEST_TASK_MS,
        must: 'be at most',
        unit: 'ms',
      },
      {
        what: `Forced layouts of ${FORCED_FROM_MS} ms or more while a call of six legs opens`,
        measured: forcedCount,
        target: 0,
        must: 'be at most',
        unit: '',
      },
      {
        what: 'Layout shift of home, search and call, wide and narrow: the largest',
        measured: Math.max(...shifts.flatMap(({ wide, narrow }) => [wide, narrow])),
        target: LARGEST_SHIFT,
        must: 'be at most',
        unit: '',
      },
    ],
    notes: [
      `A layout is forced when a script of the page had to wait for it: Chromium names the script in its trace. Each round has a browser of its own without a cache; the server has answered the call before. Styles count as layouts.`,
    ],
  };
}

interface TraceOptions {
  /** An address that is open and quiet before the trace begins. */
  before?: string;
  stacks?: boolean;
  screen?: typeof PHONE;
}

/** What the main thread does during `action`, and until the page is quiet again. */
async function trace(
  { openContext }: Smoothness,
  action: (page: Page) => Promise<void>,
  { before, stacks = false, screen }: TraceOptions = {},
): Promise<TaskTimes> {
  const context = await openContext(screen);
  try {
    const page = await context.newPage();
    const browser = context.browser();
    if (!browser) throw new Error('The page belongs to no browser.');
    const quiet = watchQuiet(page);
    if (before) {
      await page.goto(before);
      await page.getByRole('grid', { name: 'Calls' }).waitFor();
      await quiet();
    }
    await browser.startTracing(page, { categories: taskCategories({ stacks }) });
    await action(page);
    await quiet();
    return readTaskTrace(String(await browser.stopTracing()));
  } finally {
    await context.close();
  }
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
}

async function clickRow(page: Page, path: string): Promise<void> {
  await page.locator(`a[href="${path}"]`).click();
  await page.getByRole('button', { name: 'Play call', exact: true }).waitFor();
}

const TURNS = 40;
const TURN_PX = 300;
const JUMPS = 5;
const TURN_EVERY_MS = 40;

/** Turns the wheel through the rows, then jumps through them by key. */
async function scrollRows(page: Page): Promise<void> {
  const rows = page.getByRole('grid', { name: 'Calls' });
  await rows.hover({ position: { x: 200, y: 200 } });
  for (let turn = 0; turn < TURNS; turn++) {
    await page.mouse.wheel(0, TURN_PX);
    // Nothing is awaited: so fast a wheel turns.
    await page.waitForTimeout(TURN_EVERY_MS);
  }
  await rows.getByRole('link').first().focus();
  for (let jump = 0; jump < JUMPS; jump++) {
    await page.keyboard.press(jump % 2 === 0 ? 'End' : 'Home');
    // As above: so fast a key is pressed again.
    await page.waitForTimeout(TURN_EVERY_MS * 5);
  }
}

interface Shifts {
  what: string;
  wide: number;
  narrow: number;
}

async function measureShifts(
  bench: Smoothness,
  pages: readonly (readonly [string, string])[],
): Promise<Shifts[]> {
  const shifts: Shifts[] = [];
  for (const [what, address] of pages) {
    const wide = await trace(bench, (page) => open(page, address));
    const narrow = await trace(bench, (page) => open(page, address), { screen: PHONE });
    shifts.push({ what, wide: wide.shift, narrow: narrow.shift });
  }
  return shifts;
}

async function pathOf(house: House, tag: string): Promise<string> {
  const calls = await house.findCalls(tag);
  const [call] = calls.sort((a, b) => b.legs.length - a.legs.length);
  if (!call) throw new Error(`The simulated PBX has no call tagged ${tag}.`);
  return paths.call(call.uniqueId);
}
