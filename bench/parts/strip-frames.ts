import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { openChromium } from '../load/chromium';
import { FRAME_CATEGORIES, type FrameTimes, readFrameTrace } from '../load/frame-trace';
import type { Bench, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { type House, startHouse } from '../servers/house';
import { quantile } from '../statistics';

/** A picture for each of a screen's 60 a second, and one of them may be late. */
const TARGET_P50_MS = 17;
const TARGET_P99_MS = 34;

/** What is looked at while it plays, and from which moment. */
const CASES = [
  { tag: 'INV-20418', what: 'six legs, 12 minutes', leg: 2, offsetSeconds: 100 },
  { tag: 'SIXTY-LEGS', what: 'sixty legs, 20 minutes', leg: 30, offsetSeconds: 2 },
  { tag: 'SIX-HOURS', what: 'six hours, a window of it', leg: 3, offsetSeconds: 600 },
] as const;

/** How smooth the call page is while a call sounds. */
export const stripFrames: Part = {
  name: 'strip-frames',
  title: '(g) Frames of the strip while playing',
  run: measureStripFrames,
};

async function measureStripFrames({ stage, say, isQuick }: Bench): Promise<PartResult> {
  const openContext = await openChromium(stage);
  const house = await startHouse(stage);
  const seconds = isQuick ? 5 : 20;
  const rows: string[][] = [];
  const all: FrameTimes[] = [];
  for (const { tag, what, leg, offsetSeconds } of CASES) {
    say(`${tag}: ${seconds} s of playing.`);
    const context = await openContext();
    const page = await context.newPage();
    await play(house, page, tag, { leg, offsetSeconds });
    const frames = await traceFrames(page, seconds);
    await context.close();
    all.push(frames);
    const { intervalsMs, workMs, dropped } = frames;
    rows.push([
      `${tag}, ${what}`,
      String(intervalsMs.length + 1),
      String(dropped),
      ...[0.5, 0.99].map((share) => formatFigure(quantile(intervalsMs, share))),
      ...[0.5, 0.99].map((share) => formatFigure(quantile(workMs, share))),
    ]);
  }
  const worst = (share: number) =>
    Math.max(...all.map(({ intervalsMs }) => quantile(intervalsMs, share)));
  return {
    tables: [
      {
        title: 'Milliseconds from picture to picture, and of work in the page for each',
        columns: ['Call', 'Pictures', 'Dropped', 'p50', 'p99', 'work p50', 'work p99'],
        rows,
      },
    ],
    checks: [
      {
        what: 'Time from picture to picture while playing, p50 of the worst call',
        measured: worst(0.5),
        target: TARGET_P50_MS,
        must: 'be at most',
        unit: 'ms',
      },
      {
        what: 'The same, p99',
        measured: worst(0.99),
        target: TARGET_P99_MS,
        must: 'be at most',
        unit: 'ms',
      },
    ],
    notes: [
      "From Chromium's own trace: pictures are frame reports that ended as presented with all of the page's changes, work is what the page's main thread ran between two of them. There is no graphics card: Chromium paints each picture on the same processor that runs everything else here.",
    ],
  };
}

async function play(
  house: House,
  page: Page,
  tag: string,
  moment: { leg: number; offsetSeconds: number },
): Promise<void> {
  const calls = await house.findCalls(tag);
  const [call] = calls.sort((a, b) => b.legs.length - a.legs.length);
  if (!call) throw new Error(`The simulated PBX has no call tagged ${tag}.`);
  await page.goto(house.legatoUrl + paths.call(call.uniqueId, moment));
  const play = page.getByRole('button', { name: 'Play call', exact: true });
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await play.or(pause).waitFor();
  if (await play.isVisible()) await play.click();
  // Waveforms of what is in view come within the first seconds and are drawn once.
  await page.waitForFunction(soundsBeyond, moment.offsetSeconds + 3);
}

function soundsBeyond(seconds: number): boolean {
  return [...document.querySelectorAll('audio')].some(
    (element) => !element.paused && element.currentTime > seconds,
  );
}

async function traceFrames(page: Page, seconds: number): Promise<FrameTimes> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page belongs to no browser.');
  const strip = page.getByRole('slider', { name: 'Position in the call' });
  const position = async () => Number(await strip.getAttribute('aria-valuenow'));
  const from = await position();
  await browser.startTracing(page, { categories: FRAME_CATEGORIES });
  // Nothing is awaited: what is measured is so much time of playing.
  await page.waitForTimeout(seconds * 1000);
  const trace = String(await browser.stopTracing());
  const played = (await position()) - from;
  // Legs may be shorter than what is traced: it has to have played on from one into the next.
  if (played < seconds * 0.8)
    throw new Error(`In ${seconds} s only ${played} s of it were played.`);
  return readFrameTrace(trace);
}
