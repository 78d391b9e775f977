'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useId, useRef } from 'react';
import { buttonClass } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-parts';
import { useFormAct } from '@/components/ui/use-form-act';
import { refreshPeople } from '@/lib/api/people-queries';
import { requestJson } from '@/lib/api/request-json';
import { ChangedTeam, type TeamList, type TeamRow } from '@/lib/contract/teams';
import { paths } from '@/lib/paths';
import { dayNumber, dayOfNumber } from './day-words';

interface AddMemberFormProps {
  team: TeamRow;
  list: TeamList;
  /** Where a key leads. */
  firstField: RefObject<HTMLSelectElement | null>;
}

const FIELD =
  'h-8 w-full rounded-control border border-control bg-surface px-2 text-ink text-body pointer-coarse:h-11';

/** Puts somebody into a team from a first day on, tomorrow where nothing else is said. */
export function AddMemberForm({ team, list, firstField }: AddMemberFormProps) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const { isRunning, sentence, submit } = useFormAct(async (fields) => {
    const { username = '', firstDay = '', lastDay = '' } = fields;
    const body = { username, firstDay, lastDay: lastDay || null };
    await requestJson(ChangedTeam, paths.api.joinTeam(team.id), { method: 'POST', body });
    await refreshPeople(client);
    form.current?.reset();
  });
  return (
    <form ref={form} method="post" onSubmit={submit} className="max-md:w-full">
      <div className="flex flex-wrap items-end gap-2">
        <label htmlFor={`${id}-who`} className="text-ink-2 text-small max-sm:w-full">
          Agent
          <select
            ref={firstField}
            id={`${id}-who`}
            name="username"
            required
            defaultValue=""
            className={`${FIELD} mt-1 block sm:w-45`}
          >
            <option value="" disabled>
              Choose somebody
            </option>
            {list.people.map(({ id: personId, name, username }) => (
              <option key={personId} value={username}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label htmlFor={`${id}-first`} className="text-ink-2 text-small max-sm:flex-1">
          First day
          <input
            id={`${id}-first`}
            name="firstDay"
            type="date"
            required
            defaultValue={dayOfNumber(dayNumber(list.today) + 1)}
            className={`${FIELD} mt-1 block`}
          />
        </label>
        <label htmlFor={`${id}-last`} className="text-ink-2 text-small max-sm:flex-1">
          Last day, or none
          <input id={`${id}-last`} name="lastDay" type="date" className={`${FIELD} mt-1 block`} />
        </label>
        <button
          type="submit"
          aria-disabled={isRunning}
          className={`${buttonClass({ look: 'primary' })} max-sm:w-full max-sm:justify-center`}
        >
          Add to team
        </button>
      </div>
      <div className="mt-2 empty:hidden">
        <FormError sentence={sentence} />
      </div>
    </form>
  );
}
