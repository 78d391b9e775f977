import type { Call } from '@/lib/contract/call';
import { paths } from '@/lib/paths';
import { freePort } from '../../scripts/free-port.mjs';
import { createVisits, type Paints, type Visits } from '../load/feel-visits';
import type { Table } from '../part';
import { formatFigure } from '../report';
import { type House, type OpenContext, startHouse } from '../servers/house';
import type { Stage } from '../stage';
import { median, quantile } from '../statistics';

const SLOW_PBX_MS = 3_000;

const pagesOf = (tag: string, call: Call) => [
  { name: 'Home', path: paths.home() },
  { name: 'Search', path: paths.search({ tag }) },
  { name: 'Call', path: paths.call(call.uniqueId) },
  { name: 'Status', path: paths.status() },
];

interface PaintOptions {
  visits: Visits;
  house: House;
  tag: string;
  call: Call;
  rounds: number;
}

/** First and largest paint of each page, by the browser's own entries. */
export async function measurePaints({
  visits,
  house,
  tag,
  call,
  rounds,
}: PaintOptions): Promise<Table> {
  const pages = pagesOf(tag, call);
  const paints = new Map<string, Paints[]>(pages.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, path } of pages) {
      paints.get(name)?.push(await visits.paint(house.legatoUrl + path));
    }
  }
  return {
    title:
      'Paints of each page: first and largest (ms, p50), blocked from the first on, layout shift',
    columns: ['Page', 'First', 'Largest', 'Blocked p50', 'Longest task, worst', 'Shift, worst'],
    rows: [...paints].map(([name, all]) => [
      name,
      formatFigure(median(all.map(({ firstMs }) => firstMs))),
      formatFigure(median(all.map(({ largestMs }) => largestMs))),
      formatFigure(median(all.map(({ blockedMs }) => blockedMs))),
      formatFigure(Math.max(...all.map(({ longestTaskMs }) => longestTaskMs))),
      Math.max(...all.map(({ layoutShift }) => layoutShift)).toFixed(3),
    ]),
  };
}

/** First paint of each page while the PBX is quick, slow, down and refusing the key, interleaved. */
export async function measureFirstPaints(
  stage: Stage,
  open: OpenContext,
  { house, tag, call, rounds }: PaintOptions,
): Promise<Table> {
  const slow = await startHouse(stage, { pbxAnswerAfterMs: SLOW_PBX_MS });
  const nowhere = `http://127.0.0.1:${await freePort(4790)}`;
  const down = await startHouse(stage, { settings: { NOOJEE_URL: nowhere } });
  const refusing = await startHouse(stage, { settings: { NOOJEE_API_KEY: 'not-its-key' } });
  const houses = [
    { name: 'Quick', house },
    { name: '3 s an answer', house: slow },
    { name: 'Down', house: down },
    { name: 'Refusing', house: refusing },
  ].map((one) => ({ ...one, visits: createVisits({ openContext: one.house.signedIn(open) }) }));
  const pages = pagesOf(tag, call);
  const waits = new Map<string, number[]>();
  for (let round = -1; round < rounds; round++) {
    for (const page of pages) {
      for (const { name, house: asked, visits } of houses) {
        const key = `${page.name} ${name}`;
        const ms = await visits.firstPaint(asked.legatoUrl + page.path);
        // The first visit pays for code that the server has not run yet.
        if (round >= 0) waits.set(key, [...(waits.get(key) ?? []), ms]);
      }
    }
  }
  return {
    title: 'First paint by the state of the PBX, ms, p50 / p95',
    columns: ['Page', ...houses.map(({ name }) => name)],
    rows: pages.map((page) => [
      page.name,
      ...houses.map(({ name }) => {
        const ms = waits.get(`${page.name} ${name}`) ?? [];
        return `${formatFigure(quantile(ms, 0.5))} / ${formatFigure(quantile(ms, 0.95))}`;
      }),
    ]),
  };
}
