import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { type Intervals, intersect, normalise } from '@/lib/contract/intervals';
import type { Database } from '@/lib/database/database';
import type { AuditActor, AuditClient } from './audit-event';
import { heardTable } from './audit-tables';
import type { Audit } from './create-audit';
import { roundToMs } from './multirange';
import type { ServedLedger } from './served-ledger';
import { believable, type ServedForm, secondsOfBytes } from './served-seconds';
import { createWriteOnce } from './write-once';

/** A leg, whose it is and when it began. */
export interface ListenedLeg {
  uniqueId: string;
  leg: number;
  username: string | null;
  /** ISO 8601 with the offset of the PBX's zone. */
  startedAt: string;
  /** As the PBX states it. */
  durationSeconds: number;
  tag?: string | null;
  source?: string | null;
  destination?: string | null;
  did?: string | null;
}

/** Who asks, by which request. */
export interface Listener {
  actor: AuditActor;
  requestId: string;
  client: AuditClient | null;
}

/** Bytes of a leg that the network has taken for one request, `to` not included. */
export interface SentSound {
  actor: AuditActor;
  uniqueId: string;
  leg: number;
  from: number;
  to: number;
  form: ServedForm | null;
}

export interface HeardReport {
  listeningId: string;
  intervals: Intervals;
  speed: number;
}

/** What one person has heard of one leg. */
export interface HeardOfLeg {
  leg: number;
  personId: string;
  personName: string;
  heard: Intervals;
  lastAt: Date;
}

/** Who listens to what, from the first byte on. */
export interface Listening {
  /**
   * Writes down that a leg is handed out, before its first byte; null where that is written already. Rejects where
   * nothing can be written: then nothing may be handed out.
   */
  begin(listener: Listener, leg: ListenedLeg): Promise<void> | null;
  /** What a listener really got, chunk by chunk. */
  reportSent(sent: SentSound): void;
  /**
   * Writes down what was played, as far as it was sent to that person.
   *
   * @returns The seconds that are believed.
   * @throws LegatoError `database-unavailable`: nothing was written, send it again.
   */
  reportHeard(listener: Listener, leg: ListenedLeg, report: HeardReport): Promise<Intervals>;
  /** Of one person, or of everybody: for those who may read it. */
  heardInCall(uniqueId: string, personId: string | null): Promise<HeardOfLeg[]>;
  /** Of one person, in several calls. */
  heardInCalls(
    uniqueIds: readonly string[],
    personId: string,
  ): Promise<{ uniqueId: string; leg: number; heard: Intervals }[]>;
}

export interface ListeningOptions {
  db: Database;
  audit: Audit;
  ledger: ServedLedger;
  /** Wall clock, in epoch milliseconds. */
  now: () => number;
}

export function createListening({ db, audit, ledger, now }: ListeningOptions): Listening {
  const beginOnce = createWriteOnce(now);

  return {
    begin({ actor, requestId, client }, leg) {
      const subject = { part: 'began', ...subjectOf(leg) } as const;
      return beginOnce(keyOfListened(actor, leg), () =>
        audit.write({ action: 'listened', actor, requestId, client, subject }),
      );
    },

    reportSent({ actor, uniqueId, leg, from, to, form }) {
      if (actor.kind !== 'person') return;
      const seconds = form && secondsOfBytes(form, from, to);
      if (form && seconds)
        ledger.add({ uniqueId, leg, personId: actor.id }, seconds, form.isConstantRate);
    },

    async reportHeard({ actor, requestId, client }, leg, { listeningId, intervals, speed }) {
      if (actor.kind !== 'person') return [];
      const { uniqueId, durationSeconds } = leg;
      const served = await ledger.read({ uniqueId, leg: leg.leg, personId: actor.id });
      const believed = roundToMs(
        intersect(normalise(intervals), believable(served.seconds, { ...served, durationSeconds })),
      );
      if (believed.length === 0) return [];
      const subject = {
        part: 'heard',
        ...subjectOf(leg),
        listeningId,
        intervals: believed.map(([from, to]): [number, number] => [from, to]),
        speed,
      } as const;
      await db.transaction(async (transaction) => {
        await addHeard(transaction, actor, leg, believed, new Date(now()));
        await audit.write({ action: 'listened', actor, requestId, client, subject }, transaction);
      });
      return believed;
    },

    async heardInCall(uniqueId, personId) {
      const rows = await db
        .select()
        .from(heardTable)
        .where(
          and(
            eq(heardTable.uniqueId, uniqueId),
            personId === null ? undefined : eq(heardTable.personId, personId),
          ),
        )
        .orderBy(asc(heardTable.leg), asc(heardTable.personId))
        .limit(5_000);
      return rows.map(({ uniqueId: _, intervals, ...row }) => ({ ...row, heard: intervals }));
    },

    async heardInCalls(uniqueIds, personId) {
      const { uniqueId, leg, intervals } = heardTable;
      return await db
        .select({ uniqueId, leg, heard: intervals })
        .from(heardTable)
        .where(and(eq(heardTable.personId, personId), inArray(heardTable.uniqueId, [...uniqueIds])))
        .orderBy(asc(uniqueId), asc(leg));
    },
  };
}

/** A leg as one session has it. */
export const keyOfListened = (actor: AuditActor, { leg, uniqueId }: ListenedLeg): string =>
  `${actor.kind === 'person' ? `${actor.id} ${actor.sessionId}` : actor.kind} ${leg} ${uniqueId}`;

const subjectOf = (listened: ListenedLeg) => ({
  uniqueId: listened.uniqueId,
  leg: listened.leg,
  owner: listened.username,
  startedAt: listened.startedAt,
  durationSeconds: listened.durationSeconds,
  tag: listened.tag ?? null,
  source: listened.source ?? null,
  destination: listened.did ?? listened.destination ?? null,
});

async function addHeard(
  transaction: Database,
  { id, name }: { id: string; name: string },
  { uniqueId, leg }: ListenedLeg,
  intervals: Intervals,
  lastAt: Date,
): Promise<void> {
  await transaction
    .insert(heardTable)
    .values({ uniqueId, leg, personId: id, personName: name, intervals, lastAt })
    .onConflictDoUpdate({
      target: [heardTable.uniqueId, heardTable.leg, heardTable.personId],
      set: {
        intervals: sql`${heardTable.intervals} + excluded.intervals`,
        personName: name,
        lastAt,
      },
    });
}
