import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Database, OpenDatabase } from '../database';
import { openTestDatabase } from '../database-fixture';
import { migrate } from '../migrate';
import type { Migration } from '../migrations';
import { openDatabase } from '../open-database';
import { postgresFolder, startPostgres } from '../postgres-fixture';
import { readRows } from '../read-rows';
import { backUp } from './back-up';
import { restore } from './restore';

/** What may go wrong on the way: references in a circle, counters, first rows, triggers, every kind of value. */
const FIRST: Migration = {
  name: '20250101T0000-everything',
  sql: `
    create table zebras (id bigint generated always as identity primary key, herd_id int, name text not null);
    create table herds (id serial primary key, leader_id bigint references zebras(id), unique (leader_id));
    alter table zebras add constraint zebras_herd foreign key (herd_id) references herds(id) on delete cascade;
    create table "Odd Names" ("a b" text, bytes bytea, json jsonb, at timestamptz, day date, big numeric,
      float double precision, list text[], length int generated always as (length("a b")) stored);
    create table single (id int primary key check (id = 1), version bigint not null);
    insert into single values (1, 0);
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
    create trigger only_append before update or delete or truncate on zebras
      for each statement execute function refuse();`,
};
const SECOND: Migration = {
  name: '20250102T0000-later',
  sql: `alter table single add note text not null default 'later';`,
};

const HOSTILE = 'a"b\'c\\d\n\t\u2028 é 日本 \\N {} [] ,';

async function fill(db: Database): Promise<void> {
  await migrate(db, [FIRST]);
  await db.execute(
    sql`insert into zebras (name) select 'zebra ' || n from generate_series(1, 1234) as n`,
  );
  await db.execute(sql`insert into herds (leader_id) values (1234), (1)`);
  await db.execute(sql`insert into "Odd Names" values
    (${HOSTILE}, '\\x00ff10'::bytea, ${JSON.stringify({ a: [1.5, null, HOSTILE] })}::jsonb,
      '2025-03-30 01:30:00.123456+11', '0044-03-15 BC', 12345678901234567890.123456789, 'NaN', array['x', null, ${HOSTILE}]),
    (null, null, null, 'infinity', null, null, 1e-300, '{}')`);
  await db.execute(sql`update single set version = 9007199254740993`);
}

/** Everything that is in the tables, and where their counters go on. */
async function contentOf(db: Database) {
  const read = async (table: string) =>
    (
      await readRows(
        db,
        sql.raw(`select t::text as row from ${table} as t order by 1`),
        z.object({ row: z.string() }),
      )
    ).map(({ row }) => row);
  return {
    zebras: await read('zebras'),
    herds: await read('herds'),
    odd: await read('"Odd Names"'),
    json: await read('(select json::text, bytes::text, float::text from "Odd Names")'),
    single: await read('(select id, version from single)'),
    nextZebra: await db.transaction(async (transaction) => {
      await transaction.execute(sql`insert into zebras (name) values ('next')`);
      return readRows(transaction, sql`select max(id)::text as id from zebras`, z.unknown());
    }),
  };
}

let folder: string;
let file: string;
const opened: OpenDatabase[] = [];
const opening = async (database: Promise<OpenDatabase>) => {
  const one = await database;
  opened.push(one);
  return one.db;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legato-'));
  file = join(folder, 'legato.backup');
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

const ALL = [FIRST, SECOND];

async function expectSame(from: Database, to: Database) {
  await fill(from);
  expect(await backUp(from, file, new Date('2025-11-26T22:00:00Z'))).toEqual({
    tables: 4,
    rows: 1239,
  });
  expect(await restore(to, file, ALL)).toEqual({ tables: 4, rows: 1239 });
  expect(await contentOf(to)).toEqual(await contentOf(from));
  await expect(to.execute(sql`delete from zebras`)).rejects.toThrow('append only');
  await expect(
    to.execute(sql`insert into herds (leader_id) values (999999)`),
  ).rejects.toMatchObject({
    code: '23503',
  });
  expect(await readRows(to, sql`select note from single`, z.unknown())).toEqual([
    { note: 'later' },
  ]);
  expect(await migrate(to, ALL)).toEqual([]);
}

test('from the embedded database into an empty folder', async () => {
  const from = await opening(openTestDatabase());
  await expectSame(from, await opening(openTestDatabase(folder)));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(existsSync(`${file}.part`)).toBe(false);
});

describe.skipIf(!postgresFolder)('beside PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());
  const openNew = async () =>
    opening(openDatabase({ url: await postgres.createDatabase(), dataDir: null }));

  test('from the embedded database into PostgreSQL', async () => {
    await expectSame(await opening(openTestDatabase()), await openNew());
  });

  test('from PostgreSQL into the embedded database', async () => {
    await expectSame(await openNew(), await opening(openTestDatabase(folder)));
  });

  test('as it was at one moment, while others write', async () => {
    const from = await openNew();
    await migrate(from, [FIRST]);
    await from.execute(sql`insert into zebras (name) select 'z' from generate_series(1, 20000)`);
    let isDone = false;
    // Each change keeps herds and zebras equal in number, so that a torn backup shows.
    const writing = (async () => {
      while (!isDone) {
        await from.transaction(async (transaction) => {
          await transaction.execute(sql`insert into "Odd Names" ("a b") values ('x')`);
          await transaction.execute(sql`insert into zebras (name) values ('x')`);
        });
      }
    })();
    await expect.poll(() => from.$count(sql`"Odd Names"`)).toBeGreaterThan(10);
    await backUp(from, file, new Date());
    isDone = true;
    await writing;
    const to = await opening(openTestDatabase(folder));
    await restore(to, file, ALL);
    expect(await to.$count(sql`zebras`)).toBe(20_000 + (await to.$count(sql`"Odd Names"`)));
  });
});

