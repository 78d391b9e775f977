import 'server-only';
import { and, eq, lte, or, sql } from 'drizzle-orm';
import { peopleTable } from '@/lib/access/people/people-tables';
import type { Timers } from '@/lib/concurrency/with-deadline';
import type { SecondFactorBody, SetUpBody, SignInBody, SignInResult } from '@/lib/contract/sign-in';
import type { Database } from '@/lib/database/database';
import { isLegatoError, LegatoError } from '@/lib/errors';
import { authHeaders, authRefusal } from './auth-call';
import { type AuthLog, createAuth } from './create-auth';
import { createDemo, type Demo } from './demo';
import { createOwnAccount, type OwnAccount } from './own-account';
import { createPasswordHashes, type PasswordHashes } from './password-hashes';
import type { ProviderSettings } from './provider';
import { createProviderSignIn, type ProviderSignIn } from './provider-sign-in';
import { WRONG_CREDENTIALS } from './refusals';
import { createSecondFactor } from './second-factor';
import { createSessions, type Sessions, type SignedIn } from './sessions';
import { clearSetUpCodes, makeSetUpCode, setUp, setUpLink } from './set-up';
import { createSignInAttempts } from './sign-in-attempts';
import { forgottenCookie, sessionTokenOf, setCookiesFor } from './sign-in-cookie';
import type { RecordSignIn, SignInEvent } from './sign-in-event';
import type { SignInRequest } from './sign-in-request';
import { accountsTable, verificationsTable } from './sign-in-tables';

export interface SignInSettings {
  /** Legato's own address without a slash at its end, such as https://legato.example.com. */
  origin: string;
  /** Signs cookies and encrypts the secrets of authenticators. Another one ends all sessions. */
  secret: string;
  idleHours: number;
  sessionDays: number;
  requiresTotp: boolean;
  provider: ProviderSettings | null;
  /** The people of the demo can be taken by one click. Settings allow it on loopback alone. */
  isDemo: boolean;
}

export interface SignInOptions {
  db: Database;
  settings: SignInSettings;
  log: AuthLog;
  now: () => number;
  timers: Pick<Timers, 'every'>;
  record?: RecordSignIn;
  passwords?: PasswordHashes;
}

/** A result with the cookies that go with it. */
export interface WithCookies<Result> {
  result: Result;
  cookies: string[];
}

export interface SignIn {
  sessions: Sessions;
  account: OwnAccount;
  provider: ProviderSignIn | null;
  demo: Demo | null;
  /** Who sends a request, by its cookie; null for nobody. */
  find(request: Pick<SignInRequest, 'header' | 'isSecure'>): Promise<SignedIn | null>;
  /** Whether somebody has to set up a second factor before anything else. */
  requiresSecondFactor(who: SignedIn): boolean;
  /** @throws LegatoError `sign-in-refused`, `too-many-requests`. */
  byPassword(request: SignInRequest, body: SignInBody): Promise<WithCookies<SignInResult>>;
  /** @throws As `byPassword`. */
  bySecondFactor(
    request: SignInRequest,
    body: SecondFactorBody,
  ): Promise<WithCookies<SignInResult>>;
  /** @throws SignInRefusal */
  byProvider(
    request: SignInRequest,
    query: Readonly<Record<string, string>>,
  ): Promise<WithCookies<{ next: string }>>;
  /** Takes one of the demo's people. @throws LegatoError `not-found`. */
  byDemo(request: SignInRequest, username: string): Promise<WithCookies<SignInResult>>;
  /** Makes the first recording manager and signs him in. @throws LegatoError `invalid-request`, `sign-in-refused`. */
  bySetUp(request: SignInRequest, body: SetUpBody): Promise<WithCookies<SignInResult>>;
  signOut(request: SignInRequest): Promise<string[]>;
  /** The link for the first recording manager, once; null where there is one. For the console alone. */
  setUpLink(): Promise<string | null>;
  close(): void;
}

const CLEAR_EVERY_MS = 3_600_000;

