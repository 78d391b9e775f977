'use client';

import { useQuery } from '@tanstack/react-query';
import Plus from 'lucide-react/icons/plus';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { ProblemState } from '@/components/states/problem-state';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCounted } from '@/components/wording/format-count';
import { teamsQuery } from '@/lib/api/people-queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { TeamList, TeamRow } from '@/lib/contract/teams';
import { paths } from '@/lib/paths';
import { AddMemberForm } from './add-member-form';
import { formatDate } from './day-words';
import { HeardSection } from './heard-section';
import { OfficeFrame } from './office-frame';
import { TeamDialog } from './team-dialogs';
import { TeamMembers } from './team-members';
import { useListFocus } from './use-list-focus';

/** All teams on the left, one of them beside: who is in it from when to when. */
export function TeamsPage({ teamId }: { teamId: string | null }) {
  const router = useRouter();
  const result = useQuery(teamsQuery);
  const failure = useKeptProblem(result, 'teams');
  const [open, setOpen] = useState<'add' | 'change' | null>(null);
  const agentField = useRef<HTMLSelectElement>(null);
  const list = result.data;
  const team = list?.teams.find(({ id }) => id === teamId) ?? list?.teams[0];
  const go = (step: number) => {
    const index = list?.teams.findIndex(({ id }) => id === team?.id) ?? -1;
    const next = list?.teams[index + step];
    if (next) router.push(paths.team(next.id));
  };
  useShortcuts('people', {
    'add-here': () => agentField.current?.focus(),
    change: () => team && setOpen('change'),
    'team-before': () => go(-1),
    'team-after': () => go(1),
  });
  return (
    <div className="flex min-h-full flex-col">
      <OfficeFrame page="teams" count={list?.teams.length ?? null} today={list?.today ?? null}>
        <Button look="primary" size="bar" onClick={() => setOpen('add')}>
          <Icon glyph={Plus} size={14} /> Add team
        </Button>
      </OfficeFrame>
      {failure && (
        <ProblemState {...failure} className="m-6" onRetry={() => void result.refetch()} />
      )}
      {!failure && !list && <Skeletons />}
      {list && list.teams.length === 0 && (
        <p className="bg-surface px-4 py-6 text-body text-ink-2 sm:px-6">
          No team yet. A supervisor hears who is in a team of theirs, from the first day on.
        </p>
      )}
      {list && team && (
        <div className="flex min-h-0 flex-1 max-md:flex-col">
          <TeamListing list={list} openId={team.id} />
          <div className="min-w-0 flex-1 md:border-line md:border-l">
            <TeamHead team={team} list={list} onChange={() => setOpen('change')}>
              <AddMemberForm key={team.id} team={team} list={list} firstField={agentField} />
            </TeamHead>
            <TeamMembers key={team.id} team={team} list={list} />
            {team.members.length > 0 && <HeardSection key={team.id} teamId={team.id} />}
          </div>
        </div>
      )}
      {list && open === 'add' && (
        <TeamDialog
          team={null}
          list={list}
          onClose={() => setOpen(null)}
          onDone={(id) => router.push(paths.team(id))}
        />
      )}
      {list && team && open === 'change' && (
        <TeamDialog team={team} list={list} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

const isToday = ({ firstDay, lastDay }: TeamRow['members'][number], today: string) =>
  firstDay <= today && (lastDay === null || today <= lastDay);

const countToday = ({ members }: TeamRow, today: string): number =>
  new Set(members.filter((one) => isToday(one, today)).map(({ personId }) => personId)).size;

function TeamListing({ list, openId }: { list: TeamList; openId: string }) {
  const opened = list.teams.findIndex(({ id }) => id === openId);
  const { active, setActive, onKeyDown, rowRef } = useListFocus(list.teams.length, opened);
  const inTeams = new Set(
    list.teams.flatMap(({ members }) =>
      members.filter((one) => isToday(one, list.today)).map(({ personId }) => personId),
    ),
  );
  const without = list.people.filter(({ id, role }) => role === 'agent' && !inTeams.has(id));
  return (
    <nav aria-label="Teams" className="shrink-0 py-2 md:w-53">
      <ul onKeyDown={onKeyDown} className="max-md:max-h-44 max-md:overflow-y-auto">
        {list.teams.map((team, index) => (
          <li key={team.id}>
            <Link
              ref={rowRef(index)}
              href={paths.team(team.id)}
              prefetch={false}
              tabIndex={index === active ? 0 : -1}
              onFocus={() => setActive(index)}
              aria-current={team.id === openId ? 'page' : undefined}
              className={classNames(
                'flex h-7 items-center gap-2 px-4 text-body focus-visible:-outline-offset-2 pointer-coarse:h-11 sm:px-6',
                team.id === openId
                  ? 'bg-select font-semibold shadow-[inset_3px_0_var(--ink)]'
                  : 'text-ink hover:bg-sunken',
              )}
            >
              <span className="min-w-0 flex-1 truncate" title={team.name}>
                {team.name}
              </span>
              <span className="text-ink-2 tabular-nums">
                {countToday(team, list.today)}
                <span className="sr-only"> today</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {without.length > 0 && (
        <p className="px-4 pt-3 text-ink-2 text-prose sm:px-6">
          {formatCounted(without.length, 'agent is', 'agents are')} in no team:{' '}
          {without.slice(0, 5).map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <Link
                href={paths.person(id)}
                prefetch={false}
                className="text-ink underline underline-offset-3"
              >
                {name}
              </Link>
            </span>
          ))}
          {without.length > 5 && ` and ${without.length - 5} more`}
        </p>
      )}
    </nav>
  );
}

interface TeamHeadProps {
  team: TeamRow;
  list: TeamList;
  onChange: () => void;
  children: React.ReactNode;
}

function TeamHead({ team, list, onChange, children }: TeamHeadProps) {
  const later = team.members
    .filter(({ firstDay }) => firstDay > list.today)
    .toSorted((a, b) => a.firstDay.localeCompare(b.firstDay));
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-line border-b px-4 py-3 sm:px-6">
      <div className="min-w-0">
        <h2 className="truncate text-section">{team.name}</h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-4 text-ink-2 text-small">
          <span>
            {team.supervisors.length > 1 ? 'Supervisors' : 'Supervisor'}{' '}
            <b className="font-semibold text-ink">
              {team.supervisors.map(({ name }) => name).join(', ') || 'none yet'}
            </b>
          </span>
          <button
            type="button"
            aria-keyshortcuts="E"
            onClick={onChange}
            className="rounded-key underline underline-offset-3 hover:text-ink pointer-coarse:min-h-11"
          >
            Change
          </button>
          <span>
            {formatCounted(countToday(team, list.today), 'person', 'people')} today
            {later[0] &&
              `, ${later.length} ${later.length === 1 ? 'joins' : 'join'} from ${formatDate(later[0].firstDay)}`}
          </span>
        </p>
      </div>
      {children}
    </div>
  );
}

const Skeletons = () => (
  <div role="status" aria-label="Loading" className="grid gap-3 bg-surface p-6">
    {Array.from({ length: 8 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
      <Skeleton key={index} className="h-4 w-full max-w-160" />
    ))}
  </div>
);
