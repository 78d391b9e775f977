import type { HeardQuarter, SignInTry, Taken } from '@/lib/access/audit/week/read-week';
import { isWorkingTime, type WorkingHours } from './working-hours';

const HOUR_MS = 3_600_000;

interface Who {
  actorId: string | null;
  name: string;
  role: string | null;
}
interface When {
  fromMs: number;
  toMs: number;
}

export interface MassDownload extends Who, When {
  byToken: boolean;
  files: number;
  wholeCalls: number;
}

/**
 * Where one person, or a script of his, took more than `limit` files within an hour. Hours that overlap are one.
 *
 * @param taken In the order of time.
 */
export function findMassDownloads(taken: readonly Taken[], limit: number): MassDownload[] {
  const found: MassDownload[] = [];
  for (const ofOne of groupBy(taken, ({ actorId, name, byToken }) =>
    JSON.stringify([actorId, name, byToken]),
  )) {
    let start = 0;
    /** How many of the files have been counted as part of a download. */
    let counted = 0;
    let open: MassDownload | null = null;
    for (const [index, { atMs }] of ofOne.entries()) {
      while ((ofOne[start]?.atMs ?? atMs) <= atMs - HOUR_MS) start += 1;
      if (index - start + 1 <= limit) continue;
      const first = ofOne[start];
      if (!first) continue;
      if (!open || open.toMs < first.atMs) {
        const { actorId, name, role, byToken } = first;
        open = {
          actorId,
          name,
          role,
          byToken,
          fromMs: first.atMs,
          toMs: atMs,
          files: 0,
          wholeCalls: 0,
        };
        counted = start;
        found.push(open);
      }
      for (const one of ofOne.slice(counted, index + 1)) {
        open.files += 1;
        if (one.isWholeCall) open.wholeCalls += 1;
      }
      counted = index + 1;
      open.toMs = atMs;
    }
  }
  return found.sort(byTime);
}

export interface OutsideSpell extends Who, When {
  calls: number;
  seconds: number;
}

/** What was heard on one day of the week, 1 is Monday. */
export interface HeardDay {
  weekday: number;
  heard: readonly HeardQuarter[];
}

/**
 * Where somebody listened outside working hours, by quarters of an hour. What follows within an hour is the same
 * spell, also over midnight.
 */
export function findOutsideSpells(
  days: readonly HeardDay[],
  workingHours: WorkingHours,
): OutsideSpell[] {
  const outside = days
    .flatMap(({ weekday, heard }) =>
      heard.filter(({ quarter }) => !isWorkingTime(workingHours, weekday, quarter * 15)),
    )
    .sort(byTime);
  const found: (OutsideSpell & { ids: Set<string> })[] = [];
  for (const ofOne of groupBy(outside, ({ actorId, name }) => JSON.stringify([actorId, name]))) {
    let open: (OutsideSpell & { ids: Set<string> }) | null = null;
    for (const { actorId, name, role, fromMs, toMs, uniqueId, seconds } of ofOne) {
      if (!open || open.toMs < fromMs - HOUR_MS) {
        open = { actorId, name, role, fromMs, toMs, calls: 0, seconds: 0, ids: new Set() };
        found.push(open);
      }
      open.toMs = Math.max(open.toMs, toMs);
      open.seconds += seconds;
      open.calls = open.ids.add(uniqueId).size;
    }
  }
  return found.map(({ ids: _, ...spell }) => spell).sort(byTime);
}

export interface FailedSignIns extends When {
  /** Null where it is nobody's name. */
  username: string | null;
  /** Null for several, or where it is not known. */
  address: string | null;
  times: number;
}

/**
 * Failures to sign in, so many or more in a row, that is without a success of the same person between. Names that are
 * nobody's are counted by address.
 *
 * @param tries In the order of time.
 * @param usernameOf The user name of a person by his id.
 */
export function findFailedSignIns(
  tries: readonly SignInTry[],
  usernameOf: (personId: string) => string | undefined,
  atLeast: number,
): FailedSignIns[] {
  const rows = new Map<string, FailedSignIns>();
  const found: FailedSignIns[] = [];
  const end = (key: string) => {
    const row = rows.get(key);
    rows.delete(key);
    if (row && row.times >= atLeast) found.push(row);
  };
  for (const { isFailure, personId, username, address, atMs } of tries) {
    if (!isFailure) {
      const name = personId === null ? undefined : usernameOf(personId);
      if (name !== undefined) end(`name ${name}`);
      continue;
    }
    const key = username === null ? `from ${address}` : `name ${username}`;
    const row = rows.get(key) ?? { username, address, times: 0, fromMs: atMs, toMs: atMs };
    rows.set(key, row);
    row.times += 1;
    row.toMs = atMs;
    if (row.address !== address) row.address = null;
  }
  for (const key of [...rows.keys()]) end(key);
  return found.sort(byTime);
}

const byTime = (one: When, other: When) => one.fromMs - other.fromMs;

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
