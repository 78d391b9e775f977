import 'server-only';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { LegatoError } from '@/lib/errors';

/** OWASP's Password Storage Cheat Sheet: N=2^17, r=8, p=1, which is 128 MiB for each try. */
const COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };
/** Twice what they need: a stored hash with a higher cost is refused. */
const MOST_MEMORY_BYTES = 256 * COST.N * COST.r;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const STORED = /^scrypt:(\d+):(\d+):(\d+):([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)$/;

interface ScryptCost {
  N: number;
  r: number;
  p: number;
}

export interface PasswordHashes {
  hash(password: string): Promise<string>;
  /** False for what is no hash of ours as well. Takes as long as a right password, but for the queue. */
  verify(stored: string, password: string): Promise<boolean>;
  /** Does the work of one `verify` for a person who does not exist. */
  waste(password: string): Promise<void>;
}

/**
 * Hashes with scrypt in libuv's threads, so that serving goes on: two at a time, since each takes 128 MiB and
 * the spool reads its files by the same four threads.
 *
 * @param cost Less in tests alone.
 * @param queueLimit How many may wait; who comes after is refused at once.
 */
export function createPasswordHashes({
  atOnce = 2,
  queueLimit = 100,
  cost = COST,
}: {
  atOnce?: number;
  queueLimit?: number;
  cost?: ScryptCost;
} = {}): PasswordHashes {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (waiting.length >= queueLimit) {
        throw new LegatoError(
          'too-many-requests',
          'Many people are signing in at this moment. Try again in a few seconds.',
          { retryAfterSeconds: 5 },
        );
      }
      // Who ends hands over the place, so that nobody can come in between.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  const derive = (password: string, salt: Buffer, options: ScryptCost = cost) =>
    inTurn(() => deriveKey(password, salt, options));

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const key = await derive(password, salt);
      return [
        'scrypt',
        cost.N,
        cost.r,
        cost.p,
        salt.toString('base64'),
        key.toString('base64'),
      ].join(':');
    },
    async verify(stored, password) {
      const [, N, r, p, salt = '', wanted = ''] = STORED.exec(stored) ?? [];
      if (!wanted) {
        await derive(password, randomBytes(SALT_BYTES));
        return false;
      }
      const options = { N: Number(N), r: Number(r), p: Number(p) };
      const key = await derive(password, Buffer.from(salt, 'base64'), options);
      const wantedKey = Buffer.from(wanted, 'base64');
      return wantedKey.length === key.length && timingSafeEqual(wantedKey, key);
    },
    async waste(password) {
      await derive(password, randomBytes(SALT_BYTES));
    },
  };
}

/** NFKC, so that an umlaut typed on another keyboard is the same (NIST SP 800-63B, 5.1.1.2). */
const deriveKey = (password: string, salt: Buffer, options: ScryptCost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(
      password.normalize('NFKC'),
      salt,
      KEY_BYTES,
      { ...options, maxmem: MOST_MEMORY_BYTES },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
