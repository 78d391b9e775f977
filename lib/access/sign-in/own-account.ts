import 'server-only';
import { eq } from 'drizzle-orm';
import { bumpVersion } from '@/lib/access/people/live-directory';
import { peopleTable } from '@/lib/access/people/people-tables';
import type {
  Account,
  ChangePasswordBody,
  SecondFactorStart,
  StartSecondFactorBody,
} from '@/lib/contract/sign-in';
import type { Database } from '@/lib/database/database';
import { LegatoError } from '@/lib/errors';
import { authHeaders, authRefusal } from './auth-call';
import type { Auth } from './create-auth';
import { requireGoodPassword } from './password-rules';
import type { Sessions, SignedIn } from './sessions';
import type { SignInAttempts } from './sign-in-attempts';
import type { RecordSignIn } from './sign-in-event';
import type { SignInRequest } from './sign-in-request';

/** What somebody who is signed in does about his own sign-in. */
export interface OwnAccount {
  read(who: SignedIn): Promise<Account>;
  /** Ends all other sessions; this browser gets a new one. @throws LegatoError `invalid-request`. */
  changePassword(
    request: SignInRequest,
    who: SignedIn,
    body: ChangePasswordBody,
  ): Promise<{ headers: Headers }>;
  /** Makes a secret, which counts once a code of it was given. @throws LegatoError `invalid-request`. */
  startSecondFactor(
    request: SignInRequest,
    who: SignedIn,
    body: StartSecondFactorBody,
  ): Promise<SecondFactorStart>;
  /** Turns it on; this browser gets a new session. @throws LegatoError `invalid-request`. */
  confirmSecondFactor(
    request: SignInRequest,
    who: SignedIn,
    code: string,
  ): Promise<{ headers: Headers }>;
  /** Ends one session of his, or with `others` all but this one. @throws LegatoError `not-found`. */
  endSession(request: SignInRequest, who: SignedIn, id: string): Promise<void>;
}

export function createOwnAccount(options: {
  auth: Auth;
  db: Database;
  sessions: Sessions;
  /** A session that was left open must not find out its password. */
  attempts: SignInAttempts;
  record: RecordSignIn;
  requiresSecondFactor: (who: SignedIn) => boolean;
}): OwnAccount {
  const { auth, db, sessions, attempts, record, requiresSecondFactor } = options;

  return {
    async read(who) {
      const own = await sessions.list(who.personId);
      return {
        name: who.name,
        username: who.username,
        role: who.role,
        hasPassword: who.hasPassword,
        secondFactor: who.hasSecondFactor ? 'on' : requiresSecondFactor(who) ? 'required' : 'off',
        sessions: own.map((session) => ({
          id: session.id,
          isThisOne: session.id === who.sessionId,
          startedAt: session.startedAt.toISOString(),
          lastSeenAt: session.lastSeenAt.toISOString(),
          address: session.address || null,
          userAgent: session.userAgent || null,
        })),
      };
    },
    async changePassword(request, who, { current, wanted }) {
      requireGoodPassword(wanted, who);
      if (wanted === current) refuse('This is the password that you have. Choose another.');
      await attempts.begin(who.username, request.address);
      try {
        const { headers } = await auth.api.changePassword({
          body: { currentPassword: current, newPassword: wanted, revokeOtherSessions: true },
          headers: authHeaders(request, 'session'),
          returnHeaders: true,
        });
        await attempts.succeed(who.username, request.address);
        await bumpVersion(db);
        await sessions.look();
        await record({
          ...{ action: 'password-changed', how: 'session', request },
          ...{ personId: who.personId, username: who.username },
        });
        return { headers };
      } catch (error) {
        throw refusalOf(error, 'The current password is wrong.');
      }
    },
    async startSecondFactor(request, who, { password }) {
      if (who.hasSecondFactor) refuse('A second factor is set up already.');
      await attempts.begin(who.username, request.address);
      try {
        const made = await auth.api.enableTwoFactor({
          body: { method: 'totp', ...(password !== undefined && { password }) },
          headers: authHeaders(request, 'session'),
        });
        if (made.method !== 'totp') throw new Error('better-auth made no secret.');
        await attempts.succeed(who.username, request.address);
        const secret = new URL(made.totpURI).searchParams.get('secret') ?? '';
        return { uri: totpUri(who.username, secret), secret, recoveryCodes: made.backupCodes };
      } catch (error) {
        throw refusalOf(error, 'The password is wrong.');
      }
    },
    async confirmSecondFactor(request, who, code) {
      if (who.hasSecondFactor) refuse('A second factor is set up already.');
      try {
        const { headers } = await auth.api.verifyTOTP({
          body: { code: code.replaceAll(/\s/g, '') },
          headers: authHeaders(request, 'session'),
          returnHeaders: true,
        });
        await db
          .update(peopleTable)
          .set({ twoFactorEnabled: true })
          .where(eq(peopleTable.id, who.personId));
        await sessions.look();
        await record({
          ...{ action: 'second-factor-changed', how: 'session', request },
          ...{ personId: who.personId, username: who.username },
        });
        return { headers };
      } catch (error) {
        throw refusalOf(error, 'This code is wrong. Wait for the next one and type that.');
      }
    },
    async endSession(request, who, id) {
      const ended =
        id === 'others'
          ? await sessions.endAll(who.personId, { except: who.sessionId })
          : Number(await sessions.end(who.personId, id));
      if (ended === 0 && id !== 'others') {
        throw new LegatoError('not-found', 'This session has ended already.');
      }
      await record({
        ...{ action: 'sessions-ended', how: 'session', request },
        ...{ personId: who.personId, username: who.username },
      });
    },
  };
}

/** Google's key URI format, which every authenticator reads. */
const totpUri = (username: string, secret: string): string =>
  `otpauth://totp/${encodeURIComponent(`Legato:${username}`)}?${new URLSearchParams({ secret, issuer: 'Legato' })}`;

function refusalOf(error: unknown, whenWrong: string): unknown {
  const refusal = authRefusal(error);
  if (refusal === null) return error;
  if (refusal === 'INVALID_PASSWORD' || refusal === 'INVALID_CODE') {
    return new LegatoError('invalid-request', whenWrong);
  }
  if (refusal === 'CREDENTIAL_ACCOUNT_NOT_FOUND') {
    return new LegatoError('invalid-request', 'You sign in by the provider: change it there.');
  }
  return new LegatoError(
    'invalid-request',
    'This could not be done. Sign in again and try once more.',
    {
      cause: error,
    },
  );
}

function refuse(sentence: string): never {
  throw new LegatoError('invalid-request', sentence);
}
