import { expect, test } from 'vitest';
import { type AuditReader, createLocalAccess } from '@/lib/access/access';
import type { AuditRow } from '@/lib/access/audit/audit-row';
import type { AuditPart } from '@/lib/access/audit/read-audit';
import { parseSittingQuery, type Sitting } from '@/lib/contract/sittings';
import { readSittings } from './read-sittings';
import { createZonedIso } from './rules/zoned-iso';

const MEG = {
  kind: 'person',
  id: 'meg',
  name: 'Meg',
  username: 'meg',
  role: 'recording-manager',
  by: 'session',
  sessionId: null,
} as const;
const START_MS = Date.UTC(2026, 10, 23, 20);

/** A log of rows of `heard`, of random people and calls, some of them at once. */
function randomLog(count: number, random: () => number): AuditRow[] {
  let atMs = START_MS;
  return Array.from({ length: count }, (_, index) => {
    atMs += random() < 0.05 ? 40 * 60_000 : Math.floor(random() * 9 * 60_000);
    const person = `p${Math.floor(random() * 4)}`;
    const second = Math.floor(random() * 100);
    return {
      sequence: index + 1,
      at: new Date(atMs).toISOString().replace('Z', '000Z'),
      action: 'listened',
      ...{ actorId: person, actorName: person, actorRole: 'agent', actorBy: 'session' },
      ...{ address: null, userAgent: null, requestId: null },
      subject: {
        part: 'heard',
        uniqueId: `${Math.floor(random() * 3)}.1`,
        leg: 1,
        owner: null,
        startedAt: '2026-11-24T10:00:00+11:00',
        durationSeconds: 120,
        intervals: [[second, second + 1 + random()]],
        speed: 1,
      },
      ...{ previousHash: '0'.repeat(64), hash: '0'.repeat(64) },
    };
  });
}

const servicesOf = (rows: readonly AuditRow[]) => ({
  access: {
    ...createLocalAccess(),
    log: {
      async read({ from, limit }: AuditPart) {
        const before = rows.filter(({ sequence }) => from === null || sequence < from);
        return before.reverse().slice(0, limit);
      },
    } as Partial<AuditReader> as AuditReader,
  },
  rules: { systemUsers: new Set<string>(), zonedIso: createZonedIso('Australia/Melbourne') },
});

async function readInParts(
  rows: readonly AuditRow[],
  sittings: number,
  rowsAtOnce = 500,
): Promise<Sitting[][]> {
  const parts: Sitting[][] = [];
  let cursor: string | undefined;
  do {
    const query = parseSittingQuery(new URLSearchParams(cursor && { cursor }));
    if (!query.ok) throw new Error(query.message);
    const page = await readSittings(servicesOf(rows), MEG, query.value, {
      ...{ sittings, rowsAtOnce, mostRows: 5_000 },
    });
    parts.push(page.sittings);
    cursor = page.nextCursor;
  } while (cursor !== undefined && parts.length < 500);
  return parts;
}

test('in parts of any size each sitting stands once, whole and in order', async () => {
  for (let seed = 1; seed <= 6; seed += 1) {
    const rows = randomLog(240, seededRandom(seed));
    const [whole] = await readInParts(rows, 10_000);
    for (const atMost of [3, 17]) {
      const parts = await readInParts(rows, atMost, 40);
      expect(parts.flat()).toEqual(whole);
      expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(atMost);
    }
  }
});

test('what goes on for thousands of rows is cut, and nothing of it is lost', async () => {
  const rows = randomLog(1, Math.random).flatMap((row) =>
    Array.from({ length: 12_000 }, (_, index) => ({
      ...row,
      sequence: index + 1,
      at: new Date(START_MS + index * 15_000).toISOString().replace('Z', '000Z'),
      subject: { uniqueId: '1.1', leg: 1, intervals: [[index, index + 1]] },
    })),
  );
  const parts = await readInParts(rows, 60);
  expect(parts).toHaveLength(3);
  const seconds = parts.flat().flatMap(({ legs }) => legs.flatMap(({ heard }) => heard));
  expect(seconds.reduce((sum, [from, to]) => sum + to - from, 0)).toBe(12_000);
});

/** Numbers that look random and are the same on every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
