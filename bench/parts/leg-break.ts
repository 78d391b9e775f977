import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { projectRoot } from '../../scripts/project-root.mjs';
import { openChromium } from '../load/chromium';
import { OUTPUT_RATE, openRecordedChromium, type RecordedChromium } from '../load/record-output';
import { silences } from '../load/silences';
import type { Bench, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { type House, startHouse } from '../servers/house';
import { quantile } from '../statistics';

/** How long before its end a leg is joined: the player needs no longer to open the next one ahead. */
const BEFORE_END_SECONDS = 4;
/** How much of the next leg is heard before its start is read from its clock. */
const AFTER_START_SECONDS = 1;
const TARGET_MS = 50;
/** Each leg ends in music and begins with a ring: nothing beside a boundary is quiet. */
const TAG = 'RINGING-ON';
const LEGS = 9;
const SHORTEST_SILENCE_SECONDS = 0.001;
/** The first tone of the ring, 0.4 s, and the end of the music before it. */
const AROUND_SECONDS = 1;

/** What is heard between the end of one leg and the start of the next. */
export const legBreak: Part = {
  name: 'leg-break',
  title: '(h) From leg to leg, in Chromium',
  run: measureLegBreak,
};

/** Milliseconds between two legs, measured in two ways; `silent` is not a number where nothing recorded. */
interface LegBreak {
  byClocks: number;
  silent: number;
}

async function measureLegBreak({ stage, say, isQuick }: Bench): Promise<PartResult> {
  const recorded = await openRecordedChromium(stage);
  const open = recorded
    ? () => recorded.browser.newContext({ viewport: { width: 1440, height: 900 } })
    : await openChromium(stage);
  const house = await startHouse(stage);
  const context = await house.signedIn(open)();
  const path = join(projectRoot, 'bench', 'load', 'sound-edges-in-page.js');
  await context.addInitScript({ path });
  const page = await context.newPage();

  const count = isQuick ? 3 : LEGS - 1;
  const cold = await hearBreaks(house, page, recorded, count, say);
  const warm = await hearBreaks(house, page, recorded, count, say);
  const all = [...cold, ...warm];
  const clocks = all.map(({ byClocks }) => Math.abs(byClocks));
  const silences = all.map(({ silent }) => silent);

  const row = (name: string, values: number[]) => [
    name,
    String(values.length),
    formatFigure(quantile(values, 0.5)),
    formatFigure(Math.max(...values)),
  ];
  const byClocks = (breaks: LegBreak[]) => breaks.map((one) => one.byClocks);
  const silent = (breaks: LegBreak[]) => breaks.map((one) => one.silent);
  return {
    tables: [
      {
        title: 'Milliseconds between two legs; below 0 both sound for that long',
        columns: ['Next leg, and how it was measured', 'Count', 'p50', 'longest'],
        rows: [
          row('first heard now: silence in the recorded output', silent(cold)),
          row('heard before: silence in the recorded output', silent(warm)),
          row('first heard now: media clocks', byClocks(cold)),
          row('heard before: media clocks', byClocks(warm)),
        ],
      },
    ],
    checks: [
      {
        what: `Break between two legs, longest, ${recorded ? 'in the recorded output' : 'by the media clocks'}`,
        measured: Math.max(...(recorded ? silences : clocks)),
        target: TARGET_MS,
        must: 'be at most',
        unit: 'ms',
      },
    ],
    notes: [
      recorded
        ? 'Chromium plays to a PulseAudio sink that leads nowhere, and what that sink is given is recorded: the break is the longest stretch of zeros within the second around the boundary, between the music that ends one leg and the ring that begins the next, exact to a sample of 44.1 kHz. A leg that begins while the one before still sounds leaves none; a stutter of an overloaded machine counts.'
        : 'Without `pulseaudio` and `parec` nothing is recorded: only the media clocks show the break.',
      'The media clocks of both elements are read as often as the page may look and led back to the last and the first sample. They tick with the buffers of the output, which at 8 kHz last up to 32 ms, and are no more exact than that.',
    ],
  };
}

/** Hears the end of each leg of a call and the start of the next. */
async function hearBreaks(
  house: House,
  page: Page,
  recorded: RecordedChromium | null,
  count: number,
  say: (sentence: string) => void,
): Promise<LegBreak[]> {
  const [call] = await house.findCalls(TAG);
  if (!call) throw new Error(`The simulated PBX has no call tagged ${TAG}.`);
  say(`The end of ${count} legs and the start of the ones that follow.`);
  const breaks: LegBreak[] = [];
  for (const { leg, durationSeconds } of call.legs.slice(0, count)) {
    const offsetSeconds = durationSeconds - BEFORE_END_SECONDS;
    const endRecording = await recorded?.record();
    await page.goto(house.legatoUrl + paths.call(call.uniqueId, { leg, offsetSeconds }));
    const play = page.getByRole('button', { name: 'Play call', exact: true });
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    await play.or(pause).waitFor();
    if (await play.isVisible()) await play.click();
    await expectHeard(page, leg + 1);
    const samples = await endRecording?.();
    const edges: unknown = await page.evaluate(
      `({ endMs: soundEdges.of(${leg}).endMs, startMs: soundEdges.of(${leg + 1}).startMs })`,
    );
    const silent = samples ? silentBefore(samples) : Number.NaN;
    breaks.push({ byClocks: breakOf(edges), silent });
  }
  return breaks;
}

/** The longest silence in the second before the ring's own pause: around the boundary, stutters included. */
function silentBefore(samples: Int16Array): number {
  const found = silences(samples, SHORTEST_SILENCE_SECONDS * OUTPUT_RATE);
  const pause = found.at(-1);
  if (!pause) return Number.NaN;
  const from = pause.start - AROUND_SECONDS * OUTPUT_RATE;
  const near = found.slice(0, -1).filter(({ start, length }) => start + length > from);
  return (Math.max(0, ...near.map(({ length }) => length)) * 1000) / OUTPUT_RATE;
}

/** Waits until enough of a leg has been heard to know when it began. */
async function expectHeard(page: Page, leg: number): Promise<void> {
  const condition = (args: { leg: number; seconds: number }) =>
    Reflect.get(globalThis, 'soundEdges').heardSeconds(args.leg) > args.seconds;
  await page.waitForFunction(
    condition,
    { leg, seconds: AFTER_START_SECONDS },
    { polling: 200, timeout: 300_000 },
  );
}

function breakOf(edges: unknown): number {
  if (typeof edges === 'object' && edges && 'endMs' in edges && 'startMs' in edges) {
    return Number(edges.startMs) - Number(edges.endMs);
  }
  return Number.NaN;
}
