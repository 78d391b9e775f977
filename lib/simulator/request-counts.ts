/** One request as the simulated PBX saw it. Key, timestamp and hash are left out of the path. */
export interface LoggedRequest {
  method: string;
  path: string;
  tag: string | null;
  uniqueId: string | null;
  leg: string | null;
}

/** What was asked so far: for tests that count what reaches the PBX. */
export interface RequestCounts {
  time: number;
  /** Questions by tag and by unique id. */
  metadata: number;
  byHour: number;
  recording: number;
  /** Downloads that are running now: goes down at their end, and when a listener leaves. */
  openRecordings: number;
  /** The last requests, the newest last. */
  log: LoggedRequest[];
}

const KEPT = 10_000;
const SECRETS = ['apiKey', 'timeStamp', 'hash'];

export const createRequestCounts = (): RequestCounts => ({
  time: 0,
  metadata: 0,
  byHour: 0,
  recording: 0,
  openRecordings: 0,
  log: [],
});

export function logRequest(counts: RequestCounts, method: string, url: URL): void {
  const query = new URLSearchParams(url.search);
  for (const name of SECRETS) query.delete(name);
  const search = query.size > 0 ? `?${query}` : '';
  if (counts.log.length >= KEPT) counts.log.splice(0, KEPT / 2);
  counts.log.push({
    method,
    path: `${url.pathname}${search}`,
    tag: query.get('tag'),
    uniqueId: query.get('uniqueId'),
    leg: query.get('leg'),
  });
}

const FORGOTTEN_AFTER_MS = 60_000;

/**
 * Counts how often something was asked, from 1. A minute without a question restarts
 * the count, so that "twice, then fine" can be shown again without a restart.
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
