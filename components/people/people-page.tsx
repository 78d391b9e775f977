'use client';

import { useQuery } from '@tanstack/react-query';
import Plus from 'lucide-react/icons/plus';
import Search from 'lucide-react/icons/search';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { ProblemState } from '@/components/states/problem-state';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCounted } from '@/components/wording/format-count';
import { peopleQuery } from '@/lib/api/people-queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { PeopleList, PersonRow, RoleName } from '@/lib/contract/people';
import { paths } from '@/lib/paths';
import { OfficeFrame } from './office-frame';
import { type PeopleSort, PeopleTable } from './people-table';
import { PersonDialog } from './person-dialog';
import { PersonPanel } from './person-panel';
import { needsAttention } from './person-words';

type RoleFilter = RoleName | 'all';
type StateFilter = 'any' | 'active' | 'attention' | 'off';

/** Everybody, and one of them beside: where there is no room for both, the one alone. */
export function PeoplePage({ personId }: { personId: string | null }) {
  const router = useRouter();
  const result = useQuery(peopleQuery);
  const failure = useKeptProblem(result, 'people');
  const [typed, setTyped] = useState('');
  const [role, setRole] = useState<RoleFilter>('all');
  const [state, setState] = useState<StateFilter>('any');
  const [sort, setSort] = useState<PeopleSort>('name');
  const [isAdding, setAdding] = useState(false);
  const list = result.data;
  const shown = list ? sorted(filtered(list, typed, role, state), sort) : [];
  useShortcuts('people', {
    'add-here': () => setAdding(true),
    'close-beside': () => {
      if (personId !== null) router.push(paths.people());
    },
  });
  const at = shown.findIndex(({ id }) => id === personId);
  return (
    <div className="flex min-h-full flex-col lg:h-full">
      <OfficeFrame
        page="people"
        count={list?.people.length ?? null}
        today={list?.today ?? null}
        isHiddenBelowDesk={personId !== null}
      >
        <Button look="primary" size="bar" aria-keyshortcuts="A" onClick={() => setAdding(true)}>
          <Icon glyph={Plus} size={14} /> Add person
        </Button>
      </OfficeFrame>
      <div className="flex min-h-0 flex-1">
        <div
          className={classNames(
            '@container flex min-w-0 flex-1 flex-col',
            personId !== null && 'max-lg:hidden',
          )}
        >
          <Filters {...{ list, typed, role, state }} on={{ setTyped, setRole, setState }} />
          {failure && (
            <ProblemState {...failure} className="m-6" onRetry={() => void result.refetch()} />
          )}
          {!failure && !list && <TableSkeleton />}
          {list && (
            <div className="min-h-0 flex-1 overflow-y-auto">
              {shown.length > 0 ? (
                <PeopleTable
                  people={shown}
                  today={list.today}
                  yourId={list.yourId}
                  openId={personId}
                  sort={sort}
                  onSort={setSort}
                />
              ) : (
                <p className="border-line border-t bg-surface px-4 py-6 text-body text-ink-2 sm:px-6">
                  Nobody fits. <ClearButton on={{ setTyped, setRole, setState }} />
                </p>
              )}
              <p className="px-4 py-3 text-ink-2 text-prose sm:px-6">
                Nobody is ever deleted: a person who leaves is switched off, and the listening log
                keeps the name.
              </p>
            </div>
          )}
        </div>
        {personId !== null && (
          <div className="flex min-w-0 max-lg:block max-lg:flex-1">
            <PersonPanel
              key={personId}
              personId={personId}
              place={
                at < 0
                  ? null
                  : {
                      number: at + 1,
                      of: shown.length,
                      before: shown[at - 1]?.id ?? null,
                      after: shown[at + 1]?.id ?? null,
                    }
              }
            />
          </div>
        )}
      </div>
      {isAdding && (
        <PersonDialog
          person={null}
          onClose={() => setAdding(false)}
          onAdded={(id) => {
            setAdding(false);
            router.push(paths.person(id));
          }}
        />
      )}
    </div>
  );
}

interface Setters {
  setTyped: (typed: string) => void;
  setRole: (role: RoleFilter) => void;
  setState: (state: StateFilter) => void;
}

