import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '@/lib/database/database';
import { readRows } from '@/lib/database/read-rows';
import { auditRowsTable } from '../audit-tables';

/** Epoch milliseconds: in, and out. */
export interface Span {
  fromMs: number;
  toMs: number;
}

const who = {
  actorId: z.string().nullable(),
  name: z.string(),
  role: z.string().nullable(),
};
const Ms = z.coerce.number();

/** What one person heard of one leg within a quarter of an hour. */
const HeardQuarter = z.object({
  ...who,
  /** Quarters of an hour since midnight, by the clock of the zone. */
  quarter: z.coerce.number().int(),
  uniqueId: z.string(),
  leg: z.coerce.number().int(),
  seconds: z.coerce.number(),
  fromMs: Ms,
  toMs: Ms,
});
export type HeardQuarter = z.infer<typeof HeardQuarter>;

/** A leg or a call that was taken as a file, or fetched by a script. */
const Taken = z.object({ ...who, byToken: z.boolean(), isWholeCall: z.boolean(), atMs: Ms });
export type Taken = z.infer<typeof Taken>;

const ManyOpened = z.object({
  uniqueId: z.string(),
  people: z.coerce.number().int(),
  agents: z.coerce.number().int(),
  fromMs: Ms,
  toMs: Ms,
  tag: z.string().nullable(),
  source: z.string().nullable(),
  destination: z.string().nullable(),
  usual: z.coerce.number(),
});
export type ManyOpened = z.infer<typeof ManyOpened>;

const SignInTry = z.object({
  isFailure: z.boolean(),
  /** Of a success. */
  personId: z.string().nullable(),
  /** Of a failure, where it is a person's. */
  username: z.string().nullable(),
  address: z.string().nullable(),
  atMs: Ms,
});
export type SignInTry = z.infer<typeof SignInTry>;

const NewAddresses = z.object({
  ...who,
  actorId: z.string(),
  byToken: z.boolean(),
  addresses: z.array(z.string()),
  count: z.coerce.number().int(),
  hasSignedIn: z.boolean(),
  hasListened: z.boolean(),
  hasSaved: z.boolean(),
  fromMs: Ms,
  toMs: Ms,
  /** His first row of all. */
  sinceMs: Ms,
});
/** Addresses from which one person, or a script of his, signed in, listened or took a file, and had no row before. */
export type NewAddresses = z.infer<typeof NewAddresses>;

