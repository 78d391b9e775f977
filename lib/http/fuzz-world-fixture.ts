import { eq, sql } from 'drizzle-orm';
import { type OpenAccess, openAccess } from '@/lib/access/access';
import { type OpenAudit, openAudit } from '@/lib/access/audit/open-audit';
import { createAccessToken } from '@/lib/access/people/access-tokens';
import { addPerson } from '@/lib/access/people/change-people';
import { addTeam, joinTeam } from '@/lib/access/people/change-teams';
import type { Role } from '@/lib/access/people/directory';
import { peopleTable } from '@/lib/access/people/people-tables';
import { createPasswordHashes } from '@/lib/access/sign-in/password-hashes';
import { setPassword } from '@/lib/access/sign-in/set-passwords';
import { createSignIn, type SignIn } from '@/lib/access/sign-in/sign-in';
import { signInAttemptsTable, twoFactorTable } from '@/lib/access/sign-in/sign-in-tables';
import { processTimers } from '@/lib/concurrency/with-deadline';
import type { Database } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { paths } from '@/lib/paths';
import {
  type LegatoUnderTest,
  startLegatoUnderTest,
  TEST_KEY,
} from '@/lib/server/legato-under-test';
import { MARKED_OWNERS, MARKS, type Mark, startMarkedPbx } from './marked-pbx-fixture';

export const PASSWORD = 'lantern harbour seven gulls';

/** Each asks 1 of 5 requests; `script` has a token of the supervisor. */
export const LANES = ['manager', 'supervisor', 'agent', 'script', 'nobody'] as const;
export type Lane = (typeof LANES)[number];

/** Which marks each of them may come across. */
export const MAY_SEE: Readonly<Record<Lane, readonly Mark[]>> = {
  manager: ['agent', 'team', 'shared', 'other'],
  supervisor: ['team', 'shared'],
  agent: ['agent', 'shared'],
  script: ['team', 'shared'],
  nobody: [],
};
const ROLES = { manager: 'recording-manager', supervisor: 'supervisor', agent: 'agent' } as const;

export interface FuzzWorld {
  legato: LegatoUnderTest;
  port: number;
  /** Headers that say who it is. */
  identity(lane: Lane): [name: string, value: string][];
  /** Somebody, and a team, that nothing else here depends on: they may be changed. */
  spare: Spare;
  /** Signs a person in again where that is over, whatever was changed about him. */
  refresh(lane: Lane): Promise<void>;
  close(): Promise<void>;
}

interface Spare {
  personId: string;
  teamId: string;
  membershipId: string;
}

/** A Legato with a sign-in, an audit and three people, in front of a PBX whose legs bear marks. */
export async function openFuzzWorld(): Promise<FuzzWorld> {
  const database = await openMigratedDatabase();
  const { db } = database;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const clock = { now: Date.now, timers: processTimers };
  const passwords = createPasswordHashes({ cost: { N: 2 ** 10, r: 8, p: 1 } });
  const recorded: OpenAudit = openAudit({ db, log, retentionDays: 0, ...clock });
  const signIn = createSignIn({
    ...{ db, log, passwords, record: recorded.recordSignIn, ...clock },
    settings: {
      origin: 'http://localhost:3000',
      secret: 'a secret of this test, which is long enough',
      ...{ idleHours: 8, sessionDays: 7, requiresTotp: false, isDemo: false },
      provider: {
        issuer: 'http://127.0.0.1:1',
        ...{ clientId: 'legato', clientSecret: 'a secret', name: 'A provider' },
        ...{ groupsClaim: 'groups', groups: {} },
      },
    },
  });
  const access = await openAccess({
    ...{ db, signIn, audit: recorded.audit, listening: recorded.listening, ...clock },
    rules: { systemUsers: new Set(['administrator', 'noojeeadmin']), sharesSystemLegs: true },
  });
  const pbx = await startMarkedPbx(TEST_KEY);
  const legato = await startLegatoUnderTest({
    access,
    settings: { NOOJEE_URL: pbx.url, TRUSTED_PROXIES: '127.0.0.1' },
  });
  const hash = await passwords.hash(PASSWORD);
  const { token, spare } = await addPeople(db, hash);
  await access.directory.refresh();
  const cookies = new Map<Lane, string>();
  const world: FuzzWorld = {
    legato,
    port: Number(new URL(legato.url).port),
    spare,
    identity(lane) {
      if (lane === 'script') return [['Authorization', `Bearer ${token}`]];
      const cookie = cookies.get(lane);
      return cookie ? [['Cookie', cookie]] : [];
    },
    async refresh(lane) {
      if (lane === 'nobody' || lane === 'script') return;
      const headers = { cookie: cookies.get(lane) ?? '' };
      const account = await fetch(legato.url + paths.api.account(), { headers });
      await account.text();
      if (account.status !== 200) cookies.set(lane, await signInAgain(lane));
    },
    async close() {
      await legato.close();
      access.close();
      signIn.close();
      await recorded.close();
      await pbx.close();
      await database.close();
    },
  };
  const signInAgain = (lane: keyof typeof ROLES) =>
    signInAnew({ db, access, signIn, hash }, lane, ROLES[lane]);
  for (const lane of LANES) await world.refresh(lane);
  return world;
}

