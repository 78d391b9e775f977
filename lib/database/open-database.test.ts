import { inspect } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isDuplicate } from './database-fault';
import { openTestDatabase } from './database-fixture';
import type { EmbeddedOpenDatabase } from './open-database';

const asError = (thrown: unknown) => thrown;

const notes = pgTable('notes', { id: integer().primaryKey(), text: text().notNull() });

describe('the embedded database', () => {
  let database: EmbeddedOpenDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    await database.db.execute(sql`create table notes (id int primary key, text text not null)`);
  });
  afterAll(() => database.close());

  test('keeps what is written, and finds it', async () => {
    await database.db.insert(notes).values([
      { id: 1, text: 'one' },
      { id: 2, text: 'zwölf' },
    ]);
    expect(await database.db.select().from(notes).where(eq(notes.id, 2))).toEqual([
      { id: 2, text: 'zwölf' },
    ]);
  });

  test('a transaction that fails leaves nothing, and the next statement works', async () => {
    const { db } = database;
    const failed = db.transaction(async (transaction) => {
      await transaction.insert(notes).values({ id: 10, text: 'gone' });
      throw new Error('stop');
    });
    await expect(failed).rejects.toThrow('stop');
    expect(await db.select().from(notes).where(eq(notes.id, 10))).toEqual([]);
  });

  test('a refused statement says which rule, and no value', async () => {
    const { db } = database;
    const error = await db.insert(notes).values({ id: 1, text: 'a secret' }).catch(asError);
    expect(error).toMatchObject({ name: 'DatabaseFault', code: '23505', constraint: 'notes_pkey' });
    expect(isDuplicate(error)).toBe(true);
    expect(inspect(error)).not.toContain('secret');
    const wrong = await db.execute(sql`select ${'another secret'}::int`).catch(asError);
    expect(inspect(wrong)).not.toContain('secret');
  });

  test('transactions and statements at once wait for each other', async () => {
    const { db } = database;
    const counts = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        db.transaction(async (transaction) => {
          await transaction.insert(notes).values({ id: 100 + index, text: 'x' });
          return transaction.$count(notes);
        }),
      ),
    );
    expect(new Set(counts).size).toBe(20);
  });

  test('more values than it bears are refused before they are sent, and many rows pass as arrays', async () => {
    const { db } = database;
    const many = Array.from({ length: 20_000 }, (_, index) => ({ id: 1_000 + index, text: 'x' }));
    expect(() => db.insert(notes).values(many).execute()).toThrow(/40000 values.*unnest/);
    const ids = many.map(({ id }) => id);
    await db.execute(
      sql`insert into notes select id, 'x' from unnest(${sql.param(ids)}::int[]) as given(id)`,
    );
    expect(await db.$count(notes)).toBeGreaterThan(20_000);
  });
});
