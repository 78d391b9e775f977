import 'server-only';
import { lt } from 'drizzle-orm';
import type { SecondFactorBody } from '@/lib/contract/sign-in';
import type { Database } from '@/lib/database/database';
import { LegatoError } from '@/lib/errors';
import { authHeaders, authRefusal } from './auth-call';
import type { Auth } from './create-auth';
import { hashSecret } from './hash-secret';
import { hashRecoveryCode } from './recovery-codes';
import type { SignInRequest } from './sign-in-request';
import { usedCodesTable } from './sign-in-tables';

/** A code is good for its own half minute and those before and after it. */
const CODE_LIFE_MS = 120_000;

/** Somebody who gave a second factor: his id, his session's token, and the cookies of the answer. */
export interface Proven {
  personId: string;
  token: string;
  headers: Headers;
}

export interface SecondFactor {
  /** Ends a sign-in that waits for its second factor. @throws LegatoError `sign-in-refused`, `too-many-requests`. */
  prove(request: SignInRequest, body: SecondFactorBody): Promise<Proven>;
  /** Removes codes that nobody can use again. */
  clear(): Promise<void>;
}

export function createSecondFactor(options: {
  auth: Auth;
  db: Database;
  secret: string;
  now: () => number;
}): SecondFactor {
  const { auth, db, secret, now } = options;

  /** One code is one sign-in, also for who looked over a shoulder (RFC 6238, 5.2). */
  async function markUsed(personId: string, code: string): Promise<boolean> {
    const rows = await db
      .insert(usedCodesTable)
      .values({ personId, codeHash: hashSecret(`${secret} ${code}`), usedAt: new Date(now()) })
      .onConflictDoNothing()
      .returning({ personId: usedCodesTable.personId });
    return rows.length > 0;
  }

  return {
    async prove(request, { code, kind }) {
      const headers = authHeaders(request, 'waiting');
      const plain = code.replaceAll(/\s/g, '');
      try {
        const proven =
          kind === 'authenticator'
            ? await auth.api.verifyTOTP({ body: { code: plain }, headers, returnHeaders: true })
            : await auth.api.verifyBackupCode({
                body: { code: hashRecoveryCode(secret, code) },
                headers,
                returnHeaders: true,
              });
        const { user, token } = proven.response;
        if (!token) throw new Error('A second factor was proven without a session.');
        if (kind === 'authenticator' && !(await markUsed(user.id, plain))) {
          const { internalAdapter } = await auth.$context;
          await internalAdapter.deleteSession(token);
          throw new LegatoError(
            'sign-in-refused',
            'This code was used already. Sign in again with the next one.',
          );
        }
        return { personId: user.id, token, headers: proven.headers };
      } catch (error) {
        throw refusalOf(error);
      }
    },
    async clear() {
      await db
        .delete(usedCodesTable)
        .where(lt(usedCodesTable.usedAt, new Date(now() - CODE_LIFE_MS)));
    },
  };
}

function refusalOf(error: unknown): unknown {
  const refusal = authRefusal(error);
  switch (refusal) {
    case null:
      return error;
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      return new LegatoError('sign-in-refused', 'This code is wrong. Look for the current one.');
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return new LegatoError(
        'too-many-requests',
        'There were too many wrong codes. Try again in 15 minutes.',
        { retryAfterSeconds: 900 },
      );
    default:
      return new LegatoError('sign-in-refused', 'This took too long. Sign in again.', {
        cause: error,
      });
  }
}
