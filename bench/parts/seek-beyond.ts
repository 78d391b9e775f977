import { paths } from '@/lib/paths';
import { clickToSound, eventTime, seekToSound } from '../load/chromium';
import { type House, type OpenContext, startHouse } from '../servers/house';
import type { Stage } from '../stage';

const PBX_BYTES_PER_SECOND = 8_000_000;
/** Legs of about an hour: the download is under way for seconds. */
const LONG_LEGS = ['HOUR-LEG', 'SECOND-AND-HOUR', 'SIX-HOURS'];

export interface BeyondWaits {
  /** Milliseconds from the seek to the sound. */
  waits: number[];
  /** The same from when those bytes would have arrived straight from the PBX, asked at the click. */
  added: number[];
}

/** Plays long legs that were never heard and seeks at once to the middle, ahead of the download. */
export async function seekBeyond(
  stage: Stage,
  open: OpenContext,
  count: number,
): Promise<BeyondWaits> {
  const house = await startHouse(stage, { pbxBytesPerSecond: PBX_BYTES_PER_SECOND });
  const calls = (await Promise.all(LONG_LEGS.map((tag) => house.findCalls(tag)))).flat();
  const places = calls.flatMap(({ uniqueId, legs }) =>
    legs
      .filter(({ durationSeconds }) => durationSeconds > 3_000)
      .map(({ leg, durationSeconds }) => ({ uniqueId, leg, middle: durationSeconds / 2 })),
  );
  const result: BeyondWaits = { waits: [], added: [] };
  const context = await house.signedIn(open)();
  for (const { uniqueId, leg, middle } of places.slice(0, count)) {
    const directMs = await halfFromPbx(house, uniqueId, leg);
    const page = await context.newPage();
    await page.goto(house.legatoUrl + paths.call(uniqueId));
    await clickToSound(page, leg);
    const clickedAt = await eventTime(page);
    const waited = await seekToSound(page, leg, Math.round(middle));
    const arrivesMs = directMs - ((await eventTime(page)) - clickedAt);
    // A leg that is stored compressed has arrived before anybody can seek.
    if (arrivesMs > 100) {
      result.waits.push(waited);
      result.added.push(waited - arrivesMs);
    }
    await page.close();
  }
  await context.close();
  return result;
}

/** Milliseconds until half of a leg has come, asked of the PBX itself. */
async function halfFromPbx(house: House, uniqueId: string, leg: number): Promise<number> {
  const query = new URLSearchParams({ apiKey: house.pbxApiKey, uniqueId, leg: String(leg) });
  const path = '/njadmin/rest/RecordingAPI/retrieveByUniqueId';
  const startedAt = performance.now();
  const response = await fetch(`${house.pbxUrl}${path}?${query}`, { method: 'POST' });
  const half = Number(response.headers.get('content-length')) / 2;
  let received = 0;
  for await (const chunk of response.body ?? []) {
    received += chunk.byteLength;
    if (received >= half) break;
  }
  return performance.now() - startedAt;
}
