import type { Database } from '@/lib/database/database';
import { LegatoError } from '@/lib/errors';
import type { Audit } from './create-audit';
import { type Verification, type VerifiedSoFar, verifyInSteps } from './verify-chain';

export type Verified = Verification & {
  /** The row that the log of this process named last, and that was looked for; null where it named none yet. */
  notedHead: number | null;
};

/**
 * Makes what verifies the chain in steps, once at a time: it reads all of it, and a second would find the same. The last
 * step is what was found. Whoever takes no more steps ends it.
 *
 * @throws LegatoError `too-many-requests` from the first step on, `database-unavailable`.
 */
export function createVerifier(
  db: Database,
  audit: Pick<Audit, 'notedHead'>,
): () => AsyncGenerator<VerifiedSoFar | Verified> {
  let isRunning = false;
  return async function* verify() {
    if (isRunning) {
      throw new LegatoError(
        'too-many-requests',
        'Somebody is checking the log at this moment. Wait until that has ended.',
        { retryAfterSeconds: 5 },
      );
    }
    isRunning = true;
    try {
      const notedHead = audit.notedHead();
      const found = yield* verifyInSteps(db, notedHead ? { notedHead } : {});
      yield { ...found, notedHead: notedHead?.sequence ?? null };
    } finally {
      isRunning = false;
    }
  };
}
