import { untilAborted } from '@/lib/concurrency/until-aborted';
import type { Authentication, Credential } from './credential';
import { isWorthOneRepeat } from './describe-failure';
import { isExpiredTimeStamp } from './judge-answer';
import { NoojeeError } from './noojee-error';

export interface Repetition {
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for the jitter. */
  random: () => number;
}

/**
 * Asks one authenticated question. An expired timestamp is renewed and the question repeated once; it
 * is also repeated once, after a moment, when the connection was reset or the PBX answered 503.
 * Nothing else is repeated.
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
