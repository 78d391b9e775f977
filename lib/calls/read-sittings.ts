import type { Actor } from '@/lib/access/actor';
import type { LogRow } from '@/lib/contract/listening-log';
import type { SittingPage, SittingQuery } from '@/lib/contract/sittings';
import { readLog } from './read-log';
import { type GroupedSitting, groupSittings, PAUSE_MS } from './rules/group-sittings';
import type { Services } from './services';

const PART = {
  sittings: 60,
  rowsAtOnce: 500,
  /** A sitting of some hours has hundreds of rows. One that has more than this is cut. */
  mostRows: 5_000,
};

/**
 * Who heard what, put together from the log as far as the actor may read it, the last that began first. A sitting
 * stands in one part alone, whole, however many people listen at once.
 *
 * @throws LegatoError `database-unavailable`.
 */
export async function readSittings(
  services: Pick<Services, 'access' | 'rules'>,
  actor: Actor,
  { beganBefore, ...query }: SittingQuery,
  { sittings: atMost, rowsAtOnce, mostRows } = PART,
): Promise<SittingPage> {
  const rows: LogRow[] = [];
  let { before } = query;
  for (let looked = 0; looked < mostRows; looked += rowsAtOnce) {
    const part = await readLog(services, actor, { ...query, before, limit: rowsAtOnce });
    rows.push(...part.rows);
    const isEnd = part.nextCursor === undefined;
    before = isEnd ? before : Number(part.nextCursor);
    const grouped = groupSittings(rows, services.rules.systemUsers).filter(
      ({ firstSequence }) => beganBefore === null || firstSequence < beganBefore,
    );
    const oldestMs = Date.parse(rows.at(-1)?.at ?? '');
    const isLast = isEnd || looked + rowsAtOnce >= mostRows;
    // What began shortly after the oldest row that was read may have begun before it.
    const firstOpen = isEnd
      ? -1
      : grouped.findIndex(({ earliestMs }) => earliestMs - oldestMs <= PAUSE_MS);
    const ready = grouped.slice(0, Math.min(firstOpen < 0 ? atMost : firstOpen, atMost));
    if (ready.length < atMost && !isLast) continue;
    // Nothing but what is under way in thousands of rows: it is cut, and goes on in the next part.
    if (ready.length === 0 && !isEnd) {
      return { sittings: shown(grouped), nextCursor: String(before) };
    }
    const left = grouped.slice(ready.length);
    if (isEnd && left.length === 0) return { sittings: shown(ready) };
    return { sittings: shown(ready), nextCursor: cursorAfter(ready, left, before) };
  }
  return { sittings: [] };
}

const shown = (grouped: readonly GroupedSitting[]) => grouped.map(({ sitting }) => sitting);

/**
 * From where rows are read again so that what is left is whole, and the row from which on sittings that began there
 * have been answered.
 */
function cursorAfter(
  ready: readonly GroupedSitting[],
  left: readonly GroupedSitting[],
  before: number | null,
): string {
  const from = Math.max(...left.map(({ lastSequence }) => lastSequence + 1), before ?? 1);
  return `${from}-${ready.at(-1)?.firstSequence ?? from}`;
}
