import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '@/lib/database/database';
import { readRows } from '@/lib/database/read-rows';
import { auditRowsTable } from '../audit-tables';
import type { Span } from './read-week';

/** Whose legs an owner's are, of the days from the first to the last; no last day is until further notice. */
export interface OwnerDays {
  /** As the log has it. */
  owner: string;
  personId: string;
  firstDay: string;
  lastDay: string | null;
}

/** What was heard of one person's legs, by one listener or by anybody. */
const OwnerHeard = z.object({
  /** Null for anybody: then a second that several people heard counts once. */
  listenerId: z.string().nullable(),
  listenerName: z.string(),
  listenerRole: z.string().nullable(),
  personId: z.string(),
  seconds: z.coerce.number(),
  /** How long the legs are of which something was heard. */
  legsSeconds: z.coerce.number(),
});
export type OwnerHeard = z.infer<typeof OwnerHeard>;

/** What people heard, by whose legs they are. */
export interface OwnersHeardReader {
  /** Owners of whose legs something was heard, as the log has them. */
  owners(span: Span): Promise<string[]>;
  /** Each second of a leg once for a listener, and once again for anybody. */
  heard(span: Span, days: readonly OwnerDays[]): Promise<OwnerHeard[]>;
}

const { action, actorId, actorName, actorRole, actorBy, at, subject } = auditRowsTable;
const heardWithin = ({ fromMs, toMs }: Span) =>
  sql`${at} >= ${new Date(fromMs).toISOString()} and ${at} < ${new Date(toMs).toISOString()}
    and ${action} = 'listened' and ${subject} ->> 'part' = 'heard'
    and ${actorId} is not null and ${actorBy} is distinct from 'token'`;
const ms = (index: number) => sql.raw(`round((stretch ->> ${index})::numeric * 1000)::int`);

/** @throws LegatoError `database-unavailable` from each of them. */
export const createOwnersHeardReader = (db: Database): OwnersHeardReader => ({
  async owners(span) {
    const rows = await readRows(
      db,
      sql`select distinct ${subject} ->> 'owner' as owner from ${auditRowsTable}
        where ${heardWithin(span)} and ${subject} ->> 'owner' is not null order by 1`,
      z.object({ owner: z.string() }),
    );
    return rows.map(({ owner }) => owner);
  },

  heard: (span, days) =>
    readRows(
      db,
      sql`with stretches as (
          select ${actorId}, ${actorName}, ${actorRole}, owned."personId" as person_id,
            ${subject} ->> 'uniqueId' as unique_id, (${subject} ->> 'leg')::int as leg,
            (${subject} ->> 'durationSeconds')::float8 as seconds, int4range(${ms(0)}, ${ms(1)}) as stretch
          from ${auditRowsTable}
            join jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
              as owned(owner text, "personId" text, "firstDay" text, "lastDay" text)
              on owned.owner = ${subject} ->> 'owner' and left(${subject} ->> 'startedAt', 10) >= owned."firstDay"
                and (owned."lastDay" is null or left(${subject} ->> 'startedAt', 10) <= owned."lastDay"),
            jsonb_array_elements(${subject} -> 'intervals') as stretch
          where ${heardWithin(span)}
        ), legs as (
          select actor_id, max(actor_name) as name, max(actor_role) as role, person_id,
            range_agg(stretch) as heard, max(seconds) as seconds
          from stretches
          group by grouping sets ((actor_id, unique_id, leg, person_id), (unique_id, leg, person_id))
        )
        select actor_id as "listenerId", max(name) as "listenerName", max(role) as "listenerRole",
          person_id as "personId",
          sum((select sum(upper(part) - lower(part)) from unnest(heard) as part))::float8 / 1000 as seconds,
          sum(greatest(seconds, upper(heard)::float8 / 1000))::float8 as "legsSeconds"
        from legs group by actor_id, person_id order by 1, 4`,
      OwnerHeard,
    ),
});
