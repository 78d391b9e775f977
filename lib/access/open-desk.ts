import 'server-only';
import type { DeskOptions } from './desk/audited-change';
import { createImportDesk, type ImportPeople } from './desk/import-desk';
import { createPeopleDesk, type PeopleDesk } from './desk/people-desk';
import { type PersonFacts, readAllTokens, readPersonFacts } from './desk/person-facts';
import { createTeamDesk, type TeamDesk } from './desk/team-desk';
import type { HearingJudge, HearingRules } from './hearable-legs';
import type { AccessToken } from './people/access-tokens';
import { type JudgedList, judgeListedPeople, type ListedPerson } from './people/add-people';
import type { Directory } from './people/directory';
import type { LiveDirectory } from './people/live-directory';
import type { Session } from './sign-in/sessions';
import type { SignIn } from './sign-in/sign-in';

/** All that recording managers do about people and teams. Whether one may is asked before. */
export interface Desk {
  people: PeopleDesk;
  teams: TeamDesk;
  importPeople: ImportPeople;
  /** What `importPeople` would say, and nothing is done. */
  judgeImport(listed: readonly ListedPerson[]): JudgedList;
  /** As it is now, what was changed here included. */
  directory(): Directory;
  facts(): Promise<ReadonlyMap<string, PersonFacts>>;
  allTokens(): Promise<AccessToken[]>;
  /** Where somebody is signed in, the session used last first. */
  sessionsOf(personId: string): Promise<Session[]>;
  /** Whether such a person has to set up a second factor before anything else. */
  requiresSecondFactor: SignIn['requiresSecondFactor'];
  /** Whether people can sign in by a provider. */
  hasProvider: boolean;
  explain: HearingJudge['explain'];
  rules: HearingRules;
}

export interface OpenDeskOptions extends Omit<DeskOptions, 'changed'> {
  directory: LiveDirectory;
  signIn: SignIn | null;
  judge: HearingJudge;
  rules: HearingRules;
}

export function openDesk({ directory, signIn, judge, rules, ...given }: OpenDeskOptions): Desk {
  const options: DeskOptions = {
    ...given,
    async changed() {
      await directory.refresh();
      await signIn?.sessions.look();
    },
  };
  const { db, now } = options;
  return {
    people: createPeopleDesk(options),
    teams: createTeamDesk(options),
    importPeople: createImportDesk(options),
    judgeImport: (listed) => judgeListedPeople(directory.current(), listed),
    directory: directory.current,
    facts: () => readPersonFacts(db, directory.current().people, now()),
    allTokens: () => readAllTokens(db),
    sessionsOf: async (personId) => (await signIn?.sessions.list(personId)) ?? [],
    requiresSecondFactor: (who) => signIn?.requiresSecondFactor(who) ?? false,
    hasProvider: signIn?.provider != null,
    explain: judge.explain,
    rules,
  };
}
