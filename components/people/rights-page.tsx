'use client';

import { useQuery } from '@tanstack/react-query';
import Check from 'lucide-react/icons/check';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import Download from 'lucide-react/icons/download';
import Lock from 'lucide-react/icons/lock';
import Link from 'next/link';
import { statedSeconds } from '@/components/call-time/leg-length';
import { ownerClass, ownerColours } from '@/components/owner/owner-colours';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { ProblemState } from '@/components/states/problem-state';
import { buttonClass } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCounted } from '@/components/wording/format-count';
import { formatDuration } from '@/components/wording/format-duration';
import { whoCanHearQuery } from '@/lib/api/people-queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { WhoCanHear } from '@/lib/contract/teams';
import { visibleText } from '@/lib/contract/visible-text';
import { paths } from '@/lib/paths';
import { formatLongDate } from './day-words';
import { ROLE_NAMES } from './person-words';
import { useListFocus } from './use-list-focus';

const CELL = 'h-7 border-line/55 border-b px-2 text-left text-small';
/** They stay where they are while the legs scroll. */
const NAME = 'sticky left-0 z-10 w-32 min-w-32 max-w-32 truncate bg-surface pl-4 sm:pl-6';
const ROLE = 'sticky left-32 z-10 w-33 min-w-33 bg-surface text-ink-2 max-md:hidden';

/** Who can hear a call and why: the people down, the legs across. */
export function RightsPage({ uniqueId }: { uniqueId: string }) {
  const result = useQuery(whoCanHearQuery(uniqueId));
  const failure = useKeptProblem(result, uniqueId);
  const found = result.data;
  return (
    <div className="flex min-h-full flex-col">
      <header className="border-line border-b bg-surface px-4 py-3 sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <Link
            href={paths.call(uniqueId)}
            prefetch={false}
            className="inline-flex items-center gap-1.5 text-small pointer-coarse:min-h-11"
          >
            <Icon glyph={ChevronLeft} size={14} />
            <span className="underline underline-offset-3">Call {visibleText(uniqueId)}</span>
          </Link>
          {found && (
            <a
              href={paths.api.exportCallRights(uniqueId)}
              download
              className={buttonClass({ size: 'bar' })}
            >
              <Icon glyph={Download} size={14} /> Download as CSV
            </a>
          )}
        </div>
        <h1 className="mt-1 text-page">Who can hear this call, and why</h1>
        {found && (
          <p className="mt-0.5 text-body text-ink-2">
            {formatLongDate(found.legs[0]?.startedAt.slice(0, 10) ?? '')},{' '}
            {formatCounted(found.legs.length, 'leg')}. Teams are judged by that day. System legs are{' '}
            {found.sharesSystemLegs ? 'shared with whoever hears another leg' : 'not shared'}{' '}
            (SHARE_SYSTEM_LEGS is {found.sharesSystemLegs ? 'on' : 'off'}).
          </p>
        )}
      </header>
      {failure && (
        <ProblemState {...failure} className="m-6" onRetry={() => void result.refetch()} />
      )}
      {!failure && !found && (
        <div role="status" aria-label="Loading" className="grid gap-3 bg-surface p-6">
          <Skeleton className="h-8 w-full" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-full" />
        </div>
      )}
      {found && <Scale legs={found.legs} />}
      {found && <Table found={found} />}
    </div>
  );
}

/** The call to scale: each leg where it lay, system legs half as high. */
function Scale({ legs }: { legs: WhoCanHear['legs'] }) {
  const colours = coloursOf(legs);
  const starts = legs.map(({ startedAt }) => Date.parse(startedAt) / 1_000);
  const first = Math.min(...starts);
  const lengthOf = (leg: (typeof legs)[number]) => statedSeconds(leg) ?? 0;
  const end = Math.max(...legs.map((leg, index) => (starts[index] ?? 0) + lengthOf(leg)));
  const total = Math.max(1, end - first);
  return (
    <div className="flex items-center gap-4 border-line border-b px-4 py-2.5 sm:px-6">
      <p className="shrink-0 text-ink-2 text-small tabular-nums md:w-57">
        The call to scale, {formatDuration(total)}
      </p>
      <div aria-hidden="true" className="hatch-small relative h-3.5 min-w-0 flex-1 rounded-bar">
        {legs.map((leg, index) => (
          <span
            key={leg.leg}
            className={classNames(
              'owner-bar absolute bottom-0 rounded-bar outline outline-canvas',
              ownerClass(colours.get(leg.owner ?? '')),
              leg.isSystemUser ? 'h-1.75' : 'h-3.5',
            )}
            style={{
              left: `${(((starts[index] ?? first) - first) / total) * 100}%`,
              width: `max(3px, ${(lengthOf(leg) / total) * 100}%)`,
            }}
          />
        ))}
      </div>
    </div>
  );
}

const coloursOf = (legs: WhoCanHear['legs']) =>
  ownerColours(legs.map(({ owner, isSystemUser }) => ({ username: owner, isSystemUser })));

const PARTS = ['all', 'some', 'none'] as const;

