import 'server-only';
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Role } from '@/lib/access/people/directory';
import { bumpVersion } from '@/lib/access/people/live-directory';
import {
  noojeeUsernamesTable,
  peopleTable,
  teamMembersTable,
  teamSupervisorsTable,
  teamsTable,
} from '@/lib/access/people/people-tables';
import type { Database } from '@/lib/database/database';
import type { PasswordHashes } from './password-hashes';
import { setPassword } from './set-passwords';

/** One of those who can be taken by one click, as the demo's sign-in page shows him. */
export interface DemoPerson {
  username: string;
  name: string;
  role: Role;
  /** What there is to see as him. */
  what: string;
}

interface InventedPerson extends DemoPerson {
  noojeeUsernames: readonly string[];
}

/** They own legs of the simulated PBX's examples (lib/simulator/examples.ts). */
const PEOPLE: readonly InventedPerson[] = [
  {
    username: 'meg',
    name: 'Meg H.',
    role: 'recording-manager',
    what: 'Hears everything, and says who may hear what',
    noojeeUsernames: [],
  },
  {
    username: 'ruth',
    name: 'Ruth B.',
    role: 'supervisor',
    what: 'Hears her own calls and those of her team: Fred and Priya N.',
    noojeeUsernames: ['Ruth B.'],
  },
  {
    username: 'fred',
    name: 'Fred',
    role: 'agent',
    what: 'Hears his own calls',
    noojeeUsernames: ['Fred'],
  },
];
/** In the team, without a way in. */
const PRIYA: InventedPerson = {
  username: 'priya',
  name: 'Priya N.',
  role: 'agent',
  what: '',
  noojeeUsernames: ['Priya N.'],
};
const TEAM = { id: 'demo-inbound', name: 'Inbound' };
/** Before any call of the simulated PBX. */
const FIRST_DAY = '2020-01-01';

export interface Demo {
  people: readonly DemoPerson[];
  /** Makes them where they are not there, with passwords of this process that nobody knows. */
  prepare(): Promise<void>;
  /** What signs in one of them; null for anybody else. */
  passwordOf(username: string): Promise<{ username: string; password: string } | null>;
}

/** The people of `npm run demo`. Settings refuse it anywhere but on loopback, in front of a PBX on loopback. */
export function createDemo(db: Database, passwords: PasswordHashes): Demo {
  const password = randomBytes(24).toString('base64url');

  async function makePeople(): Promise<void> {
    const hash = await passwords.hash(password);
    await db.transaction(async (transaction) => {
      for (const person of [...PEOPLE, PRIYA]) await makePerson(transaction, person);
      for (const { username } of PEOPLE) await setPassword(transaction, idOf(username), hash);
      await transaction
        .insert(teamsTable)
        .values({ ...TEAM, folded: TEAM.name.toLowerCase() })
        .onConflictDoNothing();
      await transaction
        .insert(teamSupervisorsTable)
        .values({ teamId: TEAM.id, personId: idOf('ruth') })
        .onConflictDoNothing();
      for (const username of ['fred', 'priya']) {
        await transaction
          .insert(teamMembersTable)
          .values({
            id: `demo-inbound-${username}`,
            teamId: TEAM.id,
            personId: idOf(username),
            firstDay: FIRST_DAY,
          })
          .onConflictDoNothing();
      }
      await bumpVersion(transaction);
    });
  }

  let prepared: Promise<void> | null = null;
  const prepare = () => {
    prepared ??= makePeople();
    return prepared;
  };

  return {
    people: PEOPLE.map(({ noojeeUsernames: _, ...person }) => person),
    prepare,
    async passwordOf(username) {
      if (!PEOPLE.some((person) => person.username === username)) return null;
      await prepare();
      return { username, password };
    },
  };
}

const idOf = (username: string): string => `demo-${username}`;

async function makePerson(transaction: Database, person: InventedPerson): Promise<void> {
  const { username, name, role, noojeeUsernames } = person;
  const id = idOf(username);
  const [known] = await transaction
    .select({ id: peopleTable.id })
    .from(peopleTable)
    .where(eq(peopleTable.id, id));
  if (known) return;
  await transaction
    .insert(peopleTable)
    .values({ id, name, username, email: `${username}@people.invalid`, role });
  for (const owner of noojeeUsernames) {
    await transaction
      .insert(noojeeUsernamesTable)
      .values({ personId: id, username: owner, folded: owner.toLowerCase() })
      .onConflictDoNothing();
  }
}
