import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { House } from '../servers/house';
import { openDescriptors, residentKilobytes, settled } from './process-figures';

/** What a Legato at rest holds, seen from outside. */
export interface SoakFigures {
  /** In use once the garbage is collected; the database's thread has a heap of its own. */
  heapBytes: number;
  externalBytes: number;
  timers: number;
  residentBytes: number;
  descriptors: number;
  spoolBytes: number;
  spoolFiles: number;
  spoolFileBytes: number;
  downloadsRunning: number;
  downloadsWaiting: number;
  openRecordings: number;
}

/** Where the figures of one Legato are read. */
export interface SoakPlaces {
  house: House;
  spoolFolder: string;
  heapFile: string;
  metricsToken: string;
}

/** The spool keeps a leg for a minute and is swept twice a minute; a leg that was left mid-way takes longer. */
const REST_MS = 240_000;
const DESCRIPTORS_MS = 60_000;

const HeapFigures = z.object({ heapUsed: z.number(), external: z.number(), timers: z.number() });

/**
 * Waits until the spool is empty and descriptors are down to `descriptors`, or no longer than minutes, and
 * reads everything. What is not at rest by then is read as it is.
 *
 * @param descriptors How many were open at the start; where it is not known, they rest for a while instead.
 */
export async function figuresAtRest(
  places: SoakPlaces,
  descriptors: number | null,
): Promise<SoakFigures> {
  const { house } = places;
  const spool = await settled(
    () => readSpool(places),
    (found) => Object.values(found).every((value) => value === 0),
    REST_MS,
  );
  const open = await settled(
    () => openDescriptors(house.legatoPid),
    (count) => descriptors !== null && count <= descriptors,
    descriptors === null ? DESCRIPTORS_MS / 3 : DESCRIPTORS_MS,
  );
  const { heapUsed, external, timers } = await readHeap(places);
  const { openRecordings } = await house.countPbx();
  return {
    heapBytes: heapUsed,
    externalBytes: external,
    timers,
    residentBytes: (await residentKilobytes(house.legatoPid)) * 1024,
    descriptors: open,
    openRecordings,
    ...spool,
  };
}

async function readSpool({ house, spoolFolder, metricsToken }: SoakPlaces) {
  const text = await readMetrics(house.legatoUrl, metricsToken);
  const gauge = (name: string) =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  const names = await readdir(spoolFolder, { recursive: true }).catch(() => []);
  const sizes: number[] = [];
  for (const name of names) {
    const found = await stat(join(spoolFolder, name)).catch(() => null);
    if (found?.isFile()) sizes.push(found.size);
  }
  return {
    spoolBytes: gauge('legato_spool_bytes'),
    downloadsRunning: gauge('legato_downloads_running'),
    downloadsWaiting: gauge('legato_downloads_waiting'),
    spoolFiles: sizes.length,
    spoolFileBytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** On a connection that ends with the answer, as one that is kept would be a descriptor. */
function readMetrics(url: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    get(`${url}/metrics`, { agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => resolve(text));
      response.once('error', reject);
    }).once('error', reject);
  });
}

async function readHeap({ house, heapFile }: SoakPlaces) {
  await rm(heapFile, { force: true });
  process.kill(house.legatoPid, 'SIGUSR2');
  const text = await settled(
    () => readFile(heapFile, 'utf8').catch(() => ''),
    (found) => found !== '',
    30_000,
  );
  return HeapFigures.parse(JSON.parse(text));
}
