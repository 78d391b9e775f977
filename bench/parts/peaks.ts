import { decodeByFfmpeg } from '../load/ffmpeg';
import { hasProgram } from '../load/has-program';
import { writeHour } from '../load/long-files';
import { measureFile, spoolFiles, startMeasuringNothing } from '../load/measured-hour';
import type { Bench, Check, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { measureInterleaved, pairedRatio, type Rounds } from '../rounds';
import { median } from '../statistics';

const FFMPEG = 'ffmpeg, decoding to nothing';
const PEAKS = 'Legato, waveform';
const ALL = 'Legato, waveform and marks';
const MOST_GAP_MS = 20;
const MOST_RATIO = { WAV: 1, MP3: 2 } as const;

/** Waveform and marks of an hour, against ffmpeg that decodes the same file to nothing. */
export const peaks: Part = {
  name: 'peaks',
  title: '(f) Waveform and marks of an hour of 8 kHz audio',
  run: measurePeaks,
};

async function measurePeaks(bench: Bench): Promise<PartResult> {
  const { stage, say, isQuick } = bench;
  const folder = await stage.makeFolder();
  const files = {
    WAV: await writeHour('WAV-PCM16', folder),
    MP3: await writeHour('MP3', folder),
  };
  const hasFfmpeg = hasProgram('ffmpeg');
  const result: PartResult = {
    tables: [],
    checks: [],
    notes: hasFfmpeg ? [] : ['ffmpeg was not installed and is left out, and the ratios with it.'],
  };

  for (const name of ['WAV', 'MP3'] as const) {
    say(`An hour of ${name}: measuring in turn.`);
    const rounds = await measureInterleaved({
      contestants: contestants(files[name], hasFfmpeg),
      rounds: isQuick ? 3 : 9,
      reference: hasFfmpeg ? FFMPEG : ALL,
      rateOf: (milliseconds) => milliseconds,
      say,
    });
    result.tables.push(tableOf(`An hour of ${name}, milliseconds`, rounds, hasFfmpeg));
    if (hasFfmpeg) result.checks.push(ratioCheck(name, rounds));
    if (rounds.isVoid) {
      result.notes.push(
        `**Void**: the reference of ${name} spread too far. Repeat on a quiet machine.`,
      );
    }
  }

  say('Both through the spool, with an eye on the thread that serves.');
  // The first of each pays for code that is loaded and compiled once, as the first leg of a day does.
  const order = (['WAV', 'MP3'] as const).flatMap((name) => [name, ...again(name, isQuick)]);
  const paths = order.map((name) => files[name]);
  const unmeasured = await spoolFiles(paths, await stage.makeFolder(), startMeasuringNothing);
  const spooled = await spoolFiles(paths, await stage.makeFolder());
  const worst = (of: (hour: (typeof spooled)[number]) => number) => Math.max(...spooled.map(of));
  result.checks.push(
    {
      what: 'Longest gap of the event loop while an hour is fetched and measured',
      measured: worst(({ gapMs }) => gapMs),
      target: MOST_GAP_MS,
      must: 'be at most',
      unit: 'ms',
    },
    {
      what: 'From the last byte of an hour until waveform and marks are ready, the longest',
      measured: worst(({ readyMs }) => readyMs),
      target: 1_000,
      must: 'be at most',
      unit: 'ms',
    },
  );
  result.tables.push({
    title: 'Through the spool, in the order in which they came',
    columns: [
      'Leg',
      'Ready after its last byte, ms',
      'Longest gap of the event loop, ms',
      'The same without measuring, ms',
    ],
    rows: spooled.map(({ readyMs, gapMs }, index) => [
      `An hour of ${order[index]}`,
      formatFigure(readyMs),
      formatFigure(gapMs),
      formatFigure(unmeasured[index]?.gapMs ?? Number.NaN),
    ]),
  });
  if (unmeasured.some(({ gapMs }) => gapMs > MOST_GAP_MS)) {
    result.notes.push(
      '**Void**: the event loop had a gap of that length without measuring too, on a machine that did other work.',
    );
  }
  return result;
}

const again = <Name>(name: Name, isQuick: boolean): Name[] => Array(isQuick ? 1 : 4).fill(name);

function contestants(file: string, hasFfmpeg: boolean) {
  const own = [
    { name: PEAKS, measure: async () => (await measureFile(file)).peaksMs },
    {
      name: ALL,
      measure: async () => {
        const { peaksMs, marksMs } = await measureFile(file);
        return peaksMs + marksMs;
      },
    },
  ];
  return hasFfmpeg ? [{ name: FFMPEG, measure: () => decodeByFfmpeg(file) }, ...own] : own;
}

function tableOf(title: string, rounds: Rounds<number>, hasFfmpeg: boolean) {
  return {
    title,
    columns: ['What', 'Median', 'To ffmpeg'],
    rows: [...rounds.results].map(([name, results]) => [
      name,
      formatFigure(median(results)),
      hasFfmpeg ? formatFigure(pairedRatio(rounds, name, FFMPEG, (ms) => ms)) : 'not measured',
    ]),
  };
}

const ratioCheck = (name: keyof typeof MOST_RATIO, rounds: Rounds<number>): Check => ({
  what: `Waveform of an hour of ${name}: Legato's time to that of ffmpeg decoding to nothing`,
  measured: pairedRatio(rounds, PEAKS, FFMPEG, (milliseconds) => milliseconds),
  target: MOST_RATIO[name],
  must: 'be at most',
  unit: '',
});