function Table({ found: { legs, people } }: { found: WhoCanHear }) {
  const colours = coloursOf(legs);
  const titles = {
    all: legs.length === 1 ? 'The leg' : `All ${legs.length} legs`,
    some: 'Some of the legs',
    none: 'None: for them this call does not exist',
  };
  const inOrder = PARTS.flatMap((part) => people.filter(({ reach }) => reach === part));
  const { active, setActive, onKeyDown, rowRef } = useListFocus(inOrder.length, 0);
  return (
    // What scrolls has to be reached by keys; the names in it are links.
    <section aria-label="Rights" className="relative overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 bg-surface">
        <caption className="sr-only">Who can hear which leg</caption>
        <thead>
          <tr className="align-bottom">
            <th
              scope="col"
              className={`${CELL} ${NAME} border-line-strong! pb-1 font-medium text-ink-2`}
            >
              Person
            </th>
            <th scope="col" className={`${CELL} ${ROLE} border-line-strong! pb-1 font-medium`}>
              Role
            </th>
            {legs.map((leg) => (
              <th
                key={leg.leg}
                scope="col"
                className={`${CELL} min-w-37 border-line-strong! border-l border-l-line py-1.5 font-normal`}
              >
                <span className="flex items-center gap-1.5 font-semibold text-body">
                  <span className="sr-only">Leg</span> {leg.leg}
                  <OwnerSwatch colour={colours.get(leg.owner ?? '')} />
                  <bdi className="truncate">
                    {leg.owner === null ? 'No owner' : visibleText(leg.owner)}
                  </bdi>
                </span>
                <span className="block text-label text-ink-2 tabular-nums">
                  {leg.startedAt.slice(11, 19)}
                  {statedSeconds(leg) === null ? '' : `, ${formatDuration(leg.durationSeconds)}`}
                </span>
                <span className="block text-label text-ink-2">
                  {leg.isSystemUser
                    ? 'system user'
                    : leg.teamsThatDay.length > 0
                      ? `in ${leg.teamsThatDay.join(', ')} that day`
                      : 'in no team that day'}
                </span>
              </th>
            ))}
            <th
              scope="col"
              className={`${CELL} w-26 border-line-strong! pr-4 pb-1 text-right! font-medium text-ink-2 sm:pr-6`}
            >
              Heard so far
            </th>
          </tr>
        </thead>
        {PARTS.map((part) => {
          const ofPart = people.filter(({ reach }) => reach === part);
          if (ofPart.length === 0) return null;
          return (
            <tbody key={part} onKeyDown={onKeyDown}>
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={legs.length + 3}
                  className={`${CELL} bg-sunken pl-4 font-semibold sm:pl-6`}
                >
                  {titles[part]}{' '}
                  <span className="ml-1 font-normal text-ink-2">
                    {formatCounted(ofPart.length, 'person', 'people')}
                  </span>
                </th>
              </tr>
              {ofPart.map((person) => {
                const index = inOrder.indexOf(person);
                return (
                  <tr
                    key={person.id}
                    className="has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
                  >
                    <th scope="row" className={`${CELL} ${NAME} font-semibold`}>
                      <Link
                        ref={rowRef(index)}
                        href={paths.person(person.id)}
                        prefetch={false}
                        tabIndex={index === active ? 0 : -1}
                        onFocus={() => setActive(index)}
                        title={person.name}
                        className="outline-none"
                      >
                        {person.name}
                      </Link>
                    </th>
                    <td className={`${CELL} ${ROLE}`}>{ROLE_NAMES[person.role]}</td>
                    <Cells person={person} legs={legs} />
                    <td
                      className={classNames(
                        CELL,
                        'pr-4 text-right! tabular-nums sm:pr-6',
                        person.heardSeconds > 0 ? 'text-heard' : 'text-ink-3',
                      )}
                    >
                      {person.heardSeconds > 0
                        ? formatDuration(person.heardSeconds)
                        : part === 'none'
                          ? '–'
                          : 'None'}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          );
        })}
      </table>
    </section>
  );
}

function Cells({
  person,
  legs,
}: {
  person: WhoCanHear['people'][number];
  legs: WhoCanHear['legs'];
}) {
  if (person.why !== null) {
    return (
      <td colSpan={legs.length} className={`${CELL} text-ink-3`}>
        <Reason hears={false}>{person.why}</Reason>
      </td>
    );
  }
  return person.legs.map(({ hears, because }, index) => (
    <td
      key={legs[index]?.leg}
      className={classNames(CELL, 'border-l border-l-line', hears ? 'text-ink' : 'text-ink-3')}
    >
      <span className="sr-only">{hears ? 'hears, ' : 'cannot hear, '}</span>
      <Reason hears={hears}>{because}</Reason>
    </td>
  ));
}

const Reason = ({ hears, children }: { hears: boolean; children: string }) => (
  <span className="flex items-center gap-2">
    <Icon glyph={hears ? Check : Lock} size={14} />
    <span className="truncate">{children}</span>
  </span>
);
