import 'server-only';
import { isIPv6 } from 'node:net';
import { eq, inArray, lt, sql } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import { LegatoError } from '@/lib/errors';
import { hashSecret } from './hash-secret';
import { signInAttemptsTable } from './sign-in-tables';

const ACCOUNT_LIMIT = 10;
const ADDRESS_LIMIT = 30;
/** The first wait; each try after it that fails doubles it. */
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 900;
/** After so long without a try all is forgotten. */
const FORGET_SECONDS = 3_600;

export interface SignInAttempts {
  /**
   * Counts a try before anything is done for it, so that a thousand at once are a thousand.
   *
   * @param account What was typed as user name, whether anybody has it or not.
   * @throws LegatoError `too-many-requests` with the seconds to wait.
   */
  begin(account: string, address: string): Promise<void>;
  /** Takes the try back: it was a sign-in. */
  succeed(account: string, address: string): Promise<void>;
  /** Removes what is forgotten. */
  clear(): Promise<void>;
}

/** Limits tries per account and per address, for all processes together. */
export function createSignInAttempts(db: Database, now: () => number): SignInAttempts {
  const { tries, lastTriedAt, blockedUntil } = signInAttemptsTable;

  /** The wait in seconds; null where the try counts. One statement, so that no two take the same number. */
  async function count(subject: string, limit: number): Promise<number | null> {
    const at = new Date(now()).toISOString();
    const next = sql`case when ${lastTriedAt} < ${at}::timestamptz - make_interval(secs => ${FORGET_SECONDS})
      then 1 else ${tries} + 1 end`;
    const wait = sql`least(${LONGEST_WAIT_SECONDS}, ${FIRST_WAIT_SECONDS} * power(2, least((${next}) - ${limit}, 10)))`;
    const [counted] = await db
      .insert(signInAttemptsTable)
      .values({ subject, tries: 1, lastTriedAt: new Date(at) })
      .onConflictDoUpdate({
        target: signInAttemptsTable.subject,
        set: {
          tries: next,
          lastTriedAt: new Date(at),
          blockedUntil: sql`case when (${next}) >= ${limit}
            then ${at}::timestamptz + make_interval(secs => ${wait}) end`,
        },
        setWhere: sql`${blockedUntil} is null or ${blockedUntil} <= ${at}::timestamptz`,
      })
      .returning({ tries });
    if (counted) return null;
    const [blocked] = await db
      .select({ until: blockedUntil })
      .from(signInAttemptsTable)
      .where(eq(signInAttemptsTable.subject, subject));
    return blocked?.until ? Math.max(1, Math.ceil((blocked.until.getTime() - now()) / 1_000)) : 1;
  }

  return {
    async begin(account, address) {
      const [ofAccount, ofAddress] = [accountSubject(account), addressSubject(address)];
      const waits = [
        await count(ofAddress, ADDRESS_LIMIT),
        await count(ofAccount, ACCOUNT_LIMIT),
      ].flatMap((wait) => wait ?? []);
      if (waits.length === 0) return;
      const seconds = Math.max(...waits);
      throw new LegatoError(
        'too-many-requests',
        `There were too many tries. Try again in ${inWords(seconds)}.`,
        { retryAfterSeconds: seconds },
      );
    },
    async succeed(account, address) {
      await db
        .delete(signInAttemptsTable)
        .where(eq(signInAttemptsTable.subject, accountSubject(account)));
      // Not removed: whoever has one account of his own could try all others from there.
      await db
        .update(signInAttemptsTable)
        .set({ tries: sql`greatest(${tries} - 1, 0)`, blockedUntil: null })
        .where(inArray(signInAttemptsTable.subject, [addressSubject(address)]));
    },
    async clear() {
      await db
        .delete(signInAttemptsTable)
        .where(lt(lastTriedAt, new Date(now() - FORGET_SECONDS * 1_000)));
    },
  };
}

/** Hashed, because some type a password where the name belongs. */
export const accountSubject = (account: string) =>
  hashSecret(`account:${account.trim().toLowerCase().normalize('NFKC')}`);

/** One subscriber has a whole /64 of IPv6. */
function addressSubject(address: string): string {
  return hashSecret(`address:${clientNetwork(address)}`);
}

/** What one client is counted by: its address of IPv4, the first four groups of one of IPv6. */
export function clientNetwork(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array.from({ length: gap }, () => '0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => group.padStart(4, '0'))
    .join(':');
}

function inWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
