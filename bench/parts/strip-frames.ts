import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { openChromium } from '../load/chromium';
import { FRAME_CATEGORIES, type FrameTimes, readFrameTrace } from '../load/frame-trace';
import { watchQuiet } from '../load/quiet-page';
import type { Bench, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { measureInterleaved, pairedRatio } from '../rounds';
import { type House, startHouse } from '../servers/house';
import { median, middleSpread, quantile } from '../statistics';
import { measureSmoothness } from './page-smoothness';

/** A picture for each of a screen's 60 a second, and one of them may be late. */
const TARGET_P50_MS = 17;
const TARGET_P99_MS = 34;
/** Only what sounds moves: ten times the legs may not cost more than this. */
const MOST_WORK = 1.3;

const SIX = { tag: 'INV-20418', what: 'six legs, 12 minutes', leg: 2, offsetSeconds: 60 } as const;
const SIXTY = { tag: 'SIXTY-LEGS', what: 'sixty legs, 20 minutes', leg: 30, offsetSeconds: 2 };
const LONG = { tag: 'SIX-HOURS', what: 'six hours, a window of it', leg: 3, offsetSeconds: 600 };
/** What is looked at while it plays, and from which moment. */
const CASES = [SIX, SIXTY, LONG] as const;

/** How smooth the call page is while a call sounds, and how smoothly pages open and rows scroll. */
export const stripFrames: Part = {
  name: 'strip-frames',
  title: '(g) Frames of the strip while playing, and what pages cost as they open',
  run: measureStripFrames,
};

async function measureStripFrames(bench: Bench): Promise<PartResult> {
  const { stage, say, isQuick } = bench;
  const open = await openChromium(stage);
  const house = await startHouse(stage);
  const openContext = house.signedIn(open);
  const seconds = isQuick ? 4 : 10;
  const rounds = isQuick ? 1 : 5;
  const measured = await measureInterleaved({
    contestants: CASES.map((scene) => ({
      name: scene.tag,
      async measure() {
        say(`${scene.tag}: ${seconds} s of playing.`);
        const context = await openContext();
        try {
          const page = await context.newPage();
          await play(house, page, scene);
          return await traceFrames(page, seconds);
        } finally {
          await context.close();
        }
      },
    })),
    rounds,
    reference: SIX.tag,
    rateOf: workOf,
    spreadOf: middleSpread,
    tries: 1,
    say,
  });
  const ofScene = ({ tag }: { tag: string }) => joinFrames(measured.results.get(tag) ?? []);
  const worst = (share: number) =>
    Math.max(...CASES.map((scene) => quantile(ofScene(scene).intervalsMs, share)));
  const smoothness = await measureSmoothness({ ...bench, house, openContext });
  return {
    tables: [
      {
        title: 'Milliseconds from picture to picture, and of work in the page for each',
        columns: ['Call', 'Pictures', 'Dropped', 'p50', 'p99', 'work p50', 'mean', 'p99'],
        rows: CASES.map((scene) => {
          const { intervalsMs, workMs, dropped } = ofScene(scene);
          return [
            `${scene.tag}, ${scene.what}`,
            String(intervalsMs.length),
            String(dropped),
            ...[0.5, 0.99].map((share) => formatFigure(quantile(intervalsMs, share))),
            formatFigure(median(workMs)),
            formatFigure(meanOf(workMs)),
            formatFigure(quantile(workMs, 0.99)),
          ];
        }),
      },
      ...smoothness.tables,
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
      {
        what: "Work for each picture: sixty legs' to six legs', mean, median of the rounds",
        measured: pairedRatio(measured, SIXTY.tag, SIX.tag, workOf),
        target: MOST_WORK,
        must: 'be at most',
        unit: '',
      },
      ...smoothness.checks,
    ],
    notes: [
      "From Chromium's own trace: pictures are frame reports that ended as presented with all of the page's changes, work is what the page's main thread ran between two of them, after all waves have come. There is no graphics card: Chromium paints each picture on the same processor that runs everything else here.",
      ...(measured.isVoid
        ? ['The work of six legs spread too far between the rounds: read its ratio with care.']
        : []),
      ...smoothness.notes,
    ],
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
/** Not the median: what is done ten times a second would not show in it. */
const workOf = ({ workMs }: FrameTimes): number => meanOf(workMs);

function joinFrames(all: readonly FrameTimes[]): FrameTimes {
  return {
    intervalsMs: all.flatMap(({ intervalsMs }) => intervalsMs),
    workMs: all.flatMap(({ workMs }) => workMs),
    dropped: all.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

interface Scene {
  tag: string;
  leg: number;
  offsetSeconds: number;
}

async function play(house: House, page: Page, scene: Scene): Promise<void> {
  const { tag, leg, offsetSeconds } = scene;
  const calls = await house.findCalls(tag);
  const [call] = calls.sort((a, b) => b.legs.length - a.legs.length);
  if (!call) throw new Error(`The simulated PBX has no call tagged ${tag}.`);
  const quiet = watchQuiet(page);
  // At rest, so that the page has tried to play by itself before it is asked to.
  await page.goto(house.legatoUrl + paths.call(call.uniqueId, { leg, offsetSeconds }), {
    waitUntil: 'networkidle',
  });
  const play = page.getByRole('button', { name: 'Play call', exact: true });
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await play.or(pause).waitFor();
  if (await play.isVisible()) await play.click();
  await page.waitForFunction(soundsBeyond, offsetSeconds + 1);
  // What arrives is drawn as it comes, which is not the work of a picture.
  await quiet();
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
