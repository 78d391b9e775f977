import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { readHead } from './append-rows';
import { clearAudit, NO_TIMERS, openTestAudit, RUTH, SILENT, searchedFor } from './audit-fixture';
import { AUDIT_ROW_COLUMNS } from './audit-row';
import { auditRowsTable } from './audit-tables';
import { createAudit } from './create-audit';
import { verifyChain } from './verify-chain';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openMigratedDatabase();
});
afterAll(() => opened.close());
afterEach(() => clearAudit(opened.db));

const readAll = () =>
  opened.db.select(AUDIT_ROW_COLUMNS).from(auditRowsTable).orderBy(asc(auditRowsTable.sequence));

test('a row says who did what, when and from where', async () => {
  await openTestAudit(opened.db).write(searchedFor('INV-1'));
  expect(await readAll()).toEqual([
    {
      sequence: 1,
      at: '2026-11-26T09:00:01.000000Z',
      action: 'searched',
      actorId: 'ruth',
      actorName: 'Ruth Ng',
      actorRole: 'supervisor',
      actorBy: 'session',
      address: '192.0.2.7',
      userAgent: 'Mozilla/5.0 (test)',
      requestId: 'r1',
      subject: { tag: 'INV-1' },
      previousHash: '0'.repeat(64),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
});

test('rows that come at once are one chain, in few transactions, and each writer is told', async () => {
  const transaction = vi.spyOn(opened.db, 'transaction');
  const audit = openTestAudit(opened.db);
  await Promise.all(
    Array.from({ length: 700 }, (_, index) => audit.write(searchedFor(`${index}`))),
  );
  // The first alone, what came meanwhile in groups of 500.
  expect(transaction.mock.calls.length).toBeLessThanOrEqual(4);
  transaction.mockRestore();
  expect(await verifyChain(opened.db)).toMatchObject({ isWhole: true, rows: 700 });
  const tags = (await readAll()).map(({ subject }) => subject);
  expect(tags).toEqual(Array.from({ length: 700 }, (_, index) => ({ tag: `${index}` })));
});

test('a row in the transaction of the caller goes with it', async () => {
  const audit = openTestAudit(opened.db);
  await audit.write(searchedFor('before'));
  const failing = opened.db.transaction(async (transaction) => {
    await audit.write(searchedFor('never'), transaction);
    throw new Error('the change failed');
  });
  await expect(failing).rejects.toThrow('the change failed');
  await opened.db.transaction((transaction) => audit.write(searchedFor('with'), transaction));
  expect((await readAll()).map(({ subject }) => subject)).toEqual([
    { tag: 'before' },
    { tag: 'with' },
  ]);
  expect(await verifyChain(opened.db)).toMatchObject({ isWhole: true, rows: 2 });
});

test('a row is one statement where nobody else has written since, and a transaction where somebody has', async () => {
  const transactions = vi.spyOn(opened.db, 'transaction');
  const [one, other] = [openTestAudit(opened.db), openTestAudit(opened.db)];
  await one.write(searchedFor('1'));
  await one.write(searchedFor('2'));
  await one.write(searchedFor('3'));
  expect(transactions).toHaveBeenCalledTimes(1);
  await other.write(searchedFor('4'));
  await one.write(searchedFor('5'));
  expect(transactions).toHaveBeenCalledTimes(3);
  await one.write(searchedFor('6'));
  expect(transactions).toHaveBeenCalledTimes(3);
  transactions.mockRestore();
  expect((await readAll()).map(({ subject }) => subject)).toEqual(
    ['1', '2', '3', '4', '5', '6'].map((tag) => ({ tag })),
  );
  expect(await verifyChain(opened.db)).toMatchObject({ isWhole: true, rows: 6 });
});

test('what no text of the database can hold is replaced, and hashed as it is kept', async () => {
  await openTestAudit(opened.db).write(searchedFor('a\u0000b\ud800c😀'));
  expect(await readAll()).toMatchObject([{ subject: { tag: 'a\ufffdb\ufffdc😀' } }]);
  expect(await verifyChain(opened.db)).toMatchObject({ isWhole: true });
});

test('a subject that is not that of its action is refused', async () => {
  const audit = openTestAudit(opened.db);
  const wrong = { ...searchedFor('x'), action: 'retention-cut' as const };
  // @ts-expect-error: what a caller in TypeScript cannot say.
  await expect(audit.write(wrong)).rejects.toThrow('through');
});

test('the database refuses to change, remove or empty rows', async () => {
  await openTestAudit(opened.db).write(searchedFor('x'));
  for (const change of [
    sql`update audit_rows set action = 'signed-in'`,
    sql`delete from audit_rows`,
    sql`truncate audit_rows`,
  ]) {
    await expect(opened.db.execute(change)).rejects.toThrow('never changed');
  }
  await expect(
    opened.db.update(auditRowsTable).set({ action: 'x' }).where(eq(auditRowsTable.sequence, 1)),
  ).rejects.toThrow('never changed');
});

test('a database that fails is the failure of all who wait, and of nobody after', async () => {
  const audit = openTestAudit(opened.db);
  await opened.db.execute(sql`alter table audit_head rename to audit_head_away`);
  const writes = await Promise.allSettled([
    audit.write(searchedFor('1')),
    audit.write(searchedFor('2')),
  ]);
  expect(writes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await opened.db.execute(sql`alter table audit_head_away rename to audit_head`);
  await audit.write(searchedFor('3'));
  expect(await readAll()).toMatchObject([{ subject: { tag: '3' } }]);
});

test('the end of the chain goes to the log every hour, in a form that no redaction touches', async () => {
  const ticks: { ms: number; act: () => void }[] = [];
  const info = vi.fn();
  const audit = createAudit({
    db: opened.db,
    log: { ...SILENT, info },
    now: Date.now,
    timers: {
      every(ms, act) {
        ticks.push({ ms, act });
        return () => {};
      },
    },
  });
  await audit.write(searchedFor('x', RUTH));
  expect(ticks.map(({ ms }) => ms)).toEqual([3_600_000]);
  ticks[0]?.act();
  const { hash } = await readHead(opened.db);
  await vi.waitFor(() =>
    expect(info).toHaveBeenCalledWith({ auditHead: `1:${hash}` }, 'the end of the audit'),
  );
  await audit.close();
});

test('closing waits for what is being written', async () => {
  const audit = createAudit({ db: opened.db, log: SILENT, now: Date.now, timers: NO_TIMERS });
  void audit.write(searchedFor('x'));
  await audit.close();
  expect(await readAll()).toHaveLength(1);
});
