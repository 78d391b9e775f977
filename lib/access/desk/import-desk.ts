import {
  type JudgedList,
  judgeListedPeople,
  type ListedPerson,
  writeListedPeople,
} from '../people/add-people';
import { changeDirectory } from '../people/change-directory';
import { auditedChange, type DeskOptions, type DoneBy } from './audited-change';
import { describePerson } from './people-desk';
import { teamChanged } from './team-desk';

/** Adds the people of a list: all of them, or none where one line is wrong. */
export type ImportPeople = (by: DoneBy, listed: readonly ListedPerson[]) => Promise<JudgedList>;

export const createImportDesk =
  (options: DeskOptions): ImportPeople =>
  (by, listed) =>
    auditedChange(options, by, async (transaction) => {
      let judged: JudgedList = { ready: [], mistakes: [] };
      const { before, after } = await changeDirectory(
        transaction,
        (directory) => directory,
        async (inner, directory) => {
          judged = judgeListedPeople(directory, listed);
          if (judged.mistakes.length === 0) await writeListedPeople(inner, judged.ready);
        },
      );
      if (judged.mistakes.length > 0) return { acts: [], result: judged };
      const people = judged.ready.map(({ person }) => ({
        action: 'person-changed' as const,
        subject: { before: null, after: describePerson(person) },
      }));
      const joined = [...new Set(judged.ready.flatMap(({ team }) => team?.name ?? []))];
      const teams = joined.map((name) =>
        teamChanged({ before: before?.team(name) ?? null, after: after?.team(name) ?? null }),
      );
      return { acts: [...people, ...teams], result: judged };
    });
