import { createHash } from 'node:crypto';

const UNUSED_MS = 10_000;
const USED_MS = 3_600_000;
const CONCURRENT = 5;

export type AuthenticationResult = 'accepted' | 'refused' | 'expired';

/** Both generations of the key check (API note section 2). */
export interface Authentication {
  /** Issues a timestamp. A sixth valid one ends the oldest. */
  timeStamp(): number;
  check(query: URLSearchParams): AuthenticationResult;
}

export function createAuthentication(apiKey: string, now: () => number): Authentication {
  /** Issued timestamps and when they expire. */
  const issued = new Map<number, { until: number; isUsed: boolean }>();

  return {
    timeStamp() {
      let timeStamp = Math.floor(now());
      while (issued.has(timeStamp)) timeStamp++;
      for (const [old, { until }] of issued) if (until < now()) issued.delete(old);
      const [oldest] = issued.keys();
      if (issued.size >= CONCURRENT && oldest !== undefined) issued.delete(oldest);
      issued.set(timeStamp, { until: now() + UNUSED_MS, isUsed: false });
      return timeStamp;
    },
    check(query) {
      const timeStamp = query.get('timeStamp');
      if (timeStamp === null) return query.get('apiKey') === apiKey ? 'accepted' : 'refused';
      const hash = createHash('sha256').update(`${apiKey}:${timeStamp}`).digest('hex');
      if (query.get('hash') !== hash) return 'refused';
      const entry = issued.get(Number(timeStamp));
      if (!entry || entry.until < now()) return 'expired';
      if (!entry.isUsed) {
        entry.isUsed = true;
        entry.until = now() + USED_MS;
      }
      return 'accepted';
    },
  };
}
