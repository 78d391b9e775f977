'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ProblemState } from '@/components/states/problem-state';
import { classNames } from '@/components/ui/class-names';
import { Skeleton } from '@/components/ui/skeleton';
import { formatDuration } from '@/components/wording/format-duration';
import { teamHeardQuery } from '@/lib/api/people-queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { TeamHeard } from '@/lib/contract/teams';
import { paths } from '@/lib/paths';
import { formatDate, formatLongDate } from './day-words';
import { ROLE_NAMES } from './person-words';

/** Who has heard how much of whose legs this week, of a team. */
export function HeardSection({ teamId }: { teamId: string }) {
  const result = useQuery(teamHeardQuery(teamId));
  const failure = useKeptProblem(result, teamId);
  const found = result.data;
  return (
    <section aria-labelledby="heard-this-week">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-line-strong border-b px-4 pt-5 pb-2.5 sm:px-6">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h3 id="heard-this-week" className="text-section">
            Heard this week
          </h3>
          {found && (
            <p className="text-ink-2 text-small">
              {spanOf(found)}, of the legs that somebody listened to. Seconds heard twice count
              once.
            </p>
          )}
        </div>
        {found && (
          <Link
            href={paths.listening({ from: found.from, to: found.today, action: 'listened' })}
            prefetch={false}
            className="text-small underline underline-offset-3 pointer-coarse:inline-flex pointer-coarse:min-h-11 pointer-coarse:items-center"
          >
            Open the week in the listening log
          </Link>
        )}
      </header>
      {failure && (
        <ProblemState {...failure} className="m-6" onRetry={() => void result.refetch()} />
      )}
      {!failure && !found && (
        <div
          role="status"
          aria-label="Loading what was heard"
          className="grid gap-3 border-line-strong border-b bg-surface p-6"
        >
          <Skeleton className="h-4 w-full max-w-160" />
          <Skeleton className="h-4 w-full max-w-160" />
          <Skeleton className="h-4 w-full max-w-160" />
        </div>
      )}
      {!failure && found && <Heard found={found} />}
    </section>
  );
}

const spanOf = ({ from, today }: TeamHeard): string =>
  from === today
    ? formatLongDate(today)
    : `${formatLongDate(from).slice(0, -5)} – ${formatLongDate(today)}`;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const CELL = 'h-7 border-line/55 border-b px-2 text-left text-body';
const HEAD = 'border-line-strong border-b bg-surface px-2 py-1.5 text-left align-bottom';
/** It stays where it is while the agents scroll. */
const NAME = 'sticky left-0 z-10 w-36 min-w-36 max-w-36 truncate bg-surface pl-4 sm:pl-6';

function Heard({ found }: { found: TeamHeard }) {
  const { agents, listeners, ownSeconds, anyoneSeconds } = found;
  if (sum(anyoneSeconds) === 0) {
    return (
      <p className="border-line-strong border-b bg-surface px-4 py-6 text-body text-ink-2 sm:px-6">
        Nobody has heard a leg of this team since {formatDate(found.from)}.
      </p>
    );
  }
  const lengths = agents.map(({ legsSeconds }) => legsSeconds);
  const lines = [
    ...listeners.map(({ personId, name, role, seconds }) => ({
      ...{ key: personId, name, note: role === null ? '' : ROLE_NAMES[role], seconds },
    })),
    { key: 'own', name: 'The agents', note: 'their own legs', seconds: ownSeconds },
    { key: 'anyone', name: 'Anyone', note: 'counted once', seconds: anyoneSeconds },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section aria-label="Listeners by agent" tabIndex={0} className="relative overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 bg-surface">
        <caption className="sr-only">Seconds heard, by listener and agent</caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} ${NAME} font-medium text-ink-2 text-label`}>
              Heard by
            </th>
            <th scope="col" className={`${HEAD} font-medium text-ink-2 text-label max-md:hidden`}>
              Role
            </th>
            {[...agents, { personId: 'all', name: 'Whole team', legsSeconds: sum(lengths) }].map(
              ({ personId, name, legsSeconds }) => (
                <th key={personId} scope="col" className={`${HEAD} min-w-44 font-normal`}>
                  <span className="block max-w-44 truncate font-semibold text-body" title={name}>
                    {name}
                  </span>
                  <span className="block text-label text-ink-2 tabular-nums">
                    {legsSeconds > 0 ? `${formatDuration(legsSeconds)} in those legs` : 'no leg'}
                  </span>
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, note, seconds }) => (
            <tr key={key}>
              <th
                scope="row"
                title={name}
                className={classNames(CELL, NAME, 'font-semibold', key === 'anyone' && LAST)}
              >
                {name}
                <span className="block font-normal text-ink-2 text-label md:hidden">{note}</span>
              </th>
              <td
                className={classNames(
                  CELL,
                  'whitespace-nowrap text-ink-2 max-md:hidden',
                  key === 'anyone' && LAST,
                )}
              >
                {note}
              </td>
              {[...seconds, sum(seconds)].map((heard, index) => (
                <td
                  key={agents[index]?.personId ?? 'all'}
                  className={classNames(CELL, 'tabular-nums', key === 'anyone' && LAST)}
                >
                  <Share heard={heard} of={lengths[index] ?? sum(lengths)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const LAST = 'border-line-strong!';

/** Seconds as a bar, a length and a share. */
function Share({ heard, of }: { heard: number; of: number }) {
  const share = of > 0 ? heard / of : 0;
  return (
    <span className="flex items-center gap-2">
      <span
        aria-hidden="true"
        className="h-1.5 w-16 shrink-0 overflow-hidden rounded-bar bg-sunken"
      >
        {heard > 0 && (
          <span
            className="block h-full bg-heard"
            style={{ width: `max(2px, ${Math.min(1, share) * 100}%)` }}
          />
        )}
      </span>
      {heard > 0 ? (
        <>
          {formatDuration(heard)}
          <span className="text-ink-2 text-small">{Math.max(1, Math.round(share * 100))} %</span>
        </>
      ) : (
        <span className="text-ink-3">None</span>
      )}
    </span>
  );
}