describe('nothing is written', () => {
  let from: Database;
  let to: Database;
  beforeEach(async () => {
    from = await opening(openTestDatabase());
    await fill(from);
    await backUp(from, file, new Date());
    to = await opening(openTestDatabase(folder));
  });
  const isEmpty = async () => {
    const rows = await readRows(
      to,
      sql`select 1 from pg_class where relnamespace = 'public'::regnamespace`,
      z.unknown(),
    );
    return rows.length === 0;
  };

  test('from a file that was cut, changed, or never a backup', async () => {
    const whole = readFileSync(file);
    const text = gunzipSync(whole).toString();
    const lines = text.trimEnd().split('\n');
    const resealed = (changed: string[]) => {
      const body = changed.map((line) => `${line}\n`).join('');
      const sha256 = createHash('sha256').update(body).digest('hex');
      return gzipSync(`${body}${JSON.stringify({ end: true, sha256 })}\n`);
    };
    const [head = '', ...others] = lines.slice(0, -1);
    const broken: [string, Buffer][] = [
      ['cut in half', whole.subarray(0, whole.length / 2)],
      ['cut by a byte', whole.subarray(0, -1)],
      ['a bit turned', Buffer.from(whole.map((byte, index) => (index === 500 ? byte ^ 1 : byte)))],
      ['a row changed', gzipSync(text.replace('zebra 7"', 'zebra 8"'))],
      ['a row less', gzipSync([...lines.slice(0, 50), ...lines.slice(51)].join('\n'))],
      ['without its end', gzipSync(`${lines.slice(0, -1).join('\n')}\n`)],
      ['cut and sealed again', resealed([head, ...others.slice(0, -3)])],
      ['with an unknown table', resealed([head, '{"table":"pg_authid","rows":0,"sequences":{}}'])],
      ['no gzip', Buffer.from('hello')],
      ['empty', Buffer.alloc(0)],
    ];
    for (const [what, bytes] of broken) {
      writeFileSync(file, bytes);
      await expect(restore(to, file, ALL), what).rejects.toThrow(/Nothing was restored/);
      expect(await isEmpty(), what).toBe(true);
    }
    writeFileSync(file, whole);
    await restore(to, file, ALL);
    expect(await isEmpty()).toBe(false);
  });

  test('from the backup of a newer Legato', async () => {
    await expect(restore(to, file, [SECOND])).rejects.toThrow(/newer Legato.*20250101T0000/);
    expect(await isEmpty()).toBe(true);
  });

  test('into a database that holds something', async () => {
    const before = await contentOf(from);
    await expect(restore(from, file, ALL)).rejects.toThrow('not empty');
    expect((await contentOf(from)).herds).toEqual(before.herds);
  });

  test('by a backup that fails, beside the one that is there', async () => {
    const before = readFileSync(file);
    await from.execute(sql`drop table legato_migrations`);
    await expect(backUp(from, file, new Date())).rejects.toMatchObject({ code: '42P01' });
    expect(readFileSync(file)).toEqual(before);
    expect(existsSync(`${file}.part`)).toBe(false);
  });
});