/** Signing in and out: all that stands between a request and the person who sent it. */
export function createSignIn(options: SignInOptions): SignIn {
  const { db, settings, log, now, timers } = options;
  const passwords = options.passwords ?? createPasswordHashes();
  const record: RecordSignIn = options.record ?? (async () => {});
  const { secret, sessionDays, origin } = settings;
  const authOptions = { db, secret, passwords, sessionDays, baseUrl: origin, log };
  const auth = createAuth({ ...authOptions, provider: null });
  const idleMs = settings.idleHours * 3_600_000;
  const sessions = createSessions({ db, now, timers, idleMs });
  const attempts = createSignInAttempts(db, now);
  const secondFactor = createSecondFactor({ auth, db, secret, now });
  const provider =
    settings.provider &&
    createProviderSignIn({
      ...{ db, settings: settings.provider, publicUrl: origin },
      makeAuth: (config) => createAuth({ ...authOptions, provider: config }),
    });
  const demo = settings.isDemo ? createDemo(db, passwords) : null;

  const requiresSecondFactor = (who: SignedIn) =>
    settings.requiresTotp &&
    who.role === 'recording-manager' &&
    !who.hasSecondFactor &&
    // Who comes from the provider gave there what the provider asks for.
    who.hasPassword;

  const find: SignIn['find'] = async (request) => {
    const token = sessionTokenOf(request);
    return token === null ? null : await sessions.find(token);
  };

  /** The browser's session before this one: a new sign-in is a new session, and the old one is over. */
  async function endFormer(request: SignInRequest): Promise<void> {
    const former = await find(request);
    if (former) await sessions.end(former.personId, former.sessionId);
  }

  async function withPassword(
    request: SignInRequest,
    { username, password }: SignInBody,
    how: SignInEvent['how'],
  ): Promise<WithCookies<SignInResult> | null> {
    const person = await findByName(db, username);
    if (!person) {
      await passwords.waste(password);
      return null;
    }
    try {
      const { headers, response } = await auth.api.signInUsername({
        body: { username: person.username, password },
        headers: authHeaders(request, 'waiting'),
        returnHeaders: true,
      });
      const cookies = setCookiesFor(request, headers);
      if ('twoFactorRedirect' in response) return { result: { status: 'second-factor' }, cookies };
      await endFormer(request);
      await record({ action: 'signed-in', how, request, ...named(person) });
      return { result: { status: 'signed-in' }, cookies };
    } catch (error) {
      // A person who was switched off in between is refused in the same words.
      if (authRefusal(error) === 'INVALID_USERNAME_OR_PASSWORD' || isRefusal(error)) return null;
      throw error;
    }
  }

  async function recordFailure(request: SignInRequest, typed: string, how: SignInEvent['how']) {
    const person = await findByName(db, typed);
    const who = person ? named(person) : { personId: null, username: null };
    await record({ action: 'sign-in-failed', how, request, ...who });
  }

  const stopClearing = timers.every(CLEAR_EVERY_MS, () => {
    const clearing = [
      sessions.clear(),
      attempts.clear(),
      secondFactor.clear(),
      clearSetUpCodes(db, now()),
      db.delete(verificationsTable).where(lte(verificationsTable.expiresAt, new Date(now()))),
    ];
    void Promise.all(clearing).catch((error: unknown) =>
      log.warn({ err: error }, 'What is over of sign-ins could not be removed'),
    );
  });

  return {
    sessions,
    provider,
    demo,
    find,
    requiresSecondFactor,
    account: createOwnAccount({ auth, db, sessions, attempts, record, requiresSecondFactor }),
    async byPassword(request, body) {
      await attempts.begin(body.username, request.address);
      const signedIn = await withPassword(request, body, 'password');
      if (!signedIn) {
        await recordFailure(request, body.username, 'password');
        throw new LegatoError('sign-in-refused', WRONG_CREDENTIALS);
      }
      await attempts.succeed(body.username, request.address);
      return signedIn;
    },
    async bySecondFactor(request, body) {
      const proven = await secondFactor.prove(request, body).catch(async (error: unknown) => {
        if (isRefusal(error)) {
          await record({
            ...{ action: 'sign-in-failed', how: 'second-factor', request },
            ...{ personId: null, username: null },
          });
        }
        throw error;
      });
      await endFormer(request);
      const who = await sessions.find(proven.token);
      if (!who) throw new LegatoError('sign-in-refused', WRONG_CREDENTIALS);
      const how = body.kind === 'recovery' ? 'recovery-code' : 'second-factor';
      await record({ action: 'signed-in', how, request, ...named(who) });
      return {
        result: { status: 'signed-in' },
        cookies: setCookiesFor(request, proven.headers),
      };
    },
    async byProvider(request, query) {
      if (!provider) throw new LegatoError('not-found', 'No provider is set up.');
      const { next, headers } = await provider.finish(request, query);
      await endFormer(request);
      const cookies = setCookiesFor(request, headers);
      const who = await find({ ...request, header: withCookies(request, cookies) });
      if (who) await record({ action: 'signed-in', how: 'provider', request, ...named(who) });
      return { result: { next }, cookies };
    },
    async byDemo(request, username) {
      const person = await demo?.passwordOf(username);
      const signedIn = person && (await withPassword(request, person, 'demo'));
      if (!signedIn) throw new LegatoError('not-found', 'There is nothing at this address.');
      return signedIn;
    },
    async bySetUp(request, body) {
      await attempts.begin('set-up', request.address);
      await setUp(db, passwords, body, now());
      await attempts.succeed('set-up', request.address);
      const signedIn = await withPassword(request, body, 'set-up');
      if (!signedIn) throw new LegatoError('sign-in-refused', WRONG_CREDENTIALS);
      return signedIn;
    },
    async signOut(request) {
      const who = await find(request);
      if (who) {
        await sessions.end(who.personId, who.sessionId);
        await record({ action: 'signed-out', how: 'session', request, ...named(who) });
      }
      return [forgottenCookie(request)];
    },
    async setUpLink() {
      const code = await makeSetUpCode(db, now());
      return code && setUpLink(origin, code);
    },
    close() {
      stopClearing();
      sessions.close();
    },
  };
}

interface Named {
  personId: string;
  username: string;
}

const named = ({ personId, username }: Named): Named => ({ personId, username });

/** By user name or e-mail address, of those who can sign in by a password. */
async function findByName(db: Database, typed: string): Promise<Named | null> {
  const name = typed.trim().toLowerCase();
  const [person] = await db
    .select({ personId: peopleTable.id, username: peopleTable.username })
    .from(peopleTable)
    .innerJoin(
      accountsTable,
      and(eq(accountsTable.userId, peopleTable.id), eq(accountsTable.providerId, 'credential')),
    )
    .where(
      and(
        or(eq(peopleTable.username, name), eq(peopleTable.email, name)),
        eq(peopleTable.isActive, true),
      ),
    )
    // An address of one may be the user name of another: the name counts.
    .orderBy(sql`${peopleTable.username} <> ${name}`)
    .limit(1);
  return person ?? null;
}

const isRefusal = (error: unknown): boolean =>
  isLegatoError(error) && error.code === 'sign-in-refused';

/** The request as it would come with the cookies of an answer. */
const withCookies =
  (request: SignInRequest, cookies: readonly string[]) =>
  (name: string): string | null =>
    name === 'cookie'
      ? cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ')
      : request.header(name);
