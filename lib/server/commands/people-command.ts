import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { DoneBy } from '@/lib/access/desk/audited-change';
import type { PeopleDesk } from '@/lib/access/desk/people-desk';
import type { TeamDesk } from '@/lib/access/desk/team-desk';
import { refuse } from '@/lib/access/people/change-directory';
import type { PersonPatch } from '@/lib/access/people/change-people';
import type { DaySpan, Directory, Person, Team } from '@/lib/access/people/directory';
import { loadDirectory } from '@/lib/access/people/load-directory';
import type { Database } from '@/lib/database/database';

export const PEOPLE_HELP = `People, teams and tokens of Legato:

  npm run people -- add NAME --role agent|supervisor|recording-manager
                    [--name "Shown name"] [--usernames Noojee,names] [--email E] [--password-file F]
  npm run people -- set NAME [--role R] [--name N] [--usernames A,B] [--email E] [--password-file F]
  npm run people -- off NAME, on NAME
  npm run people -- second-factor off NAME                   (an authenticator that is lost)
  npm run people -- list
  npm run people -- team add TEAM [--supervisor NAME,NAME]
  npm run people -- team set TEAM [--name TEAM] [--supervisor NAME,NAME]
  npm run people -- team join TEAM NAME --from 2025-11-01 [--to 2025-11-30]
  npm run people -- team leave TEAM NAME --from 2025-11-01     (takes that membership back)
  npm run people -- team list
  npm run people -- token NAME --days 30 [--name "What it is for"]     prints the token, once
  npm run people -- token list NAME, token revoke ID

With npm run --silent the output is fit for a script: lists are columns with tabs between them.`;

export interface PeopleCommand {
  db: Database;
  people: PeopleDesk;
  teams: TeamDesk;
  /** The file of `--password-file`, without its line end. @throws LegatoError `invalid-request`. */
  readPassword: (path: string) => Promise<string>;
}

/** Who has a shell on the machine is nobody in Legato: its own hand did it. */
const BY: DoneBy = {
  actor: { kind: 'system', name: 'command line' },
  requestId: null,
  client: null,
};

const OPTIONS = {
  role: { type: 'string' },
  name: { type: 'string' },
  usernames: { type: 'string' },
  email: { type: 'string' },
  'password-file': { type: 'string' },
  supervisor: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  days: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];
type OptionName = keyof typeof OPTIONS;

/** What stands behind the words of a command. */
interface Given {
  words: readonly string[];
  options: Partial<Record<Exclude<OptionName, 'help'>, string>>;
}

interface Action {
  /** How many words follow those of the action itself. */
  takes: number;
  options: readonly OptionName[];
  run(command: PeopleCommand, given: Given): Promise<string>;
}

/**
 * Does one command and says what was done, a line each.
 *
 * @param args As they stand behind `npm run people --`.
 * @throws LegatoError `invalid-request` with a sentence, and nothing is changed.
 */
