import { Agent, request } from 'node:http';
import { paths } from '@/lib/paths';
import type { Bench, Check, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { startHouse } from '../servers/house';
import { median, quantile } from '../statistics';

const RECORDING_PATH = '/njadmin/rest/RecordingAPI/retrieveByUniqueId';

/** How long a listener waits for the first byte of a leg that has not been fetched before. */
export const cold: Part = {
  name: 'cold',
  title: '(b) First byte of a cold leg',
  run: measureFirstBytes,
};

interface Pair {
  isDecoded: boolean;
  legatoMs: number;
  directMs: number;
}

async function measureFirstBytes({ stage, say, isQuick }: Bench): Promise<PartResult> {
  const house = await startHouse(stage);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  stage.onEnd(() => agent.destroy());
  const calls = (await house.findCalls('BULK-5000')).slice(0, isQuick ? 40 : 150);
  say(`${calls.length} legs, each asked of both in turn.`);

  const pairs: Pair[] = [];
  for (const [index, { uniqueId, legs }] of calls.entries()) {
    const leg = legs.at(-1)?.leg ?? 1;
    // The page has asked for the call before anybody can press play.
    await house.ask(paths.api.call(uniqueId)).then((asked) => asked.arrayBuffer());
    const query = new URLSearchParams({ apiKey: house.pbxApiKey, uniqueId, leg: String(leg) });
    const direct = () => readAll(agent, 'POST', `${house.pbxUrl}${RECORDING_PATH}?${query}`, {});
    const legato = () =>
      readAll(agent, 'GET', house.legatoUrl + paths.api.audio(uniqueId, leg), {
        cookie: house.cookie,
      });
    const [first, second] = index % 2 === 0 ? [direct, legato] : [legato, direct];
    const answers = [await first(), await second()] as const;
    const [asked, served] = index % 2 === 0 ? answers : [answers[1], answers[0]];
    // The first of each kind pay for code that is compiled once.
    if (index < 8) continue;
    pairs.push({
      isDecoded: asked.bytes !== served.bytes,
      directMs: asked.firstByteMs,
      legatoMs: served.firstByteMs,
    });
  }

  const passedThrough = pairs.filter(({ isDecoded }) => !isDecoded);
  const decoded = pairs.filter(({ isDecoded }) => isDecoded);
  return {
    tables: [
      {
        title: 'Milliseconds to the first byte of the body',
        columns: ['Legs', 'Count', 'PBX p50', 'Legato p50', 'Added p50', 'Added p95', 'To the PBX'],
        rows: [
          rowOf('Passed through', passedThrough),
          rowOf('Decoded on the way', decoded),
          rowOf('All', pairs),
        ],
      },
    ],
    checks: [
      {
        what: 'First byte of a cold leg: added to asking the PBX, median',
        measured: median(addedMs(pairs)),
        target: 5,
        must: 'be at most',
        unit: 'ms',
      },
      ratioCheck('passed through', passedThrough),
      ratioCheck('decoded on the way', decoded),
    ],
    notes: [],
  };
}

const addedMs = (pairs: readonly Pair[]) =>
  pairs.map(({ legatoMs, directMs }) => legatoMs - directMs);

/** Median of each leg's own ratio: what disturbs the machine disturbs both sides of a pair. */
const ratioToPbx = (pairs: readonly Pair[]) =>
  median(pairs.map(({ legatoMs, directMs }) => legatoMs / directMs));

const rowOf = (name: string, pairs: readonly Pair[]) => [
  name,
  String(pairs.length),
  formatFigure(median(pairs.map(({ directMs }) => directMs))),
  formatFigure(median(pairs.map(({ legatoMs }) => legatoMs))),
  formatFigure(median(addedMs(pairs))),
  formatFigure(quantile(addedMs(pairs), 0.95)),
  formatFigure(ratioToPbx(pairs)),
];

const ratioCheck = (kind: string, pairs: readonly Pair[]): Check => ({
  what: `First byte of a cold leg, ${kind}: to the PBX's own, median of ratios`,
  measured: ratioToPbx(pairs),
  target: 2.5,
  must: 'be at most',
  unit: '',
});

/** Reads an answer whole, so that the next one finds both sides idle. */
function readAll(agent: Agent, method: string, url: string, headers: Record<string, string>) {
  return new Promise<{ firstByteMs: number; bytes: number }>((resolve, reject) => {
    const startedAt = performance.now();
    let firstByteMs = Number.NaN;
    let bytes = 0;
    const asked = request(url, { method, agent, headers, timeout: 300_000 }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${response.statusCode} from ${method}`));
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstByteMs = performance.now() - startedAt;
        bytes += chunk.length;
      });
      response.once('end', () => resolve({ firstByteMs, bytes }));
      response.once('error', reject);
    });
    asked.once('timeout', () => asked.destroy(new Error(`no answer to ${method} in 20 s`)));
    asked.once('error', reject);
    asked.end();
  });
}
