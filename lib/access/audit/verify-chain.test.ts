import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { readHead } from './append-rows';
import { openTestAudit, searchedFor } from './audit-fixture';
import { AUDIT_ROW_COLUMNS, AuditRow, hashRow } from './audit-row';
import { auditRowsTable } from './audit-tables';
import { cutAudit } from './cut-audit';
import { verifyChain } from './verify-chain';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openMigratedDatabase();
});
afterAll(() => opened.close());

const START = Date.UTC(2026, 10, 26, 9);

/** What somebody does who has the database: no trigger stops him. */
async function tamper(...statements: string[]): Promise<void> {
  await opened.db.execute(sql`alter table audit_rows disable trigger user`);
  for (const statement of statements) await opened.db.execute(sql.raw(statement));
  await opened.db.execute(sql`alter table audit_rows enable trigger user`);
}

/** A chain of so many rows, a second apart. */
async function writeChain(rows: number): Promise<void> {
  await tamper('truncate audit_rows', "update audit_head set sequence = 0, hash = repeat('0', 64)");
  const audit = openTestAudit(opened.db, START);
  await Promise.all(Array.from({ length: rows }, (_, i) => audit.write(searchedFor(`INV-${i}`))));
}
/** Cuts all but the last rows of a chain of `rows`. */
const cutTo = (rows: number, kept: number) =>
  cutAudit(opened.db, { beforeMs: START + (rows - kept + 1) * 1_000, now: () => START + 1e6 });

const verify = (options?: Parameters<typeof verifyChain>[1]) => verifyChain(opened.db, options);

test('a chain of more rows than are read at once is whole', async () => {
  await writeChain(2_000);
  expect(await verify()).toEqual({
    isWhole: true,
    rows: 2_000,
    first: 1,
    head: await readHead(opened.db),
  });
  expect(await verify({ from: 1_990 })).toMatchObject({ isWhole: true, rows: 11 });
  await tamper(`update audit_rows set actor_name = 'Eve' where sequence = 1999`);
  expect(await verify()).toMatchObject({ sequence: 1_999, how: 'hash' });
  expect(await verify({ from: 1_990 })).toMatchObject({ sequence: 1_999, how: 'hash' });
  expect(await verify({ from: 2_000 })).toMatchObject({ isWhole: true, rows: 1 });
});

test('a chain without a row is whole', async () => {
  await writeChain(0);
  expect(await verify()).toMatchObject({ isWhole: true, rows: 0, head: { sequence: 0 } });
});

describe('a chain of 10 rows', () => {
  beforeEach(() => writeChain(10));

  test.each([
    ['at', "at + interval '1 microsecond'"],
    ['action', "'signed-out'"],
    ['actor_id', 'null'],
    ['actor_name', "'Eve'"],
    ['actor_role', "'agent'"],
    ['actor_by', "'token'"],
    ['address', "'192.0.2.8'"],
    ['user_agent', "''"],
    ['request_id', "'r2'"],
    ['subject', `'{"tag":"INV-4 "}'`],
    ['subject', `'{"tag":"INV-4","more":null}'`],
    ['previous_hash', "repeat('a', 64)"],
    ['hash', "repeat('a', 64)"],
  ])('tells that the column %s of row 5 was changed to %s', async (column, value) => {
    await tamper(`update audit_rows set ${column} = ${value} where sequence = 5`);
    expect(await verify()).toMatchObject({ isWhole: false, rows: 4, sequence: 5, how: 'hash' });
  });

  test('tells a changed row whose hash was made to fit by the row after it', async () => {
    const row = await readRow(5);
    const forged = { ...row, subject: { tag: 'nothing' } };
    await tamper(
      `update audit_rows set subject = '{"tag":"nothing"}', hash = '${hashRow(forged)}' where sequence = 5`,
    );
    expect(await verify()).toMatchObject({ sequence: 6, how: 'link' });
  });

  test('names the row that was removed from the middle', async () => {
    await tamper('delete from audit_rows where sequence in (4, 5)');
    expect(await verify()).toMatchObject({ rows: 3, sequence: 4, how: 'gap' });
  });

  test('tells that rows after the removed ones were moved up', async () => {
    await tamper(
      'delete from audit_rows where sequence = 4',
      ...[5, 6, 7, 8, 9, 10].map(
        (one) => `update audit_rows set sequence = ${one - 1} where sequence = ${one}`,
      ),
    );
    expect(await verify()).toMatchObject({ sequence: 4, how: 'hash' });
  });

  test('tells that two rows were swapped', async () => {
    await tamper(
      'update audit_rows set sequence = 99 where sequence = 3',
      'update audit_rows set sequence = 3 where sequence = 7',
      'update audit_rows set sequence = 7 where sequence = 99',
    );
    expect(await verify()).toMatchObject({ sequence: 3, how: 'hash' });
  });

  test('tells that the first rows were removed without a cut', async () => {
    await tamper('delete from audit_rows where sequence < 4');
    expect(await verify()).toMatchObject({ sequence: 4, how: 'cut' });
  });

  test('tells that the end was cut off', async () => {
    await tamper('delete from audit_rows where sequence > 8');
    expect(await verify()).toMatchObject({ rows: 8, sequence: 9, how: 'head' });
  });

  test('tells by a noted head that the end was cut off, the head with it', async () => {
    const { sequence, hash } = await readHead(opened.db);
    expect(await verify({ notedHead: { sequence, hash } })).toMatchObject({ isWhole: true });
    await tamper(
      'delete from audit_rows where sequence > 8',
      'update audit_head set sequence = 8, hash = (select hash from audit_rows where sequence = 8)',
    );
    expect(await verify()).toMatchObject({ isWhole: true, rows: 8 });
    for (const noted of [sequence, null]) {
      const found = await verify({ notedHead: { sequence: noted, hash } });
      expect(found).toMatchObject({ how: 'head', sequence: noted ?? 9 });
    }
  });

  test('tells that all rows were removed, and that the head was', async () => {
    await tamper('delete from audit_rows');
    expect(await verify()).toMatchObject({ sequence: 1, how: 'head' });
    await tamper('delete from audit_head');
    expect(await verify()).toMatchObject({ how: 'head' });
    await tamper("insert into audit_head values (1, 0, repeat('0', 64))");
  });
});

