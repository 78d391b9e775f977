import { gzipSync } from 'node:zlib';
import { paths } from '@/lib/paths';
import type { Bench, Part, PartResult } from '../part';
import { formatFigure } from '../report';
import { startEmptyPage } from '../servers/empty-page';
import { startHouse } from '../servers/house';

const TAG = 'INV-20418';

/** How much script each page brings along, against a Next page that does nothing. */
export const javascript: Part = {
  name: 'javascript',
  title: '(d) JavaScript of the first load',
  run: measurePages,
};

async function measurePages({ stage, say }: Bench): Promise<PartResult> {
  const house = await startHouse(stage);
  const [call] = await house.findCalls(TAG);
  if (!call) throw new Error(`The simulated PBX has no call tagged ${TAG}.`);
  say('Building an empty page.');
  const empty = await startEmptyPage(stage);

  const emptyLoad = await firstLoad(`${empty.url}/`, house.cookie);
  const pages = new Map([
    ['Home', paths.home()],
    ['Home with results', paths.search({ tag: TAG })],
    ['Call', paths.call(call.uniqueId)],
    ['Status', paths.status()],
  ]);
  const loads = new Map<string, FirstLoad>();
  for (const [name, path] of pages) {
    loads.set(name, await firstLoad(house.legatoUrl + path, house.cookie));
  }

  const row = (name: string, { scripts, bytes }: FirstLoad) => [
    name,
    String(scripts),
    formatFigure(bytes / 1000),
    formatFigure(bytes / emptyLoad.bytes),
  ];
  return {
    tables: [
      {
        title: 'Scripts that the HTML names, each gzipped by itself',
        columns: ['Page', 'Scripts', 'KB', 'To the empty page'],
        rows: [
          row('Empty Next page', emptyLoad),
          ...[...loads].map(([name, load]) => row(name, load)),
        ],
      },
    ],
    checks: [],
    notes: [
      'A script for browsers without modules (`noModule`) is not counted: none loads it.',
      'No target: bytes do not say how long somebody waits. The part `feel` does.',
    ],
  };
}

interface FirstLoad {
  scripts: number;
  /** Gzipped. */
  bytes: number;
}

async function firstLoad(url: string, cookie: string): Promise<FirstLoad> {
  const html = await textOf(url, cookie);
  const tags = html.match(/<script\b[^>]*>/g) ?? [];
  const sources = new Set(
    tags
      .filter((tag) => !/\bnomodule\b/i.test(tag))
      .flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []),
  );
  if (sources.size === 0) throw new Error(`The HTML of ${url} names no script.`);
  let bytes = 0;
  for (const source of sources) {
    bytes += gzipSync(
      await textOf(new URL(source.replaceAll('&amp;', '&'), url).href, cookie),
    ).length;
  }
  return { scripts: sources.size, bytes };
}

async function textOf(url: string, cookie: string): Promise<string> {
  const response = await fetch(url, { headers: { cookie } });
  if (!response.ok) throw new Error(`${response.status} from ${url}`);
  return response.text();
}
