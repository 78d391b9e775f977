import type { Actor } from '@/lib/access/actor';
import type { LogQuery, LogRow } from '@/lib/contract/listening-log';
import type { SittingPage } from '@/lib/contract/sittings';
import { readLog } from './read-log';
import { groupSittings } from './rules/group-sittings';
import type { Services } from './services';

/** A sitting of some hours has hundreds of rows. */
const MOST_ROWS_AT_ONCE = 1_000;

/**
 * Who heard what, put together from the log as far as the actor may read it. A sitting is not cut by the end of a part
 * unless it is longer than a part.
 *
 * @throws LegatoError `database-unavailable`.
 */
export async function readSittings(
  services: Services,
  actor: Actor,
  query: Omit<LogQuery, 'limit' | 'actions'>,
): Promise<SittingPage> {
  const rows: LogRow[] = [];
  let before = query.before;
  while (rows.length < MOST_ROWS_AT_ONCE) {
    const part = await readLog(services, actor, {
      ...query,
      before,
      actions: ['listened', 'saved'],
      limit: MOST_ROWS_AT_ONCE,
    });
    rows.push(...part.rows);
    if (part.nextCursor === undefined) return { sittings: groupSittings(rows).sittings };
    before = Number(part.nextCursor);
  }
  const { sittings, lastSequences } = groupSittings(rows);
  const first = lastSequences.at(-1);
  // The oldest may go on in rows that were not read: it is asked for again, whole.
  if (sittings.length > 1 && first !== undefined) {
    return { sittings: sittings.slice(0, -1), nextCursor: String(first + 1) };
  }
  return { sittings, nextCursor: String(before) };
}
