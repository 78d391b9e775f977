import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '@/lib/database/migrate';
import { openDatabase } from '@/lib/database/open-database';
import { postgresFolder, startPostgres } from '@/lib/database/postgres-fixture';
import { verifyChain } from './verify-chain';

const ROWS = 300;

/** Writes rows, some by itself and each tenth in a transaction of its caller's. */
const WRITER = `
  const { openDatabase } = await import(new URL('../../database/open-database.ts', URL_HERE).href);
  const { createAudit } = await import(new URL('./create-audit.ts', URL_HERE).href);
  const [url, name] = process.argv.slice(1);
  const { db, close } = await openDatabase({ url, dataDir: null });
  const audit = createAudit({ db, log: console, now: Date.now, timers: { every: () => () => {} } });
  const actor = { kind: 'system', name };
  const entry = (index) => ({ action: 'searched', actor, requestId: null, client: null, subject: { index } });
  await Promise.all(Array.from({ length: ${ROWS} }, (_, index) =>
    index % 10 === 0 ? db.transaction((transaction) => audit.write(entry(index), transaction)) : audit.write(entry(index))));
  await audit.close();
  await close();`;

// Where PostgreSQL is missing, its fixture says that this is skipped.
describe.skipIf(!postgresFolder)('on PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  test('two processes that write at once write one chain', async () => {
    const url = await postgres.createDatabase();
    const { db, close } = await openDatabase({ url, dataDir: null });
    await migrate(db);
    const script = `const URL_HERE = ${JSON.stringify(import.meta.url)};${WRITER}`;
    const codes = await Promise.all(
      ['one', 'other'].map(async (name) => {
        const child = spawn(
          process.execPath,
          ['--import', 'tsx', '--input-type=module', '--eval', script, url, name],
          { stdio: ['ignore', 'ignore', 'inherit'] },
        );
        const [code] = await once(child, 'exit');
        return code;
      }),
    );
    expect(codes).toEqual([0, 0]);
    expect(await verifyChain(db)).toMatchObject({ isWhole: true, rows: 2 * ROWS });
    await close();
  });
});