interface FiltersProps {
  list: PeopleList | undefined;
  typed: string;
  role: RoleFilter;
  state: StateFilter;
  on: Setters;
}

function Filters({ list, typed, role, state, on }: FiltersProps) {
  const people = list?.people ?? [];
  const count = (wanted: RoleName) => people.filter((person) => person.role === wanted).length;
  const attention = list ? people.filter((one) => needsAttention(one, list.today)).length : 0;
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2.5 sm:px-6">
      <label className="flex h-7 w-57 items-center gap-2 rounded-control border border-control bg-surface px-2.5 focus-within:outline-2 focus-within:outline-focus pointer-coarse:h-11 max-sm:w-full">
        <Icon glyph={Search} size={14} className="text-ink-2" />
        <span className="sr-only">Name or Noojee username</span>
        <input
          type="search"
          value={typed}
          onChange={({ target }) => on.setTyped(target.value)}
          placeholder="Name or Noojee username"
          className="h-full min-w-0 flex-1 bg-transparent text-small outline-none"
        />
      </label>
      <Segmented
        label="Role"
        value={role}
        onChange={on.setRole}
        className="max-sm:hidden"
        options={[
          { value: 'all', label: 'All' },
          { value: 'agent', label: `Agents ${count('agent')}` },
          { value: 'supervisor', label: `Supervisors ${count('supervisor')}` },
          { value: 'recording-manager', label: `Managers ${count('recording-manager')}` },
        ]}
      />
      <select
        aria-label="State"
        value={state}
        onChange={({ target }) => on.setState(STATES.find((one) => one === target.value) ?? 'any')}
        className="h-7 rounded-control border border-line-strong bg-surface px-2 font-medium text-small pointer-coarse:h-11"
      >
        <option value="any">Any state</option>
        <option value="active">Active</option>
        <option value="attention">Need attention</option>
        <option value="off">Switched off</option>
      </select>
      {attention > 0 && (
        <button
          type="button"
          aria-pressed={state === 'attention'}
          onClick={() => on.setState(state === 'attention' ? 'any' : 'attention')}
          className="ml-auto inline-flex items-center gap-1.5 rounded-key text-small text-warn underline underline-offset-3 pointer-coarse:min-h-11"
        >
          <Icon glyph={TriangleAlert} size={14} />
          {formatCounted(attention, 'needs attention', 'need attention')}
        </button>
      )}
    </div>
  );
}

const STATES: readonly StateFilter[] = ['any', 'active', 'attention', 'off'];

const ClearButton = ({ on }: { on: Setters }) => (
  <button
    type="button"
    className="rounded-key underline underline-offset-3"
    onClick={() => {
      on.setTyped('');
      on.setRole('all');
      on.setState('any');
    }}
  >
    Show everybody
  </button>
);

function filtered(
  { people, today }: PeopleList,
  typed: string,
  role: RoleFilter,
  state: StateFilter,
): PersonRow[] {
  const wanted = typed.trim().toLowerCase();
  return people.filter((person) => {
    const names = [person.name, person.username, ...person.noojeeUsernames];
    if (!names.some((name) => name.toLowerCase().includes(wanted))) return false;
    if (role !== 'all' && person.role !== role) return false;
    if (state === 'active') return person.isActive;
    if (state === 'off') return !person.isActive;
    return state === 'any' || needsAttention(person, today);
  });
}

/** Who was seen last comes first; by name as the server sent them. */
const sorted = (people: PersonRow[], sort: PeopleSort): PersonRow[] =>
  sort === 'name'
    ? people
    : people.toSorted((a, b) => (b.lastSeenAt ?? '').localeCompare(a.lastSeenAt ?? ''));

const TableSkeleton = () => (
  <div role="status" aria-label="Loading" className="border-line border-t bg-surface">
    {Array.from({ length: 12 }, (_, index) => (
      <div
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        key={index}
        className="flex h-7 items-center gap-8 border-line/55 border-b px-4 sm:px-6"
      >
        <Skeleton className="h-3 w-28" />
        <Skeleton className="h-3 w-20" />
        <Skeleton className="h-3 w-40" />
      </div>
    ))}
  </div>
);
