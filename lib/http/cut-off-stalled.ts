import type { ServerResponse } from 'node:http';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';

/** A player that is paused reads no more, and asks for the rest by a range when it goes on. nginx waits half as long. */
const STALLED_MS = 120_000;

/**
 * Breaks the connection of a client that takes nothing of an answer for two minutes, four at most: what the answer holds, a leg
 * that cannot be removed to make room, would be held for as long as the client likes.
 */
export function cutOffStalled(
  response: ServerResponse,
  timers: Pick<Timers, 'every'> = processTimers,
): void {
  let hasTaken = true;
  const stop = timers.every(STALLED_MS, () => {
    const isLast = response.writableEnded && !response.writableFinished;
    const isWaiting = response.writableNeedDrain || isLast;
    if (isWaiting && !hasTaken) response.destroy();
    hasTaken = !isWaiting;
  });
  response.on('drain', () => {
    hasTaken = true;
  });
  response.once('close', stop);
  if (response.destroyed) stop();
}
