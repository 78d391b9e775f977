import 'server-only';
import { createHash } from 'node:crypto';
import { untilAborted } from '@/lib/concurrency/until-aborted';
import type { PbxTime } from './create-pbx-clock';
import type { Authentication, Credential } from './credential';
import { parameter } from './pbx-address';

/** API note section 2: 10 s until first use, 1 h from then; less the time a call takes to arrive. */
const UNUSED_MS = 8_000;
const USED_MS = 59 * 60_000;

/** The current generation: the key itself on every call. */
export function createKeyAuthentication(apiKey: string): Authentication {
  const credential: Credential = {
    parameters: [parameter('apiKey', apiKey)],
    clockSkewMs: null,
    accepted() {},
    refused() {},
  };
  const obtain = async () => credential;
  return { obtain, renew: obtain };
}

/**
 * The older generation: a timestamp of the PBX and `sha256Hex(apiKey + ":" + timeStamp)`, one pair
 * for all callers. There is never more than one authentication at a time. It runs to its end even if
 * its callers leave. A failed one rejects for everyone who waits, and the next call tries again.
 *
 * @param askTime asks the Time endpoint; bounded in time by itself.
 * @param elapsed milliseconds that only ever grow: the wall clocks of both sides may be wrong.
 */
export function createHashAuthentication(
  apiKey: string,
  askTime: (signal: AbortSignal) => Promise<PbxTime>,
  elapsed: () => number,
): Authentication {
  let current: (Credential & { isFresh(): boolean }) | null = null;
  let renewal: Promise<Credential> | null = null;

  async function authenticate(): Promise<Credential> {
    // Counted from before the question: the PBX made its timestamp some time after that.
    const askedAt = elapsed();
    const { timeStamp, skewMs } = await askTime(new AbortController().signal);
    const hash = createHash('sha256').update(`${apiKey}:${timeStamp}`).digest('hex');
    let usedAt: number | null = null;
    const pair = {
      parameters: [parameter('timeStamp', timeStamp), parameter('hash', hash)],
      clockSkewMs: skewMs,
      isFresh: () =>
        usedAt === null ? elapsed() - askedAt < UNUSED_MS : elapsed() - usedAt < USED_MS,
      accepted() {
        usedAt ??= askedAt;
      },
      refused() {
        if (current === pair) current = null;
      },
    };
    current = pair;
    return pair;
  }

  function renew(signal: AbortSignal): Promise<Credential> {
    renewal ??= authenticate().finally(() => {
      renewal = null;
    });
    return untilAborted(renewal, signal);
  }

  return {
    renew,
    async obtain(signal) {
      return current?.isFresh() && renewal === null ? current : renew(signal);
    },
  };
}
