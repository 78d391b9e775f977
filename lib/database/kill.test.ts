import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { copyEmptyDatabase } from './empty-database-fixture';
import { openDatabaseForCommand } from './open-database-for-command';
import { readRows } from './read-rows';

const KILLS = 20;

/** Owns the folder, opens the database, says what it found, and then each row once it is committed. */
const SCRIPT = `
  const [{ openDatabaseForCommand }, { sql }] = await Promise.all([
    import(${JSON.stringify(new URL('./open-database-for-command.ts', import.meta.url).href)}),
    import('drizzle-orm'),
  ]);
  const { db } = await openDatabaseForCommand({ url: null, dataDir: process.argv[1] }, { mustExist: true });
  await db.execute(sql\`create table if not exists notes (id int primary key, text text)\`);
  for (let id = 1 + (await db.$count(sql\`notes\`)); ; id += 1) {
    if (id % 2) await db.execute(sql\`insert into notes values (\${id}, repeat('x', 2000))\`);
    else await db.transaction((tx) => tx.execute(sql\`insert into notes values (\${id}, 'y')\`));
    console.log(id);
  }`;

test(`a process that is killed while it writes loses no committed row, ${KILLS} times`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'legato-'));
  await copyEmptyDatabase(dataDir);
  let committed = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', SCRIPT, dataDir],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    let seen = 0;
    for await (const line of createInterface(child.stdout)) {
      const id = Number(line);
      // The first row shows whether it found all of its predecessor's.
      if (seen === 0) expect(id, `after ${kill} kills`).toBeGreaterThan(committed);
      committed = id;
      seen += 1;
      if (seen === 5 + 7 * kill) child.kill('SIGKILL');
    }
    expect(await ended).toEqual([null, 'SIGKILL']);
  }
  const database = await openDatabaseForCommand({ url: null, dataDir }, { mustExist: true });
  const [found] = await readRows(
    database.db,
    sql`select count(*)::int as rows, max(id) as last from notes`,
    z.object({ rows: z.int(), last: z.int() }),
  );
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
  expect(found?.rows).toBe(found?.last);
  expect(found?.last).toBeGreaterThanOrEqual(committed);
});
