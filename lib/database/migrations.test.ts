import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openMigratedDatabase } from './database-fixture';
import { migrate } from './migrate';
import { MIGRATIONS } from './migrations';

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));
const files = existsSync(FOLDER) ? readdirSync(FOLDER).sort() : [];

test('every file of migrations is listed, by its name and in the order of time', () => {
  expect(MIGRATIONS.map(({ name, sql }) => [`${name}.sql`, sql])).toEqual(
    files.map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')]),
  );
  for (const file of files) expect(file).toMatch(/^\d{8}T\d{4}-[a-z0-9-]+\.sql$/);
});

test('all of them make a database, once', async () => {
  const { db, close } = await openMigratedDatabase();
  expect(await migrate(db)).toEqual([]);
  await close();
});
