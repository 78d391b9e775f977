import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { projectRoot } from '../../scripts/project-root.mjs';
import { openChromium } from '../load/chromium';
import type { Bench, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { type House, startHouse } from '../servers/house';
import { quantile } from '../statistics';

/** How long before its end a leg is joined: the player needs no longer to open the next one ahead. */
const BEFORE_END_SECONDS = 4;
/** How much of the next leg is heard before its start is told from its clock. */
const AFTER_START_SECONDS = 1;
const TARGET_MS = 50;

/** What is heard between the end of one leg and the start of the next. */
export const legBreak: Part = {
  name: 'leg-break',
  title: '(h) From leg to leg, in Chromium',
  run: measureLegBreak,
};

async function measureLegBreak({ stage, say, isQuick }: Bench): Promise<PartResult> {
  const openContext = await openChromium(stage);
  const house = await startHouse(stage);
  const context = await openContext();
  const path = join(projectRoot, 'bench', 'load', 'sound-edges-in-page.js');
  await context.addInitScript({ path });
  const page = await context.newPage();

  const cold = await breaksOf(house, page, 'TWELVE-LEGS', isQuick ? 3 : 11, say);
  const warm = await breaksOf(house, page, 'TWELVE-LEGS', isQuick ? 3 : 11, say);
  const all = [...cold, ...warm].map(Math.abs);

  const row = (name: string, values: number[]) => [
    name,
    String(values.length),
    formatFigure(quantile(values, 0.5)),
    formatFigure(Math.max(...values)),
    formatFigure(Math.min(...values)),
  ];
  return {
    tables: [
      {
        title: 'Milliseconds between two legs, to within 5; below 0 both sound for that long',
        columns: ['Next leg', 'Count', 'p50', 'longest', 'shortest'],
        rows: [row('asked of the PBX while the one before sounds', cold), row('spooled', warm)],
      },
    ],
    checks: [
      {
        what: 'Break between the end of a leg and the start of the next, longest',
        measured: Math.max(...all),
        target: TARGET_MS,
        must: 'be at most',
        unit: 'ms',
      },
    ],
    notes: [
      "From media timestamps: the clocks of both audio elements are read as often as the page may look, and the moments of the first leg's last and the second leg's first sample follow from the readings beside them. Chromium's media clock tells the sample that is being heard, the delay of the output included.",
    ],
  };
}

/** Hears the end of each leg of a call and the start of the next; the milliseconds between the two. */
async function breaksOf(
  house: House,
  page: Page,
  tag: string,
  count: number,
  say: (sentence: string) => void,
): Promise<number[]> {
  const [call] = await house.findCalls(tag);
  if (!call) throw new Error(`The simulated PBX has no call tagged ${tag}.`);
  say(`The end of ${count} legs and the start of the ones that follow.`);
  const breaks: number[] = [];
  for (const { leg, durationSeconds } of call.legs.slice(0, count)) {
    const offsetSeconds = durationSeconds - BEFORE_END_SECONDS;
    await page.goto(house.legatoUrl + paths.call(call.uniqueId, { leg, offsetSeconds }));
    const play = page.getByRole('button', { name: 'Play call', exact: true });
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    await play.or(pause).waitFor();
    if (await play.isVisible()) await play.click();
    await expectHeard(page, leg + 1);
    const edges: unknown = await page.evaluate(
      `({ endMs: soundEdges.of(${leg}).endMs, startMs: soundEdges.of(${leg + 1}).startMs })`,
    );
    breaks.push(breakOf(edges));
  }
  return breaks;
}

/** Waits until enough of a leg has been heard to tell when it began. */
async function expectHeard(page: Page, leg: number): Promise<void> {
  const condition = (args: { leg: number; seconds: number }) =>
    Reflect.get(globalThis, 'soundEdges').heardSeconds(args.leg) > args.seconds;
  await page.waitForFunction(
    condition,
    { leg, seconds: AFTER_START_SECONDS },
    { polling: 200, timeout: 30_000 },
  );
}

function breakOf(edges: unknown): number {
  if (typeof edges === 'object' && edges && 'endMs' in edges && 'startMs' in edges) {
    return Number(edges.startMs) - Number(edges.endMs);
  }
  return Number.NaN;
}
