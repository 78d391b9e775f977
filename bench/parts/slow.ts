import { setTimeout as delay } from 'node:timers/promises';
import { paths } from '@/lib/paths';
import { askRepeatedly } from '../load/ask-repeatedly';
import { gatherCrowd } from '../load/crowd';
import { openDescriptors, residentKilobytes, settled } from '../load/process-figures';
import type { Bench, Check, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { startFileServer } from '../servers/file-server';
import { spoolLongLeg, startHouse } from '../servers/house';
import { createStage, type Stage } from '../stage';
import { median, quantile } from '../statistics';

const LISTENERS = 500;

/** What many slow listeners cost, and what others wait meanwhile. */
export const slow: Part = {
  name: 'slow',
  title: `(c) ${LISTENERS} slow listeners`,
  run: measureCrowds,
};

interface Target {
  pid: number;
  audioUrl: string;
  jsonUrl: string;
  /** Sent to both servers. */
  cookie: string;
}

interface CrowdFigures {
  kilobytesPerListener: number;
  kilobytesLeft: number;
  descriptorsLeft: number;
  idle: number[];
  during: number[];
  burst: number[];
}

async function measureCrowds(bench: Bench): Promise<PartResult> {
  const figures: Figures = { legato: [], reference: [] };
  for (let round = 1; round <= (bench.isQuick ? 1 : 3); round++) {
    bench.say(`${LISTENERS} listeners of each, in fresh processes, round ${round}.`);
    const { legato, reference } = await measureRound(bench);
    figures.legato.push(legato);
    figures.reference.push(reference);
  }
  bench.say(`${LISTENERS} listeners of a leg that is still arriving, who all leave.`);
  const arriving = await leaveWhileArriving(bench);
  return {
    tables: [tableOf(figures)],
    checks: [...checksOf(figures), ...arriving],
    notes: [
      'Memory is the resident memory that a fresh process gained with its first crowd, shared among the listeners; kernel buffers are not in it. What is left behind is what a second crowd added after it had gone.',
      "node:http's JSON is a constant, Legato's is a call that it asks the simulated PBX for.",
    ],
  };
}

/** Both servers in fresh processes, because one that has served a crowd has the memory for the next. */
async function measureRound({ stage, isQuick }: Bench) {
  const round = createStage();
  stage.onEnd(round.end);
  const house = await startHouse(round);
  const { uniqueId, audioPath, file } = await spoolLongLeg(house, await round.makeFolder());
  const plain = await startFileServer('plain-http', file, round);
  const settleMs = isQuick ? 5_000 : 10_000;
  const legato = await measureTarget(round, settleMs, {
    pid: house.legatoPid,
    audioUrl: house.legatoUrl + audioPath,
    jsonUrl: house.legatoUrl + paths.api.call(uniqueId),
    cookie: house.cookie,
  });
  const reference = await measureTarget(round, settleMs, {
    pid: plain.pid,
    audioUrl: `${plain.url}/leg.wav`,
    jsonUrl: `${plain.url}/json`,
    cookie: house.cookie,
  });
  await round.end();
  return { legato, reference };
}

/** Two crowds, one after the other. */
async function measureTarget(
  stage: Stage,
  settleMs: number,
  { pid, audioUrl, jsonUrl, cookie }: Target,
): Promise<CrowdFigures> {
  const askFor = async (pauseMs: number, forMs: number) => {
    const asking = askRepeatedly(jsonUrl, cookie, pauseMs);
    await delay(forMs);
    return asking.stop();
  };
  await askFor(5, 2_000);
  const idle = await askFor(5, settleMs / 2);
  const before = { kilobytes: await residentKilobytes(pid), open: await openDescriptors(pid) };
  const during: number[] = [];
  const burst: number[] = [];
  const afterLeaving: number[] = [];
  let kilobytes = Number.NaN;

  for (const isFirst of [true, false]) {
    const crowd = gatherCrowd(stage, audioUrl, cookie, LISTENERS);
    const burstAsking = askRepeatedly(jsonUrl, cookie, 0);
    await delay(200);
    await crowd.start();
    await delay(3_000);
    burst.push(...(await burstAsking.stop()));
    await delay(settleMs);
    if (isFirst) kilobytes = await residentKilobytes(pid);
    during.push(...(await askFor(5, settleMs / 2)));
    await crowd.leave();
    await delay(settleMs / 2);
    afterLeaving.push(await residentKilobytes(pid));
  }
  idle.push(...(await askFor(5, settleMs / 2)));
  const open = await settled(
    () => openDescriptors(pid),
    (count) => count <= before.open,
    10_000,
  );
  const [afterFirst = Number.NaN, afterSecond = Number.NaN] = afterLeaving;
  return {
    kilobytesPerListener: (kilobytes - before.kilobytes) / LISTENERS,
    kilobytesLeft: afterSecond - afterFirst,
    descriptorsLeft: Math.max(0, open - before.open),
    idle,
    during,
    burst,
  };
}

/** One upstream request for all, and none once they have left. */
async function leaveWhileArriving({ stage }: Bench): Promise<Check[]> {
  const house = await startHouse(stage);
  const [call] = await house.findCalls('FAULT-AUDIO-TRICKLE');
  if (!call) throw new Error('The simulated PBX has no call tagged FAULT-AUDIO-TRICKLE.');
  const before = { ...(await house.countPbx()), open: await openDescriptors(house.legatoPid) };
  const audioUrl = house.legatoUrl + paths.api.audio(call.uniqueId, 1);
  const crowd = gatherCrowd(stage, audioUrl, house.cookie, LISTENERS);
  await crowd.start();
  const { recording } = await house.countPbx();
  await crowd.leave();
  const after = await settled(house.countPbx, (counts) => counts.openRecordings === 0, 10_000);
  const open = await settled(
    () => openDescriptors(house.legatoPid),
    (count) => count <= before.open,
    10_000,
  );
  const atMost = (what: string, measured: number, target: number): Check => ({
    what: `${LISTENERS} listeners of an arriving leg: ${what}`,
    measured,
    target,
    must: 'be at most',
    unit: '',
  });
  return [
    atMost('requests to the PBX', recording - before.recording, 1),
    atMost('requests to the PBX still open after they left', after.openRecordings, 0),
    atMost('descriptors left open after they left', Math.max(0, open - before.open), 0),
  ];
}

type Figures = Record<'legato' | 'reference', CrowdFigures[]>;

const pooled = (rounds: CrowdFigures[], of: 'idle' | 'during' | 'burst') =>
  rounds.flatMap((round) => round[of]);
const middle = (rounds: CrowdFigures[], of: 'kilobytesPerListener' | 'kilobytesLeft') =>
  median(rounds.map((round) => round[of]));

function tableOf({ legato, reference }: Figures) {
  const row = (name: string, rounds: CrowdFigures[]) => [
    name,
    formatFigure(middle(rounds, 'kilobytesPerListener')),
    formatFigure(middle(rounds, 'kilobytesLeft') / 1024),
    ...(['idle', 'during'] as const).map((when) =>
      [0.5, 0.99].map((share) => formatFigure(quantile(pooled(rounds, when), share))).join(' / '),
    ),
    formatFigure(Math.max(...pooled(rounds, 'burst'))),
  ];
  return {
    title: `${LISTENERS} listeners at 24 KB/s each; JSON waits in milliseconds`,
    columns: [
      'Server',
      'KB per listener',
      'MB left by a second crowd',
      'JSON idle p50 / p99',
      'JSON meanwhile p50 / p99',
      'Longest while all start',
    ],
    rows: [row('Legato', legato), row('node:http', reference)],
  };
}

function checksOf({ legato, reference }: Figures): Check[] {
  const p99 = (when: 'idle' | 'during') => quantile(pooled(legato, when), 0.99);
  return [
    {
      what: "Memory per slow listener: Legato's to node:http's",
      measured: middle(legato, 'kilobytesPerListener') / middle(reference, 'kilobytesPerListener'),
      target: 1,
      must: 'be at most',
      unit: '',
    },
    {
      what: `JSON p99 beside ${LISTENERS} listeners: to the idle one`,
      measured: p99('during') / p99('idle'),
      target: 2,
      must: 'be at most',
      unit: '',
    },
    {
      what: `Longest JSON answer while ${LISTENERS} start at once`,
      measured: Math.max(...pooled(legato, 'burst')),
      target: 1000,
      must: 'be at most',
      unit: 'ms',
    },
    {
      what: `Descriptors left open after ${LISTENERS} left`,
      measured: Math.max(...legato.map(({ descriptorsLeft }) => descriptorsLeft)),
      target: 0,
      must: 'be at most',
      unit: '',
    },
  ];
}