/** @returns The supervisor's token as well. */
async function addPeople(db: Database, hash: string): Promise<{ token: string; spare: Spare }> {
  const setOne = { setPassword: (tx: Database, id: string) => setPassword(tx, id, hash) };
  const add = (username: string, role: Role, noojeeUsernames: string[] = []) =>
    addPerson(db, { username, name: username, role, noojeeUsernames }, setOne);
  const always = { firstDay: '2000-01-01', lastDay: null };
  await add('manager', 'recording-manager');
  await add('supervisor', 'supervisor');
  await add('agent', 'agent', [MARKED_OWNERS.agent]);
  await add('member', 'agent', [MARKED_OWNERS.team]);
  await addTeam(db, 'The team', ['supervisor']);
  await joinTeam(db, 'The team', 'member', always);
  const { after: person } = await add('spare', 'agent');
  await addTeam(db, 'Spare team', []);
  const { after: team } = await joinTeam(db, 'Spare team', 'spare', always);
  const { token } = await createAccessToken(db, {
    ...{ username: 'supervisor', name: 'fuzz', days: 1, now: new Date() },
  });
  return {
    token,
    spare: {
      personId: person?.id ?? '',
      teamId: team?.id ?? '',
      membershipId: team?.members[0]?.id ?? '',
    },
  };
}

async function signInAnew(
  { db, access, signIn, hash }: { db: Database; access: OpenAccess; signIn: SignIn; hash: string },
  username: string,
  role: Role,
): Promise<string> {
  const [person] = await db
    .update(peopleTable)
    .set({ role, isActive: true, twoFactorEnabled: false })
    .where(eq(peopleTable.username, username))
    .returning({ id: peopleTable.id });
  if (!person) throw new Error(`${username} is gone.`);
  await db.delete(twoFactorTable).where(eq(twoFactorTable.userId, person.id));
  await db.delete(signInAttemptsTable).where(sql`true`);
  await setPassword(db, person.id, hash);
  await access.directory.refresh();
  await signIn.sessions.look();
  const { cookies } = await signIn.byPassword(
    {
      address: '127.0.0.1',
      isSecure: false,
      header: (name) => (name === 'host' ? 'localhost' : null),
    },
    { username, password: PASSWORD },
  );
  return cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ');
}

/** Every mark that a text holds and that this lane may not see. */
export const marksFor = (lane: Lane, text: string): string[] =>
  Object.entries(MARKS)
    .filter(([mark, label]) => !MAY_SEE[lane].some((one) => one === mark) && text.includes(label))
    .map(([mark]) => mark);
