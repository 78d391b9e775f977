import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import { copyEmptyDatabase } from './empty-database-fixture';
import { openDatabaseForCommand } from './open-database-for-command';
import { openServingDatabase } from './open-serving-database';
import { findOwner, ownDataDir } from './own-data-dir';
import { readRows } from './read-rows';
import { startPgliteByTsx } from './start-pglite-by-tsx';

let dataDir: string;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'legato-'));
  await copyEmptyDatabase(dataDir);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('a command goes through the Legato that runs, and opens the database itself where none does', async () => {
  const place = { url: null, dataDir };
  const ownership = await ownDataDir(dataDir);
  // Asked before the server has opened it: the command waits at the door.
  const opening = openDatabaseForCommand(place, { mustExist: true });
  const serving = await openServingDatabase(place, ownership, { startThread: startPgliteByTsx });
  const command = await opening;
  await command.db.execute(sql`create table notes (id int)`);
  await serving.db.execute(sql`insert into notes values (1)`);
  expect(await command.db.$count(sql`notes`)).toBe(1);
  await command.close();
  expect(await serving.db.$count(sql`notes`)).toBe(1);
  await serving.close();
  await ownership.release();

  const alone = await openDatabaseForCommand(place, { mustExist: true });
  expect(await findOwner(dataDir)).toMatchObject({ pid: process.pid });
  expect(await alone.db.$count(sql`notes`)).toBe(1);
  await alone.close();
  expect(await findOwner(dataDir)).toBeNull();
});

test('a command that needs a database makes none', async () => {
  rmSync(join(dataDir, 'database'), { recursive: true });
  await expect(openDatabaseForCommand({ url: null, dataDir }, { mustExist: true })).rejects.toThrow(
    'There is no database',
  );
});

test('the embedded database is tidied while Legato runs', async () => {
  const ownership = await ownDataDir(dataDir);
  let tidy = () => {};
  const timers: Timers = {
    ...processTimers,
    every: (ms, act) => {
      if (ms > 60_000) tidy = act;
      return processTimers.every(ms, act);
    },
  };
  const serving = await openServingDatabase({ url: null, dataDir }, ownership, {
    startThread: startPgliteByTsx,
    timers,
  });
  await serving.db.execute(sql`create table "Odd Notes" (id int)`);
  await serving.db.execute(sql`insert into "Odd Notes" select generate_series(1, 1000)`);
  tidy();
  const known = sql`select reltuples::int as rows from pg_class where relname = 'Odd Notes'`;
  await expect.poll(() => readRows(serving.db, known, z.unknown())).toEqual([{ rows: 1000 }]);
  await serving.close();
  await ownership.release();
});
