import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../scripts/project-root.mjs';
import { type SoakClient, soakClients } from '../load/soak-clients';
import { figuresAtRest, type SoakFigures, type SoakPlaces } from '../load/soak-figures';
import { type PageVisits, pageVisits } from '../load/soak-pages';
import { createVisitor } from '../load/visitor';
import type { Bench, Check, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { startHouse } from '../servers/house';

const SOAK_MS = 600_000;
const QUICK_MS = 60_000;
/** Pages of each route that a full run asks for; it goes on after its ten minutes until it has them. */
const PAGES_OF_EACH = 5_000;
const QUICK_PAGES_OF_EACH = 20;
/** A machine that is too slow for them ends here. */
const LONGEST_MS = 3_600_000;
const PAGES_AT_ONCE = 3;
/** V8 goes on compiling what is used: the more of it is done before, the less it looks like growth. */
const WARM_ROUNDS = 30;
/** Tables that grow with what they are asked, up to a bound, and what V8 compiles meanwhile. */
const MOST_HEAP_GROWTH = 1.15;
const METRICS_TOKEN = 'a-token-of-the-soak-alone';

/** Whether anything is left behind by what people do for ten minutes. */
export const soak: Part = {
  name: 'soak',
  title: '(i) Ten minutes of three clients: what is left behind',
  mustPass: true,
  run: measureSoak,
};

async function measureSoak({ stage, say, isQuick }: Bench): Promise<PartResult> {
  const folder = await stage.makeFolder();
  const dataDir = join(folder, 'data');
  const heapFile = join(folder, 'heap.json');
  const collect = pathToFileURL(join(projectRoot, 'bench/servers/collect-on-signal.mjs')).href;
  const house = await startHouse(stage, {
    settings: {
      DATA_DIR: dataDir,
      AUDIO_SPOOL_TTL_MINUTES: '1',
      // Less than what is played, so that legs have to make room for others.
      AUDIO_SPOOL_MAX_MB: '96',
      METRICS_TOKEN,
      LOG_LEVEL: 'fatal',
      NODE_OPTIONS: `--max-old-space-size=300 --import ${collect}`,
      HEAP_FIGURES_FILE: heapFile,
    },
  });
  const places: SoakPlaces = {
    ...{ house, heapFile, metricsToken: METRICS_TOKEN },
    spoolFolder: join(dataDir, 'spool'),
  };
  const warmPages = await pageVisits(house);
  say('Everything once, and pages thirty times, so that what is loaded late is there.');
  await runClients(places, warmPages, (client, turn) =>
    client === 0 ? turn < warmPages.turns * WARM_ROUNDS : null,
  );
  say('At rest, until the spool is empty.');
  const before = await figuresAtRest(places, null);

  const pages = await pageVisits(house);
  const wantedPages = isQuick ? QUICK_PAGES_OF_EACH : PAGES_OF_EACH;
  const startedAt = Date.now();
  const goesOn = () => {
    const forMs = Date.now() - startedAt;
    if (forMs < (isQuick ? QUICK_MS : SOAK_MS)) return true;
    return fewest(pages) < wantedPages && forMs < LONGEST_MS;
  };
  say(
    `Three clients for ${isQuick ? 'one minute' : 'ten minutes, or until they have their pages'}.`,
  );
  const turns = await runClients(places, pages, goesOn);
  const seconds = (Date.now() - startedAt) / 1000;
  say('At rest again.');
  const after = await figuresAtRest(places, before.descriptors);
  return {
    tables: [figuresTable(before, after), pagesTable(pages)],
    checks: checksOf(before, after, pages, wantedPages),
    notes: [
      `${formatFigure(seconds)} seconds; the one who plays took ${turns[1]} turns of sixteen and more requests, the one who exports ${turns[2]} of one.`,
      'The heap is that of the main thread, its garbage collected three times. The thread of the database is in the resident memory alone, which V8 and the kernel give back when they like: it is shown and not judged.',
      'Legato may use 300 MB of heap, and its spool is smaller than what is played.',
    ],
  };
}

/** Runs the clients side by side while `goesOn`; null is once through what a client does. How many turns each took. */
async function runClients(
  { house }: SoakPlaces,
  pages: PageVisits,
  goesOn: (client: number, turn: number) => boolean | null,
): Promise<number[]> {
  const visitor = createVisitor(house.legatoUrl, house.cookie);
  const clients = await soakClients(house, visitor, pages);
  try {
    return await Promise.all(
      clients.map(async (client: SoakClient, index) => {
        let turn = 0;
        const work = async () => {
          while (goesOn(index, turn) ?? turn < client.turns) await client.take(turn++);
        };
        await Promise.all(Array.from({ length: index === 0 ? PAGES_AT_ONCE : 1 }, work));
        return turn;
      }),
    );
  } finally {
    visitor.close();
    await delay(500);
  }
}

const fewest = (pages: PageVisits) =>
  Math.min(...[...pages.counts().values()].map(({ answered }) => answered));

const ROWS: readonly (readonly [keyof SoakFigures, string, number])[] = [
  ['heapBytes', 'Heap in use, MB', 2 ** 20],
  ['externalBytes', 'Outside of the heap, MB', 2 ** 20],
  ['residentBytes', 'Resident memory, MB', 2 ** 20],
  ['timers', 'Timers that keep the process', 1],
  ['descriptors', 'Descriptors', 1],
  ['spoolBytes', 'Spool by its own figure, bytes', 1],
  ['spoolFiles', 'Spool on disk, files', 1],
  ['spoolFileBytes', 'Spool on disk, bytes', 1],
  ['downloadsRunning', 'Downloads that run', 1],
  ['downloadsWaiting', 'Downloads that wait', 1],
  ['openRecordings', 'Recordings that the PBX is sending', 1],
];

function figuresTable(before: SoakFigures, after: SoakFigures) {
  return {
    title: 'Legato at rest',
    columns: ['', 'At the start', 'At the end', 'End to start'],
    rows: ROWS.map(([name, title, unit]) => [
      title,
      formatFigure(before[name] / unit),
      formatFigure(after[name] / unit),
      before[name] === after[name] ? '1' : formatFigure(after[name] / before[name]),
    ]),
  };
}

function pagesTable(pages: PageVisits) {
  return {
    title: 'Pages that were asked for',
    columns: ['Route', 'Pages', 'Of those 5xx or broken'],
    rows: [...pages.counts()].map(([route, { answered, failed }]) => [
      route,
      formatFigure(answered),
      formatFigure(failed),
    ]),
  };
}

function checksOf(
  before: SoakFigures,
  after: SoakFigures,
  pages: PageVisits,
  wantedPages: number,
): Check[] {
  const check = (what: string, measured: number, target: number): Check => ({
    what: `Soak: ${what}`,
    ...{ measured, target, must: 'be at most', unit: '' },
  });
  const failed = [...pages.counts().values()].reduce((sum, count) => sum + count.failed, 0);
  const atEnd = ({ spoolFiles, spoolBytes, spoolFileBytes }: SoakFigures) =>
    spoolFiles + spoolBytes + spoolFileBytes;
  return [
    check('heap in use, end to start', after.heapBytes / before.heapBytes, MOST_HEAP_GROWTH),
    check('timers left', after.timers - before.timers, 0),
    check('descriptors left', after.descriptors - before.descriptors, 0),
    check('files and bytes left in the spool', atEnd(after) - atEnd(before), 0),
    check('downloads left', after.downloadsRunning + after.downloadsWaiting, 0),
    check('recordings that the PBX still sends', after.openRecordings, 0),
    check('pages answered with 5xx, or not to their end', failed, 0),
    { ...check('pages of each route', fewest(pages), wantedPages), must: 'be at least' },
  ];
}
