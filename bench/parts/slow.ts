import { setTimeout as delay } from 'node:timers/promises';
import { paths } from '@/lib/paths';
import { askRepeatedly } from '../load/ask-repeatedly';
import { gatherCrowd } from '../load/crowd';
import { openDescriptors, residentKilobytes, settled } from '../load/process-figures';
import type { Bench, Check, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { startFileServer } from '../servers/file-server';
import { type House, spoolLongLeg, startHouse } from '../servers/house';
import { median, quantile } from '../statistics';

const LISTENERS = 500;
const SETTLE_MS = 12_000;

/** What many slow listeners cost, and what others wait meanwhile. */
export const slow: Part = {
  name: 'slow',
  title: `(c) ${LISTENERS} slow listeners`,
  run: measureCrowds,
};

interface Target {
  name: string;
  pid: number;
  audioUrl: string;
  jsonUrl: string;
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
  const { stage, say, isQuick } = bench;
  const house = await startHouse(stage);
  const { uniqueId, audioPath, file } = await spoolLongLeg(house, await stage.makeFolder());
  const plain = await startFileServer('plain-http', file, stage);
  const legato: Target = {
    name: 'Legato',
    pid: house.legatoPid,
    audioUrl: house.legatoUrl + audioPath,
    jsonUrl: house.legatoUrl + paths.api.call(uniqueId),
  };
  const reference: Target = {
    name: 'node:http',
    pid: plain.pid,
    audioUrl: `${plain.url}/leg.wav`,
    jsonUrl: `${plain.url}/json`,
  };

  say('Warming both up with 100 listeners.');
  for (const target of [legato, reference]) await measureCrowd(bench, target, 100, 2_000);
  const figures = { legato: [] as CrowdFigures[], reference: [] as CrowdFigures[] };
  for (let round = 0; round < (isQuick ? 1 : 3); round++) {
    for (const [who, target] of [
      ['legato', legato],
      ['reference', reference],
    ] as const) {
      say(`${LISTENERS} listeners of ${target.name}, round ${round + 1}.`);
      figures[who].push(await measureCrowd(bench, target, LISTENERS, SETTLE_MS));
    }
  }
  say(`${LISTENERS} listeners of a leg that is still arriving, who all leave.`);
  const arriving = await leaveWhileArriving(bench, house);
  return {
    tables: [tableOf(figures)],
    checks: [...checksOf(figures), ...arriving],
    notes: [
      'Memory is the resident memory that the process gained, shared among its listeners; kernel buffers are not in it.',
      "node:http's JSON is a constant, Legato's is a call that it asks the simulated PBX for.",
    ],
  };
}

async function measureCrowd(
  { stage }: Bench,
  { pid, audioUrl, jsonUrl }: Target,
  listeners: number,
  settleMs: number,
): Promise<CrowdFigures> {
  const idleAsking = askRepeatedly(jsonUrl, 5);
  await delay(settleMs / 3);
  const idle = await idleAsking.stop();
  await delay(500);
  const before = { kilobytes: await residentKilobytes(pid), open: await openDescriptors(pid) };

  const crowd = gatherCrowd(stage, audioUrl, listeners);
  const burstAsking = askRepeatedly(jsonUrl, 0);
  await delay(200);
  await crowd.start();
  await delay(3_000);
  const burst = await burstAsking.stop();
  await delay(settleMs);
  const kilobytes = await residentKilobytes(pid);
  const duringAsking = askRepeatedly(jsonUrl, 5);
  await delay(settleMs / 2);
  const during = await duringAsking.stop();
  await crowd.leave();

  const open = await settled(
    () => openDescriptors(pid),
    (count) => count <= before.open,
    10_000,
  );
  await delay(settleMs / 3);
  return {
    kilobytesPerListener: (kilobytes - before.kilobytes) / listeners,
    kilobytesLeft: (await residentKilobytes(pid)) - before.kilobytes,
    descriptorsLeft: Math.max(0, open - before.open),
    idle,
    during,
    burst,
  };
}

/** One upstream request for all, and none once they have left. */
async function leaveWhileArriving({ stage }: Bench, house: House): Promise<Check[]> {
  const [call] = await house.findCalls('FAULT-AUDIO-TRICKLE');
  if (!call) throw new Error('The simulated PBX has no call tagged FAULT-AUDIO-TRICKLE.');
  const before = { ...(await house.countPbx()), open: await openDescriptors(house.legatoPid) };
  const audioUrl = house.legatoUrl + paths.api.audio(call.uniqueId, 1);
  const crowd = gatherCrowd(stage, audioUrl, LISTENERS);
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
      'MB left after they left',
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
