import { sql } from 'drizzle-orm';
import { peopleTable } from '@/lib/access/people/people-tables';
import type { Timers } from '@/lib/concurrency/with-deadline';
import type { Database } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { createPasswordHashes, type PasswordHashes } from './password-hashes';
import { setPassword } from './set-passwords';
import { createSignIn, type SignIn, type SignInSettings } from './sign-in';
import type { SignInEvent } from './sign-in-event';
import type { SignInRequest } from './sign-in-request';

export const PASSWORD = 'lantern harbour seven gulls';
export const ORIGIN = 'http://localhost:3000';

export interface SignInUnderTest {
  db: Database;
  signIn: SignIn;
  /** A second process in front of the same database. */
  another(settings?: Partial<SignInSettings>): SignIn;
  events: SignInEvent[];
  logged: string[];
  /** How many passwords were hashed so far, to whatever end. */
  hashes(): number;
  /** Lets time pass: timers run as often as they would have. */
  pass(ms: number): Promise<void>;
  /** Adds a person with PASSWORD. */
  addPerson(person: {
    username: string;
    role?: 'agent' | 'supervisor' | 'recording-manager';
    email?: string;
    password?: string | null;
  }): Promise<string>;
  close(): Promise<void>;
}

let opened: Promise<Database> | null = null;

/** One for all tests of a file: opening it takes longer than they do. */
async function emptyDatabase(): Promise<Database> {
  opened ??= openMigratedDatabase().then(({ db }) => db);
  const db = await opened;
  await db.execute(
    sql`truncate people, teams, verifications, sign_in_attempts, set_up_codes cascade`,
  );
  return db;
}

/** Signing in on a database without people, with a clock that stands still. */
export async function openSignIn(settings: Partial<SignInSettings> = {}): Promise<SignInUnderTest> {
  const db = await emptyDatabase();
  const clock = steppedTimers(Date.now());
  const events: SignInEvent[] = [];
  const logged: string[] = [];
  const real = createPasswordHashes({ cost: { N: 2 ** 10, r: 8, p: 1 } });
  let hashes = 0;
  const counted =
    <Asked extends string[], Result>(work: (...asked: Asked) => Promise<Result>) =>
    (...asked: Asked) => {
      hashes += 1;
      return work(...asked);
    };
  const passwords: PasswordHashes = {
    hash: counted(real.hash),
    verify: counted(real.verify),
    waste: counted(real.waste),
  };
  const write = (fields: Record<string, unknown>, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const open = (more: Partial<SignInSettings> = {}) =>
    createSignIn({
      db,
      passwords,
      log: { debug: write, warn: write },
      now: clock.now,
      timers: clock,
      record: async (event) => void events.push(event),
      settings: {
        origin: ORIGIN,
        secret: 'a secret of this test, which is long enough',
        idleHours: 8,
        sessionDays: 7,
        requiresTotp: false,
        provider: null,
        isDemo: false,
        ...settings,
        ...more,
      },
    });
  const signIns = [open()];
  const [signIn] = signIns;
  if (!signIn) throw new TypeError('there is one');
  return {
    db,
    signIn,
    another: (more) => {
      const other = open(more);
      signIns.push(other);
      return other;
    },
    events,
    logged,
    hashes: () => hashes,
    pass: clock.pass,
    async addPerson({ username, role = 'agent', email, password = PASSWORD }) {
      const id = `id-${username}`;
      const address = email ?? `${username}@people.invalid`;
      await db.insert(peopleTable).values({ id, name: username, username, email: address, role });
      if (password !== null) await setPassword(db, id, await passwords.hash(password));
      return id;
    },
    async close() {
      for (const one of signIns) one.close();
    },
  };
}

/** A request of a browser that keeps cookies. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #headers: Record<string, string>;
  readonly #isSecure: boolean;
  address: string;

  constructor({
    host = 'localhost:3000',
    isSecure = false,
    address = '192.0.2.7',
    headers = {},
  }: {
    host?: string;
    isSecure?: boolean;
    address?: string;
    headers?: Record<string, string>;
  } = {}) {
    this.#headers = { host, 'user-agent': 'A browser', ...headers };
    this.#isSecure = isSecure;
    this.address = address;
  }

  get request(): SignInRequest {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      address: this.address,
      isSecure: this.#isSecure,
      header: (name) => (name === 'cookie' ? cookie || null : (this.#headers[name] ?? null)),
    };
  }

  keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';', 1);
      const at = pair.indexOf('=');
      const isOver = /;\s*max-age=0(;|$)/i.test(cookie);
      if (isOver) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

function steppedTimers(startMs: number) {
  let nowMs = startMs;
  const ticking = new Set<{ everyMs: number; dueMs: number; act: () => void }>();
  const timers: Pick<Timers, 'every'> = {
    every(everyMs, act) {
      const timer = { everyMs, dueMs: nowMs + everyMs, act };
      ticking.add(timer);
      return () => void ticking.delete(timer);
    },
  };
  return {
    ...timers,
    now: () => nowMs,
    async pass(ms: number) {
      nowMs += ms;
      for (const timer of ticking) {
        if (timer.dueMs > nowMs) continue;
        timer.dueMs = nowMs + timer.everyMs;
        timer.act();
      }
    },
  };
}
