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
