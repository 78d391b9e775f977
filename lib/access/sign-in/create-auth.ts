import 'server-only';
import type { BetterAuthOptions } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import { and, eq } from 'drizzle-orm';
import { peopleTable } from '@/lib/access/people/people-tables';
import type { Database } from '@/lib/database/database';
import { LegatoError } from '@/lib/errors';
import { hashSessionTokens } from './hashed-sessions';
import type { PasswordHashes } from './password-hashes';
import type { ProviderConfig } from './provider';
import { encryptRecoveryCodes } from './recovery-codes';
import { SESSION_COOKIE } from './sign-in-cookie';
import { CLIENT_ADDRESS_HEADER } from './sign-in-request';
import { accountsTable, sessionsTable, twoFactorTable, verificationsTable } from './sign-in-tables';

export interface AuthOptions {
  db: Database;
  /** Legato's own address, for what is not answered to a request. */
  baseUrl: string;
  /** Signs cookies and encrypts the secrets of authenticators; 32 characters or more. */
  secret: string;
  passwords: PasswordHashes;
  sessionDays: number;
  provider: ProviderConfig | null;
  log: AuthLog;
}

export interface AuthLog {
  debug(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

const DAY_SECONDS = 86_400;

/**
 * better-auth as Legato uses it: for sessions and their cookies, second factors, and the journey to a provider.
 * Its own HTTP handler is never reached: its functions are called by ours, behind limits of ours. What of its
 * defaults is changed, and why: docs/decisions/0110.
 */
export function createAuth(options: AuthOptions) {
  const { db, baseUrl, secret, passwords, sessionDays, provider, log } = options;
  const adapter = drizzleAdapter(db, {
    provider: 'pg',
    schema: {
      user: peopleTable,
      session: sessionsTable,
      account: accountsTable,
      verification: verificationsTable,
      twoFactor: twoFactorTable,
    },
  });
  return betterAuth({
    appName: 'Legato',
    baseURL: baseUrl,
    secret,
    database: (authOptions: BetterAuthOptions) => hashSessionTokens(adapter(authOptions)),
    // The limits of sign-in-attempts.ts count per account and address, in the database.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      disableColors: true,
      level: 'debug',
      // Its further arguments may hold what a person typed.
      log: (level, message) =>
        level === 'error' || level === 'warn'
          ? log.warn({ from: 'better-auth' }, message)
          : log.debug({ from: 'better-auth' }, message),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: 1_024,
      password: {
        hash: (password) => passwords.hash(password),
        verify: ({ hash, password }) => passwords.verify(hash, password),
      },
    },
    session: {
      expiresIn: sessionDays * DAY_SECONDS,
      // The absolute limit stays absolute; the idle one is kept in sessions.ts.
      disableSessionRefresh: true,
      freshAge: 0,
      additionalFields: {
        lastSeenAt: {
          type: 'date',
          input: false,
          required: true,
          defaultValue: () => new Date(),
        },
      },
    },
    account: {
      // Nobody is taken for another because a provider says the same e-mail address.
      accountLinking: { enabled: false },
      updateAccountOnSignIn: false,
    },
    verification: { storeIdentifier: 'hashed' },
    databaseHooks: {
      session: { create: { before: async ({ userId }) => await requireActive(db, userId) } },
      account: { create: { before: async (account) => ({ data: withoutTokens(account) }) } },
    },
    plugins: [
      username({
        minUsernameLength: 1,
        maxUsernameLength: 320,
        usernameValidator: () => true,
        displayUsername: false,
      }),
      twoFactor({
        issuer: 'Legato',
        allowPasswordless: true,
        backupCodeOptions: { storeBackupCodes: encryptRecoveryCodes(secret) },
      }),
      genericOAuth({ config: provider ? [provider] : [] }),
    ],
    advanced: {
      useSecureCookies: false,
      cookiePrefix: SESSION_COOKIE,
      cookies: { session_token: { name: SESSION_COOKIE } },
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Whichever way a session comes about, a person who is switched off gets none. */
async function requireActive(db: Database, personId: string): Promise<void> {
  const [person] = await db
    .select({ id: peopleTable.id })
    .from(peopleTable)
    .where(and(eq(peopleTable.id, personId), eq(peopleTable.isActive, true)));
  if (!person) throw new LegatoError('sign-in-refused', 'This person is switched off.');
}

/** Legato asks the provider nothing afterwards: what would let it is not kept. */
const withoutTokens = <Fields extends object>(account: Fields) => ({
  ...account,
  accessToken: null,
  refreshToken: null,
  idToken: null,
});
