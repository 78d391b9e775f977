const FORGOTTEN_AFTER_MS = 60_000;

/**
 * Counts how often something was asked, from 1. A minute without a question starts the count
 * anew, so that "twice, then fine" can be shown again without a restart.
 */
export type Attempts = (key: string) => number;

export function createAttempts(now: () => number): Attempts {
  const counts = new Map<string, { count: number; askedAt: number }>();
  return (key) => {
    const last = counts.get(key);
    const isRecent = last !== undefined && now() - last.askedAt < FORGOTTEN_AFTER_MS;
    const count = isRecent ? last.count + 1 : 1;
    counts.set(key, { count, askedAt: now() });
    return count;
  };
}
