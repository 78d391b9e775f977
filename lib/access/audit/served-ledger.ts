import { and, eq, lt, sql } from 'drizzle-orm';
import type { Timers } from '@/lib/concurrency/with-deadline';
import { type Interval, type Intervals, normalise, union } from '@/lib/contract/intervals';
import type { Database } from '@/lib/database/database';
import { servedTable } from './audit-tables';
import type { AuditLog } from './create-audit';

/** A leg, and who gets or hears it. */
export interface LegOfPerson {
  uniqueId: string;
  leg: number;
  personId: string;
}

/** The seconds of a leg that somebody was sent. */
export interface Served {
  seconds: Intervals;
  /** Whether that is exact: of WAV it is, elsewhere it goes by an average. */
  isConstantRate: boolean;
}

/** What of each leg was sent to each person. */
export interface ServedLedger {
  add(leg: LegOfPerson, seconds: Interval, isConstantRate: boolean): void;
  /** All of it, also what another process sent, or this machine before its last start. */
  read(leg: LegOfPerson): Promise<Served>;
  /** Writes what is not in the database yet. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface LedgerOptions {
  db: Database;
  log: Pick<AuditLog, 'error'>;
  /** Wall clock, in epoch milliseconds. */
  now: () => number;
  timers: Pick<Timers, 'every'>;
}

/** A crash forgets so much, and what was heard of it is then not believed. */
const FLUSH_EVERY_MS = 2_000;
/** Legs at once: each is one row, of five arrays. */
const MOST_ROWS_AT_ONCE = 900;
const MOST_PENDING = 50_000;
/** Longer than browsers keep what they are not asked for. */
const FORGET_AFTER_MS = 30 * 86_400_000;

interface Entry {
  leg: LegOfPerson;
  /** In order and joined, but for the one that grows. */
  closed: Intervals;
  open: Interval | null;
  isConstantRate: boolean;
}

/**
 * Keeps what was sent in memory for as long as it takes to write it to the database: adding is on the way of each
 * chunk of sound.
 */
export function createServedLedger({ db, log, now, timers }: LedgerOptions): ServedLedger {
  let pending = new Map<string, Entry>();
  let flushing: Promise<void> = Promise.resolve();

  function add(leg: LegOfPerson, [from, to]: Interval, isConstantRate: boolean): void {
    const key = `${leg.personId} ${leg.leg} ${leg.uniqueId}`;
    let entry = pending.get(key);
    if (!entry) {
      // While the database does not answer: what was heard of more is then not believed.
      if (pending.size >= MOST_PENDING) return;
      entry = { leg, closed: [], open: null, isConstantRate };
      pending.set(key, entry);
    }
    entry.isConstantRate &&= isConstantRate;
    const { open } = entry;
    // Chunks of one answer follow each other: that is one stretch that grows.
    if (open && from <= open[1] && from >= open[0]) {
      if (to > open[1]) entry.open = [open[0], to];
      return;
    }
    if (open) entry.closed = union(entry.closed, [open]);
    entry.open = [from, to];
  }

  function flush(): Promise<void> {
    flushing = flushing.then(writePending);
    return flushing;
  }

  async function writePending(): Promise<void> {
    // In one order everywhere: processes that write the same rows must not wait for each other.
    const entries = [...pending]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, entry]) => entry);
    pending = new Map();
    try {
      for (let index = 0; index < entries.length; index += MOST_ROWS_AT_ONCE) {
        await writeEntries(entries.slice(index, index + MOST_ROWS_AT_ONCE));
      }
    } catch (error) {
      // Tried again with the next: what is written twice is the same.
      for (const { leg, closed, open, isConstantRate } of entries) {
        for (const stretch of open ? [...closed, open] : closed) add(leg, stretch, isConstantRate);
      }
      log.error({ err: error }, 'what was sent of legs cannot be written down');
    }
  }

  async function writeEntries(entries: readonly Entry[]): Promise<void> {
    const lastAt = new Date(now());
    await db
      .insert(servedTable)
      .values(
        entries.map(({ leg, closed, open, isConstantRate }) => ({
          ...leg,
          intervals: normalise(open ? [...closed, open] : closed),
          isConstantRate,
          lastAt,
        })),
      )
      .onConflictDoUpdate({
        target: [servedTable.uniqueId, servedTable.leg, servedTable.personId],
        set: {
          intervals: sql`${servedTable.intervals} + excluded.intervals`,
          isConstantRate: sql`${servedTable.isConstantRate} and excluded.is_constant_rate`,
          lastAt: sql`excluded.last_at`,
        },
      });
  }

  async function forgetOld(): Promise<void> {
    try {
      await db.delete(servedTable).where(lt(servedTable.lastAt, new Date(now() - FORGET_AFTER_MS)));
    } catch (error) {
      log.error({ err: error }, 'what was sent of legs long ago cannot be removed');
    }
  }

  const stops = [
    timers.every(FLUSH_EVERY_MS, () => void (pending.size > 0 && flush())),
    timers.every(86_400_000, () => void forgetOld()),
  ];

  return {
    add,
    flush,
    async read({ uniqueId, leg, personId }) {
      await flush();
      const [row] = await db
        .select({ seconds: servedTable.intervals, isConstantRate: servedTable.isConstantRate })
        .from(servedTable)
        .where(
          and(
            eq(servedTable.uniqueId, uniqueId),
            eq(servedTable.leg, leg),
            eq(servedTable.personId, personId),
          ),
        );
      return row ?? { seconds: [], isConstantRate: true };
    },
    async close() {
      for (const stop of stops) stop();
      await flush();
    },
  };
}
