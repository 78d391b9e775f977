import type { BrowserContext, Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { clickToSound, openChromium, searchToRows, seekToSound } from '../load/chromium';
import type { Bench, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { type House, startHouse } from '../servers/house';
import { createStage, type Stage } from '../stage';
import { quantile } from '../statistics';
import { seekBeyond } from './seek-beyond';

/** What a person waits for, in a real browser. */
export const browser: Part = {
  name: 'browser',
  title: '(e) In Chromium',
  run: measureBrowser,
};

interface Place {
  uniqueId: string;
  leg: number;
}

async function measureBrowser({ stage, say, isQuick }: Bench): Promise<PartResult> {
  const open = await openChromium(stage);
  const house = await startHouse(stage);
  const openContext = house.signedIn(open);
  const waits = new Map<string, number[]>();

  const calls = (await house.findCalls('BULK-5000')).slice(0, isQuick ? 8 : 42);
  const places = calls.map(({ uniqueId, legs }) => ({ uniqueId, leg: legs.at(-1)?.leg ?? 1 }));
  say(`Play on ${places.length} legs, cold, then again by another visitor.`);
  const cold = await inContext(openContext, (page) => playEach(house, page, places));
  const warm = await inContext(openContext, (page) => playEach(house, page, places));
  // The first of each pays for code that the browser has not seen.
  waits.set('Click to first sound, cold leg', cold.slice(2));
  waits.set('Click to first sound, spooled leg', warm.slice(2));

  const seeks = isQuick ? 15 : 60;
  say(`${seeks} seeks in a spooled leg of 20 minutes.`);
  const warmSeeks = await inContext(openContext, (page) => seekWarm(house, page, seeks));
  waits.set('Seek to sound, spooled', warmSeeks);

  for (const [tag, name] of [
    ['INV-20418', '6 calls'],
    ['BULK-5000', '5,000 calls'],
  ] as const) {
    say(`Searches for ${tag}.`);
    const searches = await inContext(openContext, (page) =>
      searchEach(house, page, tag, isQuick ? 5 : 22),
    );
    waits.set(`Search to rows, ${name}`, searches.slice(2));
  }

  say('Seeks ahead of what has arrived, from a PBX that sends 8 MB/s.');
  const beyond = await withStage(stage, (inner) => seekBeyond(inner, open, isQuick ? 3 : 8));
  waits.set('Seek to sound, ahead of the download', beyond.waits);
  waits.set('… after those bytes could have arrived', beyond.added);

  return {
    tables: [
      {
        title: 'Milliseconds, to within 4',
        columns: ['What', 'Count', 'p50', 'p95'],
        rows: [...waits].map(([what, values]) => [
          what,
          String(values.length),
          formatFigure(quantile(values, 0.5)),
          formatFigure(quantile(values, 0.95)),
        ]),
      },
    ],
    checks: [
      {
        what: 'Seek to sound in a spooled leg, p95',
        measured: quantile(warmSeeks, 0.95),
        target: 100,
        must: 'be at most',
        unit: 'ms',
      },
    ],
    notes: ['Sound means that the clock of the audio element runs at the place asked for.'],
  };
}

type OpenContext = () => Promise<BrowserContext>;

/** A visitor who has been here never before: nothing is in the browser's cache. */
async function inContext<Result>(open: OpenContext, work: (page: Page) => Promise<Result>) {
  const context = await open();
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

async function withStage<Result>(outer: Stage, work: (stage: Stage) => Promise<Result>) {
  const stage = createStage();
  outer.onEnd(stage.end);
  try {
    return await work(stage);
  } finally {
    await stage.end();
  }
}

async function playEach(house: House, page: Page, places: readonly Place[]): Promise<number[]> {
  const waits: number[] = [];
  for (const { uniqueId, leg } of places) {
    await page.goto(house.legatoUrl + paths.call(uniqueId));
    waits.push(await clickToSound(page, leg));
  }
  return waits;
}

async function seekWarm(house: House, page: Page, count: number): Promise<number[]> {
  const [call] = await house.findCalls('TWENTY-MINUTES');
  if (!call) throw new Error('The simulated PBX has no call tagged TWENTY-MINUTES.');
  const audio = await house.ask(paths.api.audio(call.uniqueId, 1));
  await audio.arrayBuffer();
  await page.goto(house.legatoUrl + paths.call(call.uniqueId));
  await clickToSound(page, 1);
  const waits: number[] = [];
  for (let index = 1; index <= count; index++) {
    // All over the leg, never twice at the same place.
    waits.push(await seekToSound(page, 1, (index * 437) % 1190));
  }
  return waits;
}

async function searchEach(house: House, page: Page, tag: string, count: number): Promise<number[]> {
  const waits: number[] = [];
  for (let index = 0; index < count; index++) {
    await page.goto(house.legatoUrl + paths.home());
    waits.push(await searchToRows(page, tag));
  }
  return waits;
}