describe('a chain that was cut', () => {
  beforeEach(async () => {
    await writeChain(10);
    expect(await cutTo(10, 4)).toBe(6);
  });

  test('is whole, and goes on', async () => {
    expect(await verify()).toMatchObject({ isWhole: true, rows: 5, first: 7 });
    await openTestAudit(opened.db).write(searchedFor('after'));
    expect(await verify()).toMatchObject({ isWhole: true, rows: 6 });
  });

  test('is cut again, and at last all of it but the row of the cut', async () => {
    expect(await cutTo(10, 2)).toBe(2);
    expect(await verify()).toMatchObject({ isWhole: true, rows: 4, first: 9 });
    expect(await cutAudit(opened.db, { beforeMs: START + 2e6, now: () => START + 3e6 })).toBe(4);
    expect(await verify()).toMatchObject({ isWhole: true, rows: 1 });
    expect(await cutAudit(opened.db, { beforeMs: START, now: () => START })).toBe(0);
  });

  test('still tells a noted head that was cut from one that is not there', async () => {
    const row = await readRow(7);
    const cutAway = row.previousHash;
    expect(await verify({ notedHead: { sequence: 6, hash: cutAway } })).toMatchObject({
      isWhole: true,
    });
    expect(await verify({ notedHead: { sequence: null, hash: cutAway } })).toMatchObject({
      isWhole: true,
    });
  });

  test('tells that more was removed than the cut says', async () => {
    await tamper('delete from audit_rows where sequence = 7');
    expect(await verify()).toMatchObject({ sequence: 8, how: 'cut' });
  });

  test('tells that the row of the cut was forged', async () => {
    await tamper(
      `delete from audit_rows where sequence < 9`,
      `update audit_rows set subject = subject || '{"through": 8}' where action = 'retention-cut'`,
    );
    expect(await verify()).toMatchObject({ sequence: 11, how: 'hash' });
  });

  test('tells a forged cut whose hash was made to fit', async () => {
    const row = await readRow(11);
    const subject = { before: 'x', through: 8, hash: 'f'.repeat(64), removed: 8 };
    const hash = hashRow({ ...row, subject });
    await tamper(
      'delete from audit_rows where sequence < 9',
      `update audit_rows set subject = '${JSON.stringify(subject)}', hash = '${hash}' where sequence = 11`,
      `update audit_head set hash = '${hash}'`,
    );
    expect(await verify()).toMatchObject({ sequence: 9, how: 'cut' });
  });

  test('tells rows that a cut says it removed', async () => {
    await writeChain(10);
    const row = await readRow(3);
    await openTestAudit(opened.db).write({
      ...searchedFor('x'),
      action: 'retention-cut',
      subject: { before: 'x', through: 3, hash: row.hash, removed: 3 },
    });
    expect(await verify()).toMatchObject({ sequence: 11, how: 'cut' });
  });
});

async function readRow(sequence: number) {
  const [row] = await opened.db
    .select(AUDIT_ROW_COLUMNS)
    .from(auditRowsTable)
    .where(sql`sequence = ${sequence}`);
  return AuditRow.parse(row);
}
