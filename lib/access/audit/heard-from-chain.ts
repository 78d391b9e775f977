import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '@/lib/database/database';
import { readRows } from '@/lib/database/read-rows';
import { auditHeadTable, auditRowsTable, heardTable } from './audit-tables';

const ms = (index: number) => sql.raw(`round((stretch ->> ${index})::numeric * 1000)::int`);

/** What the chain says that each person has heard of each leg. */
const HEARD_IN_CHAIN = sql`
  select subject ->> 'uniqueId' as unique_id, (subject ->> 'leg')::int as leg, actor_id as person_id,
    max(actor_name) as person_name, range_agg(int4range(${ms(0)}, ${ms(1)})) as intervals, max(at) as last_at
  from ${auditRowsTable}, jsonb_array_elements(subject -> 'intervals') as stretch
  where action = 'listened' and subject ->> 'part' = 'heard' and actor_id is not null`;
const BY_LEG_AND_PERSON = sql`group by 1, 2, 3`;

/**
 * Makes the table `heard` from the chain again, while nobody writes.
 *
 * @throws LegatoError `database-unavailable`.
 */
export const rebuildHeard = (db: Database): Promise<void> =>
  db.transaction(async (transaction) => {
    await transaction.select().from(auditHeadTable).where(eq(auditHeadTable.id, 1)).for('update');
    await transaction.delete(heardTable);
    await fillHeard(transaction);
  });

/** Within the transaction of a cut, before its rows go: takes away what was heard by them. */
export async function dropHeardOf(
  transaction: Database,
  { first, through }: { first: number; through: number },
): Promise<void> {
  await transaction.execute(sql`delete from ${heardTable} where exists (
    select 1 from ${auditRowsTable} where sequence between ${first} and ${through}
      and action = 'listened' and subject ->> 'uniqueId' = ${heardTable.uniqueId}
      and (subject ->> 'leg')::int = ${heardTable.leg} and actor_id = ${heardTable.personId})`);
}

/** Puts in what the chain says of those legs and people that the table does not have. */
export async function fillHeard(transaction: Database): Promise<void> {
  await transaction.execute(sql`
    insert into ${heardTable} (unique_id, leg, person_id, person_name, intervals, last_at)
    ${HEARD_IN_CHAIN} and not exists (
      select 1 from ${heardTable} where ${and(
        sql`${heardTable.uniqueId} = subject ->> 'uniqueId'`,
        sql`${heardTable.leg} = (subject ->> 'leg')::int`,
        sql`${heardTable.personId} = actor_id`,
      )}) ${BY_LEG_AND_PERSON}`);
}

/** A leg of which the table says something else than the chain; null where they agree. */
export async function findHeardMismatch(
  db: Database,
): Promise<{ uniqueId: string; leg: number; personId: string } | null> {
  const [found] = await readRows(
    db,
    sql`with chain as (${HEARD_IN_CHAIN} ${BY_LEG_AND_PERSON})
      select unique_id as "uniqueId", leg, person_id as "personId"
      from ${heardTable} as kept full join chain using (unique_id, leg, person_id)
      where kept.intervals is distinct from chain.intervals limit 1`,
    z.object({ uniqueId: z.string(), leg: z.int(), personId: z.string() }),
  );
  return found ?? null;
}