export async function runPeopleCommand(
  command: PeopleCommand,
  args: readonly string[],
): Promise<string> {
  const { values, positionals } = read(args);
  if (values.help || positionals.length === 0) return PEOPLE_HELP;
  const [first = '', second = ''] = positionals;
  const isPair = Object.hasOwn(ACTIONS, `${first} ${second}`);
  const name = isPair ? `${first} ${second}` : first;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  const words = positionals.slice(isPair ? 2 : 1);
  const { help: _, ...options } = values;
  if (!action) return refuse(`There is no command "${name}": npm run people -- --help lists them.`);
  if (words.length !== action.takes) {
    refuse(`"${name}" takes ${action.takes} words: npm run people -- --help shows which.`);
  }
  const foreign = Object.keys(options).find((key) => !action.options.some((one) => one === key));
  if (foreign)
    refuse(`"${name}" takes no --${foreign}: npm run people -- --help shows what it takes.`);
  return action.run(command, { words, options });
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const ACTIONS: Readonly<Record<string, Action>> = {
  add: {
    takes: 1,
    options: ['role', 'name', 'usernames', 'email', 'password-file'],
    async run(command, { words: [username = ''], options }) {
      const role =
        options.role ??
        refuse('--role says what this person may: agent, supervisor or recording-manager.');
      const file = options['password-file'];
      const password = file === undefined ? null : await command.readPassword(file);
      const person = {
        username,
        name: options.name ?? username,
        role,
        email: options.email ?? null,
        noojeeUsernames: listOf(options.usernames),
      };
      return `Added ${describePerson(await command.people.add(BY, person, password))}.`;
    },
  },
  set: {
    takes: 1,
    options: ['role', 'name', 'usernames', 'email', 'password-file'],
    async run(command, { words: [username = ''], options }) {
      const { role, name, usernames, email } = options;
      const file = options['password-file'];
      const password = file === undefined ? null : await command.readPassword(file);
      const patch: PersonPatch = {
        ...(role !== undefined && { role }),
        ...(name !== undefined && { name }),
        ...(email !== undefined && { email: email === '' ? null : email }),
        ...(usernames !== undefined && { noojeeUsernames: listOf(usernames) }),
      };
      const changed = await command.people.change(BY, username, patch, password);
      return `Changed ${describePerson(changed)}.`;
    },
  },
  off: {
    takes: 1,
    options: [],
    async run({ people }, { words: [username = ''] }) {
      const { name } = await people.switch(BY, username, false);
      return `Switched ${name} off.`;
    },
  },
  on: {
    takes: 1,
    options: [],
    async run({ people }, { words: [username = ''] }) {
      const { name } = await people.switch(BY, username, true);
      return `Switched ${name} on.`;
    },
  },
  'second-factor off': {
    takes: 1,
    options: [],
    async run({ people }, { words: [username = ''] }) {
      const { name } = await people.dropSecondFactor(BY, username);
      return `Took the second factor of ${name} away. All sessions ended.`;
    },
  },
  list: {
    takes: 0,
    options: [],
    run: async ({ db }) => (await loadDirectory(db)).people.map(personLine).join('\n'),
  },
  'team add': {
    takes: 1,
    options: ['supervisor'],
    async run({ teams }, { words: [team = ''], options }) {
      const { name } = await teams.add(BY, team, listOf(options.supervisor));
      return `Added the team ${name}.`;
    },
  },
  'team set': {
    takes: 1,
    options: ['name', 'supervisor'],
    async run({ teams }, { words: [team = ''], options }) {
      const { name } = await teams.change(BY, team, {
        ...(options.name !== undefined && { name: options.name }),
        ...(options.supervisor !== undefined && { supervisors: listOf(options.supervisor) }),
      });
      return `Changed the team ${name}.`;
    },
  },
  'team join': {
    takes: 2,
    options: ['from', 'to'],
    async run({ teams }, { words: [team = '', username = ''], options }) {
      const firstDay = options.from ?? refuse('--from says the first day, such as 2025-11-01.');
      const days = { firstDay, lastDay: options.to ?? null };
      const { name } = await teams.join(BY, team, username, days);
      return `${username} is in ${name} ${wordsOf(days)}.`;
    },
  },
  'team leave': {
    takes: 2,
    options: ['from'],
    async run({ db, teams }, { words: [team = '', username = ''], options }) {
      const directory = await loadDirectory(db);
      const membership = membershipOf(directory, team, username, options.from);
      const { name } = await teams.remove(BY, team, membership);
      return `${username} is not in ${name} from ${options.from}.`;
    },
  },
  'team list': {
    takes: 0,
    options: [],
    async run({ db }) {
      const directory = await loadDirectory(db);
      return directory.teams.flatMap((team) => teamLines(directory, team)).join('\n');
    },
  },
  token: {
    takes: 1,
    options: ['days', 'name'],
    async run({ people }, { words: [username = ''], options }) {
      const days = Number(options.days ?? refuse('--days says for how long, such as --days 30.'));
      const name = options.name ?? 'command line';
      return (await people.makeToken(BY, { username, name, days })).token;
    },
  },
  'token list': {
    takes: 1,
    options: [],
    async run({ people }, { words: [username = ''] }) {
      const tokens = await people.tokens(username);
      return tokens
        .map((token) =>
          [
            token.id,
            token.name,
            `until ${token.expiresAt.toISOString()}`,
            token.revokedAt ? `revoked ${token.revokedAt.toISOString()}` : 'good',
            token.lastUsedAt ? `used ${token.lastUsedAt.toISOString()}` : 'not used yet',
          ].join('\t'),
        )
        .join('\n');
    },
  },
  'token revoke': {
    takes: 1,
    options: [],
    async run({ people }, { words: [id = ''] }) {
      const { name } = await people.revokeToken(BY, id, null);
      return `Revoked the token ${name}.`;
    },
  },
};

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

function describePerson(person: Person): string {
  const owns = person.noojeeUsernames.join(', ');
  return `${person.name} (${person.username}), ${person.role}, ${owns ? `owner of the legs of ${owns}` : 'owner of no legs'}`;
}

const personLine = ({ username, name, role, isActive, email, noojeeUsernames }: Person): string =>
  [username, role, isActive ? 'on' : 'off', name, noojeeUsernames.join(','), email ?? ''].join(
    '\t',
  );

function teamLines({ person }: Directory, { name, supervisorIds, members }: Team): string[] {
  const named = (id: string) => person(id)?.username ?? id;
  return [
    `${name}\tsupervised by\t${supervisorIds.map(named).join(',')}`,
    ...members.map(
      ({ personId, ...days }) =>
        `${name}\tmember\t${named(personId)}\t${days.firstDay}\t${days.lastDay ?? ''}`,
    ),
  ];
}

const wordsOf = ({ firstDay, lastDay }: DaySpan): string =>
  lastDay === null ? `from ${firstDay} on` : `from ${firstDay} to ${lastDay}`;

function membershipOf(
  directory: Directory,
  team: string,
  username: string,
  firstDay: string | undefined,
): string {
  const found = directory.team(team) ?? refuse(`There is no team called ${team}.`);
  const person = directory.personByName(username);
  const membership = found.members.find(
    (member) => member.personId === person?.id && member.firstDay === firstDay,
  );
  return (
    membership?.id ??
    refuse(
      `${username} has no membership in ${found.name} that begins on ${firstDay ?? 'the day of --from'}.`,
    )
  );
}
