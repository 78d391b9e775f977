import 'server-only';
import { createHash } from 'node:crypto';
import { untilAborted } from '@/lib/concurrency/until-aborted';
import type { PbxTime } from './create-pbx-clock';
import { parameter } from './pbx-address';

/** What proves one call to be ours. It is told how the PBX took it. */
export interface Credential {
  /** Query parameters, encoded. Secret. */
  parameters: readonly string[];
  /** The PBX's clock minus ours; null where it was not asked. */
  clockSkewMs: number | null;
  accepted(): void;
  refused(): void;
}

export interface Authentication {
  /** The credential for a call that is about to be sent. */
  obtain(signal: AbortSignal): Promise<Credential>;
  /** The same, made anew even if the last one still holds. */
  renew(signal: AbortSignal): Promise<Credential>;
}

/** API note section 2: 10 s until first used, 1 h from then; less what a call takes to arrive. */
const UNUSED_MS = 8_000;
const USED_MS = 59 * 60_000;

/** For the one question that needs no key. */
export const ANONYMOUS: Pick<Authentication, 'obtain'> = {
  obtain: async () => ({
    parameters: [],
    clockSkewMs: null,
    accepted() {},
    refused() {},
  }),
};

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
 * for all callers. Never more than one authentication at a time; it runs to its end though its
 * callers leave, and one that failed is told to all who wait and then forgotten.
 *
 * @param askTime asks the Time endpoint; bounded in time by itself.
 * @param elapsed milliseconds that only ever grow: the clocks of both sides may be wrong or set.
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
