import type { Authentication, Health } from '@/lib/contract/status';
import type { NoojeeClient } from '@/lib/noojee/leg';
import { version } from '@/package.json';

/**
 * Asks whether the PBX accepts our key, by which generation, and how far its clock is from ours.
 *
 * @throws NoojeeError when it does not, or does not answer.
 */
export async function checkPbx(
  { noojee }: { noojee: NoojeeClient },
  signal?: AbortSignal,
): Promise<Authentication> {
  return { ok: true, ...(await noojee.authenticate(signal)) };
}

/** How long one answer of the PBX is good for, however many load balancers ask. */
const READINESS_KEPT_MS = 10_000;

/** Says that Legato serves and, where `asksPbx`, whether the PBX answers. Never throws for the PBX. */
export type CheckHealth = (asksPbx: boolean) => Promise<Health>;

/** A health check that asks the PBX at most once in ten seconds and shares the answer. */
export function createHealthCheck(noojee: NoojeeClient, now: () => number): CheckHealth {
  let last: { askedAtMs: number; isReady: Promise<boolean> } | null = null;
  return async (asksPbx) => {
    if (!asksPbx) return { status: 'ok', version };
    const nowMs = now();
    // A clock that was set back must not keep an answer for longer.
    const ageMs = last && Math.abs(nowMs - last.askedAtMs);
    if (!last || ageMs === null || ageMs >= READINESS_KEPT_MS) {
      last = { askedAtMs: nowMs, isReady: isReady(noojee) };
    }
    return (await last.isReady)
      ? { status: 'ok', version, pbx: 'ok' }
      : { status: 'unavailable', version, pbx: 'unavailable' };
  };
}

/** Not ended by a caller who leaves: others wait for the same answer, and the client has its deadline. */
const isReady = (noojee: NoojeeClient): Promise<boolean> =>
  noojee.authenticate().then(
    () => true,
    () => false,
  );