/** What a week has of the log, put together by the database: a busy site writes a million rows in one. */
export interface WeekReader {
  /** Of people who listened in a browser, not of scripts. One day at a time keeps the statement short. */
  heard(day: Span, timeZone: string): Promise<HeardQuarter[]>;
  /** In the order of time. */
  taken(span: Span): Promise<Taken[]>;
  /** Calls that so many people or more opened or listened to, most people first. */
  openedByMany(span: Span, people: number, limit: number): Promise<ManyOpened[]>;
  /** In the order of time. */
  signIns(span: Span): Promise<SignInTry[]>;
  /** How many rows of an action, or files, each of these people has: for what is usual. */
  countTaken(span: Span, personIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Calls that each of these people listened to, with the quarters of an hour in which that was. */
  quartersOf(
    span: Span,
    personIds: readonly string[],
    timeZone: string,
  ): Promise<{ personId: string; weekday: number; quarter: number; uniqueId: string }[]>;
  /** Of people who have rows before the span, in the order of time. An address is compared as it is written. */
  newAddresses(span: Span, limit: number): Promise<NewAddresses[]>;
  countFailures(
    span: Span,
  ): Promise<{ username: string | null; address: string | null; times: number }[]>;
}

/** More rows than anybody looks at: what is beyond is not lost, it stands in the log. */
const MOST_ROWS = 50_000;
/** Of the new addresses of a person; the others are counted. */
const SHOWN_ADDRESSES = 2;

const { action, actorId, actorName, actorRole, actorBy, address, at, subject } = auditRowsTable;
const within = ({ fromMs, toMs }: Span): SQL =>
  sql`${at} >= ${new Date(fromMs).toISOString()} and ${at} < ${new Date(toMs).toISOString()}`;
const ms = (moment: SQL): SQL => sql`(extract(epoch from ${moment}) * 1000)::float8`;
const quarterOf = (timeZone: string): SQL =>
  sql`(extract(hour from ${at} at time zone ${timeZone}) * 4 + floor(extract(minute from ${at} at time zone ${timeZone}) / 15))::int`;
const isOf = (personIds: readonly string[]): SQL =>
  sql`${actorId} = any(${sql.param([...personIds])}::text[])`;
/** A file, or a leg that a script fetched. */
const IS_TAKEN = sql`(${action} = 'saved' or (${action} = 'listened' and ${actorBy} = 'token' and ${subject} ->> 'part' = 'began'))`;

/** @throws LegatoError `database-unavailable` from each of them. */
export const createWeekReader = (db: Database): WeekReader => ({
  heard: (day, timeZone) =>
    readRows(
      db,
      sql`select actor_id as "actorId", actor_name as name, actor_role as role, quarter, unique_id as "uniqueId", leg,
          coalesce(sum(seconds), 0)::float8 as seconds, ${ms(sql`min(at)`)} as "fromMs", ${ms(sql`max(at)`)} as "toMs"
        from (
          select ${actorId}, ${actorName}, ${actorRole}, ${at}, ${quarterOf(timeZone)} as quarter,
            ${subject} ->> 'uniqueId' as unique_id, (${subject} ->> 'leg')::int as leg,
            (select sum((part ->> 1)::float8 - (part ->> 0)::float8)
              from jsonb_array_elements(${subject} -> 'intervals') as part) as seconds
          from ${auditRowsTable}
          where ${within(day)} and ${action} = 'listened' and ${actorBy} is distinct from 'token'
        ) as rows
        group by 1, 2, 3, 4, 5, 6 order by min(at) limit ${MOST_ROWS}`,
      HeardQuarter,
    ),

  taken: (span) =>
    readRows(
      db,
      sql`select ${actorId} as "actorId", ${actorName} as name, ${actorRole} as role,
          ${actorBy} is not distinct from 'token' as "byToken", ${subject} ->> 'leg' is null as "isWholeCall",
          ${ms(sql`${at}`)} as "atMs"
        from ${auditRowsTable} where ${within(span)} and ${IS_TAKEN}
        order by ${auditRowsTable.sequence} limit ${MOST_ROWS}`,
      Taken,
    ),

  openedByMany: (span, people, limit) =>
    readRows(
      db,
      sql`with opened as (
          select ${subject} ->> 'uniqueId' as unique_id, count(distinct ${actorId}) as people,
            count(distinct ${actorId}) filter (where ${actorRole} = 'agent') as agents,
            min(${at}) as first_at, max(${at}) as last_at, max(${subject} ->> 'tag') as tag,
            max(${subject} ->> 'source') as source, max(${subject} ->> 'destination') as destination
          from ${auditRowsTable}
          where ${within(span)} and ${actorId} is not null and (${action} = 'opened-call'
            or (${action} = 'listened' and ${subject} ->> 'part' = 'began'))
          group by 1
        )
        select unique_id as "uniqueId", people, agents, tag, source, destination,
          ${ms(sql`first_at`)} as "fromMs", ${ms(sql`last_at`)} as "toMs",
          (select percentile_disc(0.5) within group (order by people) from opened) as usual
        from opened where people >= ${people} order by people desc, first_at limit ${limit}`,
      ManyOpened,
    ),

  signIns: (span) =>
    readRows(
      db,
      sql`select ${action} = 'sign-in-failed' as "isFailure", ${actorId} as "personId",
          ${subject} ->> 'username' as username, ${address} as address, ${ms(sql`${at}`)} as "atMs"
        from ${auditRowsTable} where ${within(span)} and ${action} in ('signed-in', 'sign-in-failed')
        order by ${auditRowsTable.sequence} limit ${MOST_ROWS}`,
      SignInTry,
    ),

  async countTaken(span, personIds) {
    const rows = await readRows(
      db,
      sql`select ${actorId} as "personId", count(*)::int as count from ${auditRowsTable}
        where ${within(span)} and ${IS_TAKEN} and ${isOf(personIds)} group by 1`,
      z.object({ personId: z.string(), count: z.number() }),
    );
    return new Map(rows.map(({ personId, count }) => [personId, count]));
  },

  quartersOf: (span, personIds, timeZone) =>
    readRows(
      db,
      sql`select distinct ${actorId} as "personId", ${subject} ->> 'uniqueId' as "uniqueId",
          extract(isodow from ${at} at time zone ${timeZone})::int as weekday, ${quarterOf(timeZone)} as quarter
        from ${auditRowsTable}
        where ${within(span)} and ${action} = 'listened' and ${actorBy} is distinct from 'token'
          and ${subject} ->> 'part' = 'began' and ${isOf(personIds)}
        limit ${MOST_ROWS}`,
      z.object({
        personId: z.string(),
        uniqueId: z.string(),
        weekday: z.number(),
        quarter: z.number(),
      }),
    ),

  // Whether somebody was there before is one look into an index for each person and address.
  newAddresses: (span, limit) =>
    readRows(
      db,
      sql`with seen as (
          select ${actorId} as person, ${address} as place,
            ${actorBy} is not distinct from 'token' as by_token, max(${actorName}) as name, max(${actorRole}) as role,
            bool_or(${action} = 'signed-in') as signed_in, bool_or(${action} = 'listened') as listened,
            bool_or(${action} = 'saved') as saved, min(${at}) as first_at, max(${at}) as last_at
          from ${auditRowsTable}
          where ${within(span)} and ${action} in ('signed-in', 'listened', 'saved')
            and ${actorId} is not null and ${address} is not null
          group by 1, 2, 3
        ), fresh as (
          select seen.*, (select first.at from audit_rows as first where first.actor_id = seen.person
            order by first.sequence limit 1) as since
          from seen where not exists (select from audit_rows as earlier where earlier.actor_id = seen.person
            and earlier.address = seen.place and earlier.at < ${new Date(span.fromMs).toISOString()})
        )
        select person as "actorId", by_token as "byToken", max(name) as name, max(role) as role, count(*)::int as count,
          (array_agg(place order by first_at, place))[1:${sql.raw(String(SHOWN_ADDRESSES))}] as addresses,
          bool_or(signed_in) as "hasSignedIn", bool_or(listened) as "hasListened", bool_or(saved) as "hasSaved",
          ${ms(sql`min(first_at)`)} as "fromMs", ${ms(sql`max(last_at)`)} as "toMs", ${ms(sql`since`)} as "sinceMs"
        from fresh where since < ${new Date(span.fromMs).toISOString()}
        group by person, by_token, since order by min(first_at), person, by_token limit ${limit}`,
      NewAddresses,
    ),

  countFailures: (span) =>
    readRows(
      db,
      sql`select ${subject} ->> 'username' as username, ${address} as address, count(*)::int as times
        from ${auditRowsTable} where ${within(span)} and ${action} = 'sign-in-failed'
        group by 1, 2 limit ${MOST_ROWS}`,
      z.object({
        username: z.string().nullable(),
        address: z.string().nullable(),
        times: z.number(),
      }),
    ),
});
