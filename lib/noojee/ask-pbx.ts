import { untilAborted } from '@/lib/concurrency/until-aborted';
import type { Authentication, Credential } from './create-authentication';
import { isWorthOneRepeat } from './describe-failure';
import { NoojeeError } from './errors';
import { isExpiredTimeStamp } from './judge-answer';

export interface Repetition {
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for the jitter. */
  random: () => number;
}

/**
 * Puts one authenticated question. An expired timestamp leads to one renewal and one repeat; a
 * connection that was reset, and a 503, to one repeat after a moment. Nothing else is repeated, and
 * neither of the two twice.
 */
export async function askPbx<T>(
  authentication: Pick<Authentication, 'obtain'>,
  { wait, random }: Repetition,
  signal: AbortSignal,
  exchange: (credential: Credential) => Promise<T>,
  isRepeatable = true,
): Promise<T> {
  let mayRenew = true;
  let mayRepeat = isRepeatable;
  for (;;) {
    const credential = await authentication.obtain(signal);
    try {
      const answer = await exchange(credential);
      credential.accepted();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof NoojeeError && error.kind === 'refused') credential.refused();
      if (mayRenew && isExpiredTimeStamp(error)) {
        mayRenew = false;
      } else if (mayRepeat && isWorthOneRepeat(error)) {
        mayRepeat = false;
        await untilAborted(wait(250 + random() * 500, signal), signal);
      } else {
        throw error;
      }
    }
  }
}
