import type { Call, Leg } from '@/lib/contract/call';

const ZONE_MS = 11 * 3600 * 1000;

/** ISO 8601 in Melbourne's summer time, as the API writes it. */
const instant = (epochMs: number) =>
  new Date(epochMs + ZONE_MS).toISOString().replace(/\.\d+Z$/, '+11:00');

export const FIXTURE_START_MS = Date.parse('2026-11-24T10:42:07+11:00');

/** For tests: a call of legs given as `[start, length]` in seconds of call time. */
export function callOfLegs(
  legs: readonly (readonly [number, number])[],
  overrides: Partial<Call> = {},
): Call {
  const ends = legs.map(([start, length]) => start + length);
  const durationSeconds = Math.max(0, ...ends);
  const gaps: Call['gaps'] = [];
  let coveredTo = 0;
  for (const [start, length] of [...legs].sort((a, b) => a[0] - b[0])) {
    if (start - coveredTo >= 1) {
      gaps.push({
        startedAt: instant(FIXTURE_START_MS + coveredTo * 1000),
        seconds: start - coveredTo,
      });
    }
    coveredTo = Math.max(coveredTo, start + length);
  }
  return {
    uniqueId: '1795477327.4391',
    tags: ['INV-20418'],
    direction: 'inbound',
    source: '0491570156',
    destination: '412',
    did: '1300975707',
    agents: ['Priya N.'],
    startedAt: instant(FIXTURE_START_MS),
    endedAt: instant(FIXTURE_START_MS + durationSeconds * 1000),
    durationSeconds,
    recordedSeconds: durationSeconds - gaps.reduce((sum, gap) => sum + gap.seconds, 0),
    gaps,
    legs: legs.map(([start, length], index) => legAt(index + 1, start, length)),
    warnings: [],
    ...overrides,
  };
}

function legAt(number: number, start: number, length: number): Leg {
  return {
    leg: number,
    callRecordId: String(198_347 + number),
    tag: 'INV-20418',
    username: number === 1 ? 'Administrator' : 'Priya N.',
    isSystemUser: number === 1,
    source: '0491570156',
    destination: '412',
    did: '1300975707',
    direction: 'inbound',
    startedAt: instant(FIXTURE_START_MS + start * 1000),
    endedAt: instant(FIXTURE_START_MS + (start + length) * 1000),
    durationSeconds: length,
    kind: { name: 'answered', because: 'the owner changed' },
    access: 'open',
    warnings: [],
  };
}
