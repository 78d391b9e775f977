import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import { openTestDatabase } from './database-fixture';
import { copyEmptyDatabase } from './empty-database-fixture';
import type { EmbeddedOpenDatabase, OpenDatabaseOptions } from './open-database';
import { readRows } from './read-rows';
import { MOST_BINDS } from './wire-requests';

let dataDir: string;
const opened: EmbeddedOpenDatabase[] = [];
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'legato-'));
  await copyEmptyDatabase(dataDir);
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(options?: OpenDatabaseOptions) {
  const database = await openTestDatabase(dataDir, options);
  opened.push(database);
  await database.db.execute(sql`create table if not exists notes (id int primary key)`);
  return database;
}

/** A client of its own, as another process has one. */
async function connect(database: EmbeddedOpenDatabase) {
  const client = new pg.Client({
    user: 'x',
    database: 'x',
    host: 'x',
    ssl: false,
    stream: database.connect,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

const RUNAWAY = sql`select count(*) from generate_series(1, 100000000000)`;

test('a statement that does not end is ended, says so, and the next finds what was committed', async () => {
  const endings: string[] = [];
  const { db } = await open({ statementLimitMs: 1_000, onEnded: (reason) => endings.push(reason) });
  await db.execute(sql`insert into notes values (1)`);
  await expect(db.execute(RUNAWAY)).rejects.toMatchObject({ code: 'database-unavailable' });
  expect(await db.$count(sql`notes`)).toBe(1);
  expect(endings).toEqual(['a statement ran for more than 1000 ms']);
});

test('in a transaction it takes the transaction with it', async () => {
  const { db } = await open({ statementLimitMs: 1_000 });
  const failed = db.transaction(async (transaction) => {
    await transaction.execute(sql`insert into notes values (1)`);
    await transaction.execute(RUNAWAY);
  });
  await expect(failed).rejects.toMatchObject({ code: 'database-unavailable' });
  expect(await db.$count(sql`notes`)).toBe(0);
});

test('what was closed is there when it is opened again, for its owner alone', async () => {
  const { db } = await open();
  await db.execute(sql`insert into notes values (7)`);
  await opened.pop()?.close();
  expect(await (await open()).db.$count(sql`notes`)).toBe(1);
  expect(statSync(join(dataDir, 'database')).mode & 0o077).toBe(0);
});

test('a folder that is no database is a sentence, and no hang', async () => {
  rmSync(join(dataDir, 'database', 'global'), { recursive: true });
  await expect(openTestDatabase(dataDir)).rejects.toMatchObject({ code: 'database-unavailable' });
});

test('several clients take turns, and a transaction is alone', async () => {
  const database = await open();
  const [one, other] = await Promise.all([connect(database), connect(database)]);
  await one.query('begin');
  await one.query('insert into notes values (1)');
  let hasAnswered = false;
  const counted = other.query('select count(*)::int as notes from notes').then(({ rows }) => {
    hasAnswered = true;
    return rows;
  });
  await one.query('insert into notes values (2)');
  expect(hasAnswered).toBe(false);
  await one.query('commit');
  expect(await counted).toEqual([{ notes: 2 }]);
  await Promise.all([one.end(), other.end()]);
});

test('a client that goes takes its transaction with it', async () => {
  const database = await open();
  const client = await connect(database);
  await client.query('begin');
  await client.query('insert into notes values (1)');
  await client.end();
  expect(await database.db.$count(sql`notes`)).toBe(0);
});

test('what breaks the embedded database is refused before it gets there', async () => {
  const database = await open();
  const client = await connect(database);
  const places = Array.from({ length: MOST_BINDS + 1 }, (_, index) => `($${index + 1}::int)`);
  const values = places.map((_, index) => index);
  const insert = (count: number) =>
    client.query(
      `insert into notes values ${places.slice(0, count).join()}`,
      values.slice(0, count),
    );
  await expect(insert(MOST_BINDS + 1)).rejects.toThrow('pass arrays');
  expect((await insert(MOST_BINDS)).rowCount).toBe(MOST_BINDS);
  await expect(client.query('copy notes from stdin')).rejects.toThrow('COPY FROM STDIN');
  expect((await client.query('select 1 as still')).rows).toEqual([{ still: 1 }]);
  await client.end();
});

test('closing waits for no transaction that was forgotten, and nothing of it stays', async () => {
  const timers: Timers = { ...processTimers, after: (_ms, act) => processTimers.after(0, act) };
  const { db, close } = await open({ timers });
  let isIn = () => {};
  const begun = new Promise<void>((resolve) => {
    isIn = resolve;
  });
  let goOn = () => {};
  const forgotten = db.transaction(async (transaction) => {
    await transaction.execute(sql`insert into notes values (1)`);
    isIn();
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await transaction.execute(sql`select 1`);
  });
  await begun;
  await close();
  goOn();
  await expect(forgotten).rejects.toMatchObject({ code: 'database-unavailable' });
  expect(await (await open()).db.$count(sql`notes`)).toBe(0);
});

test('what is no client of PostgreSQL is put out, and the others stay', async () => {
  const database = await open();
  const stranger = database.connect();
  const closed = new Promise((resolve) => stranger.once('close', resolve));
  stranger.on('error', () => {}).resume();
  stranger.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await closed;
  expect(await database.db.$count(sql`notes`)).toBe(0);
});

test('times and large numbers come as text, in UTC', async () => {
  const { db } = await open();
  const query = sql`select '2025-11-26 22:00+11'::timestamptz as at, 9007199254740993 as large`;
  expect(await readRows(db, query, z.unknown())).toEqual([
    { at: '2025-11-26 11:00:00+00', large: '9007199254740993' },
  ]);
});
