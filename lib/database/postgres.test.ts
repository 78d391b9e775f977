import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, migrationsTable } from './migrate';
import type { Migration } from './migrations';
import { openDatabase } from './open-database';
import { postgresFolder, startPostgres } from './postgres-fixture';

describe.skipIf(!postgresFolder)('PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  const MIGRATIONS: Migration[] = Array.from({ length: 20 }, (_, index) => ({
    name: `20250101T00${String(index).padStart(2, '0')}-table`,
    sql: `create table table_${index} (id int); insert into table_${index} values (1);`,
  }));

  test('is migrated once by processes that start together', async () => {
    const url = await postgres.createDatabase();
    const script = `
      const [{ openDatabase }, { migrate }] = await Promise.all(
        ['open-database', 'migrate'].map((name) => import(new URL(name + '.ts', ${JSON.stringify(import.meta.url)}).href)));
      const { db, close } = await openDatabase({ url: process.argv[1], dataDir: null });
      console.log(JSON.stringify(await migrate(db, JSON.parse(process.argv[2]))));
      await close();`;
    const applied = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const child = spawn(
          process.execPath,
          [
            '--import',
            'tsx',
            '--import',
            new URL('./load-raw-text.mjs', import.meta.url).href,
            '--input-type=module',
            '--eval',
            script,
            url,
            JSON.stringify(MIGRATIONS),
          ],
          { stdio: ['ignore', 'pipe', 'inherit'] },
        );
        const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
        expect(code).toBe(0);
        const names: string[] = JSON.parse(said);
        return names;
      }),
    );
    expect(applied.flat().sort()).toEqual(MIGRATIONS.map(({ name }) => name));
    const { db, close } = await openDatabase({ url, dataDir: null });
    expect(await db.$count(migrationsTable)).toBe(MIGRATIONS.length);
    expect(await db.$count(sql`table_19`)).toBe(1);
    expect(await migrate(db, MIGRATIONS)).toEqual([]);
    await close();
  });

  test('a statement that takes too long is ended, and the connection goes on', async () => {
    const url = await postgres.createDatabase();
    const { db, close } = await openDatabase({ url, dataDir: null }, { statementLimitMs: 200 });
    await expect(db.execute(sql`select pg_sleep(600)`)).rejects.toMatchObject({
      code: 'database-unavailable',
      message: expect.stringContaining('too long'),
    });
    expect(await db.execute(sql`show timezone`)).toMatchObject({ rows: [{ TimeZone: 'UTC' }] });
    await close();
  });

  test('an address that nobody answers, or a name that is not there, is a sentence without the password', async () => {
    const url = new URL(await postgres.createDatabase());
    for (const change of [{ port: '9' }, { pathname: '/not-there' }]) {
      const wrong = new URL(url);
      Object.assign(wrong, change);
      const opening = openDatabase({ url: wrong.href, dataDir: null });
      const error: unknown = await opening.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'database-unavailable' });
      expect(String(error)).not.toContain('a-secret');
    }
  });
});
