import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenDatabase } from './database';
import { openTestDatabase } from './database-fixture';
import { migrate, migrationsTable } from './migrate';
import type { Migration } from './migrations';

const FIRST: Migration = {
  name: '20250101T0000-notes',
  sql: 'create table notes (id int primary key);\ninsert into notes values (1);',
};
const SECOND: Migration = {
  name: '20250102T0000-note-text',
  sql: "alter table notes add text text not null default 'empty';",
};

let database: OpenDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.close());

test('what is not applied yet is applied, once and in order', async () => {
  const { db } = database;
  expect(await migrate(db, [FIRST])).toEqual([FIRST.name]);
  expect(await migrate(db, [FIRST, SECOND])).toEqual([SECOND.name]);
  expect(await migrate(db, [FIRST, SECOND])).toEqual([]);
  expect(await db.execute(sql`select * from notes`)).toMatchObject({
    rows: [{ id: 1, text: 'empty' }],
  });
});

test('a migration that fails leaves nothing of itself', async () => {
  const { db } = database;
  const broken = {
    name: '20250102T0000-broken',
    sql: 'create table half (id int); select nonsense;',
  };
  await expect(migrate(db, [FIRST, broken])).rejects.toMatchObject({ code: '42703' });
  expect(await migrate(db, [FIRST, SECOND])).toEqual([SECOND.name]);
  await expect(db.execute(sql`select * from half`)).rejects.toMatchObject({ code: '42P01' });
});

test('a migration whose text was changed afterwards is named', async () => {
  const { db } = database;
  await migrate(db, [FIRST]);
  const changed = { ...FIRST, sql: `${FIRST.sql} -- and more` };
  await expect(migrate(db, [changed, SECOND])).rejects.toMatchObject({
    code: 'database-unavailable',
    message: expect.stringMatching(/20250101T0000-notes.*text was changed/),
  });
  expect(await db.$count(migrationsTable)).toBe(1);
  await migrate(db, [{ ...FIRST, sql: FIRST.sql.replaceAll('\n', '\r\n') }]);
});

test('a database that is newer than the program is left alone', async () => {
  const { db } = database;
  await migrate(db, [FIRST, SECOND]);
  await expect(migrate(db, [FIRST])).rejects.toMatchObject({
    code: 'database-unavailable',
    message: expect.stringContaining('newer Legato'),
  });
});
