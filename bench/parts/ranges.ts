import { type LoadResult, requireWrk, runWrk } from '../load/wrk';
import type { Bench, Part, PartResult, Table } from '../part';
import { formatFigure } from '../report';
import { type Contestant, measureInterleaved, pairedRatio, type Rounds } from '../rounds';
import { startFileServer } from '../servers/file-server';
import { spoolLongLeg, startHouse } from '../servers/house';
import { startNginx } from '../servers/nginx';
import { median } from '../statistics';

const REFERENCE = 'node:http';
const RANGE_BYTES = 64 * 1024;

/** Delivery of a leg that is in the spool, against servers of the same bytes in a plain file. */
export const ranges: Part = {
  name: 'ranges',
  title: '(a) Delivery of a spooled leg of 20 minutes',
  run: measureDelivery,
};

async function measureDelivery(bench: Bench): Promise<PartResult> {
  requireWrk();
  const { stage, say, isQuick } = bench;
  const house = await startHouse(stage);
  const { audioPath, file, size } = await spoolLongLeg(house, await stage.makeFolder());
  const nginx = await startNginx(file, bench);
  const plain = await startFileServer('plain-http', file, stage);
  const express = await startFileServer('send', file, stage);
  const urls = new Map([
    ['Legato', house.legatoUrl + audioPath],
    [REFERENCE, `${plain.url}/leg.wav`],
    ["Express's send", `${express.url}/leg.wav`],
    ...(nginx ? [['nginx', `${nginx.url}/leg.wav`] as const] : []),
  ]);

  const measure = async (what: string, partBytes: number, connections: number) => {
    const load = (url: string, seconds: number) =>
      runWrk({ url, cookie: house.cookie, sizeBytes: size, partBytes, connections, seconds });
    say(`${what}, ${connections} connections: warming up.`);
    for (const url of urls.values()) await load(url, 1);
    const contestants: Contestant<LoadResult>[] = [...urls].map(([name, url]) => ({
      name,
      measure: () => load(url, isQuick ? 1 : 3),
    }));
    say(`${what}: measuring ${[...urls.keys()].join(', ')} in turn.`);
    return measureInterleaved({
      contestants,
      rounds: isQuick ? 3 : 5,
      reference: REFERENCE,
      rateOf: ({ requestsPerSecond }) => requestsPerSecond,
      say,
    });
  };

  const whole = await measure('Whole leg', 0, 4);
  const parts = await measure('64 KiB ranges', RANGE_BYTES, 16);
  const ratio = (rounds: Rounds<LoadResult>, of: (result: LoadResult) => number) =>
    pairedRatio(rounds, 'Legato', REFERENCE, of);
  return {
    tables: [
      tableOf(`Whole leg, ${formatFigure(size / 1e6, 'MB')}, 4 connections`, whole),
      tableOf('Random ranges of 64 KiB, 16 connections', parts),
    ],
    checks: [
      {
        what: "Whole leg: Legato's MB/s to node:http's",
        measured: ratio(whole, ({ megabytesPerSecond }) => megabytesPerSecond),
        target: 0.7,
        must: 'be at least',
        unit: '',
      },
      {
        what: "64 KiB ranges: Legato's rate to node:http's",
        measured: ratio(parts, ({ requestsPerSecond }) => requestsPerSecond),
        target: 0.25,
        must: 'be at least',
        unit: '',
      },
      {
        what: "64 KiB ranges: Legato's p99 to node:http's",
        measured: ratio(parts, ({ p99Ms }) => p99Ms),
        target: 5,
        must: 'be at most',
        unit: '',
      },
    ],
    notes: [
      ...(nginx ? [] : ['nginx was not installed and is left out.']),
      ...voidNotes({ 'Whole leg': whole, '64 KiB ranges': parts }),
    ],
  };
}

function tableOf(title: string, rounds: Rounds<LoadResult>): Table {
  return {
    title,
    columns: ['Server', 'Requests/s', 'MB/s', 'p50 ms', 'p99 ms', 'Rate to node:http'],
    rows: [...rounds.results].map(([name, results]) => {
      const middle = (of: (result: LoadResult) => number) => formatFigure(median(results.map(of)));
      return [
        name,
        middle(({ requestsPerSecond }) => requestsPerSecond),
        middle(({ megabytesPerSecond }) => megabytesPerSecond),
        middle(({ p50Ms }) => p50Ms),
        middle(({ p99Ms }) => p99Ms),
        formatFigure(
          pairedRatio(rounds, name, REFERENCE, ({ requestsPerSecond }) => requestsPerSecond),
        ),
      ];
    }),
  };
}

const voidNotes = (measured: Record<string, Rounds<LoadResult>>) =>
  Object.entries(measured)
    .filter(([, { isVoid }]) => isVoid)
    .map(
      ([what, { referenceSpread }]) =>
        `**Void**: ${what}: node:http itself spread ${Math.round(referenceSpread * 100)} %, on a machine that did other work. Repeat on a quiet one.`,
    );
