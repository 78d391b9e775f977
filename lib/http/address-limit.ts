import { clientNetwork } from '@/lib/access/sign-in/sign-in-attempts';
import { LegatoError } from '@/lib/errors';

/** So many at once, and then one in each interval. */
const AT_ONCE = 30;
const INTERVAL_MS = 1_000;
/** Addresses that are remembered; the one that asked longest ago is forgotten first. */
const MOST_ADDRESSES = 10_000;

/** Counts what one address asks. @throws LegatoError `too-many-requests` with the seconds to wait. */
export type LimitAddress = (address: string | null) => void;

/**
 * A limit per address of clients (a whole /64 of IPv6), in memory that is bounded: each process counts for itself.
 *
 * @param now Epoch milliseconds.
 */
export function createAddressLimit(
  now: () => number,
  mostAddresses = MOST_ADDRESSES,
): LimitAddress {
  /** When an address would have used nothing of its allowance, epoch milliseconds; longest unasked first. */
  const restedAt = new Map<string, number>();
  return (address) => {
    const network = address === null ? '' : clientNetwork(address);
    const nowMs = now();
    const mostMs = nowMs + AT_ONCE * INTERVAL_MS;
    // A clock that was set back must not shut anybody out for longer.
    const fromMs = Math.min(mostMs, Math.max(nowMs, restedAt.get(network) ?? 0));
    const untilMs = fromMs + INTERVAL_MS;
    const isAllowed = untilMs <= mostMs;
    restedAt.delete(network);
    restedAt.set(network, isAllowed ? untilMs : fromMs);
    for (const [oldest] of restedAt) {
      if (restedAt.size <= mostAddresses) break;
      restedAt.delete(oldest);
    }
    if (isAllowed) return;
    throw new LegatoError(
      'too-many-requests',
      'This address asks whether Legato is ready more than once a second. Ask less often.',
      { retryAfterSeconds: Math.ceil((untilMs - mostMs) / 1_000) },
    );
  };
}
