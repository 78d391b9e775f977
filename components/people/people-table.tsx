'use client';

import ArrowUp from 'lucide-react/icons/arrow-up';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import Lock from 'lucide-react/icons/lock';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { PersonRow } from '@/lib/contract/people';
import { paths } from '@/lib/paths';
import { formatSeen } from './day-words';
import { ROLE_NAMES, secondFactorOf, stateOf, teamsOf } from './person-words';
import { useListFocus } from './use-list-focus';

export type PeopleSort = 'name' | 'seen';

interface PeopleTableProps {
  people: readonly PersonRow[];
  today: string;
  yourId: string | null;
  openId: string | null;
  sort: PeopleSort;
  onSort: (sort: PeopleSort) => void;
}

/** What a column needs of room before it is shown: the list may stand beside a person. */
const WIDE = 'hidden @min-[52rem]:table-cell';
const MIDDLE = 'hidden @min-[40rem]:table-cell';
const CELL = 'h-7 truncate border-line/55 border-b px-2 pointer-coarse:h-11';
const HEAD = 'h-7 border-line-strong border-b px-2 text-left font-medium text-ink-2 text-label';

/** Everybody, a row each; arrow keys move, Enter opens beside. */
export function PeopleTable({ people, today, yourId, openId, sort, onSort }: PeopleTableProps) {
  const opened = people.findIndex(({ id }) => id === openId);
  const { active, setActive, onKeyDown, rowRef } = useListFocus(people.length, opened);
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 bg-surface">
      <caption className="sr-only">People</caption>
      <thead className="sticky top-0 z-10 bg-surface">
        <tr>
          <SortHead
            is={sort === 'name'}
            onSort={() => onSort('name')}
            className="pl-4 @min-[52rem]:w-46 sm:pl-6"
          >
            Name
          </SortHead>
          <th scope="col" className={`${HEAD} ${MIDDLE} w-33`}>
            Role
          </th>
          <th scope="col" className={`${HEAD} ${WIDE} w-31`}>
            Noojee usernames
          </th>
          <th scope="col" className={`${HEAD} w-[30%] @min-[40rem]:w-[26%] @min-[52rem]:w-auto`}>
            Teams
          </th>
          <SortHead is={sort === 'seen'} onSort={() => onSort('seen')} className={`${WIDE} w-26`}>
            Last seen
          </SortHead>
          <th scope="col" className={`${HEAD} ${WIDE} w-28`}>
            Second factor
          </th>
          <th scope="col" className={`${HEAD} w-[32%] @min-[40rem]:w-[26%] @min-[52rem]:w-40`}>
            State
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={onKeyDown}>
        {people.map((person, index) => (
          <Row
            key={person.id}
            {...{ person, today, isYou: person.id === yourId, isOpen: person.id === openId }}
            isActive={index === active}
            onFocus={() => setActive(index)}
            linkRef={rowRef(index)}
          />
        ))}
      </tbody>
    </table>
  );
}

function SortHead({
  is,
  onSort,
  className,
  children,
}: {
  is: boolean;
  onSort: () => void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <th
      scope="col"
      aria-sort={is ? 'ascending' : undefined}
      className={classNames(HEAD, className)}
    >
      <button
        type="button"
        onClick={onSort}
        className={classNames('inline-flex items-center gap-1', is && 'text-ink')}
      >
        {children}
        <Icon glyph={is ? ArrowUp : ChevronsUpDown} size={14} />
      </button>
    </th>
  );
}

interface RowProps {
  person: PersonRow;
  today: string;
  isYou: boolean;
  isOpen: boolean;
  isActive: boolean;
  onFocus: () => void;
  linkRef: (element: HTMLElement | null) => void;
}

function Row({ person, today, isYou, isOpen, isActive, onFocus, linkRef }: RowProps) {
  const state = stateOf(person, today);
  const teams = teamsOf(person, today);
  const usernames = person.noojeeUsernames.join(', ');
  const faded = !person.isActive && 'text-ink-3';
  return (
    <tr
      className={classNames(
        'group/row relative has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus',
        isOpen ? 'bg-select shadow-[inset_3px_0_var(--ink)]' : 'hover:bg-sunken',
      )}
    >
      <th scope="row" className={`${CELL} pl-4 text-left sm:pl-6`}>
        <Link
          ref={linkRef}
          href={paths.person(person.id)}
          prefetch={false}
          tabIndex={isActive ? 0 : -1}
          aria-current={isOpen ? 'true' : undefined}
          onFocus={onFocus}
          title={person.name}
          className={classNames(
            'outline-none after:absolute after:inset-0',
            faded ? 'font-normal text-ink-3' : 'font-semibold text-ink',
          )}
        >
          {person.name}
        </Link>
      </th>
      <td className={classNames(CELL, MIDDLE, faded || 'text-ink-2')}>{ROLE_NAMES[person.role]}</td>
      <td className={classNames(CELL, WIDE, faded)} title={usernames}>
        {usernames || <None />}
      </td>
      <td className={classNames(CELL, faded || 'text-ink-2')} title={teams}>
        {teams === '–' ? <None /> : teams}
      </td>
      <td className={classNames(CELL, WIDE, person.lastSeenAt ? 'text-ink-2' : 'text-ink-3')}>
        {formatSeen(person.lastSeenAt, today)}
      </td>
      <td className={classNames(CELL, WIDE, person.secondFactor === 'off' && 'text-ink-3')}>
        {person.secondFactor === 'required' ? (
          <Warn glyph={TriangleAlert}>{secondFactorOf(person)}</Warn>
        ) : (
          secondFactorOf(person)
        )}
      </td>
      <td className={classNames(CELL, faded || 'text-ink-2')}>
        {state.needsAct ? (
          <Warn glyph={person.lockedUntil ? Lock : TriangleAlert}>{state.words}</Warn>
        ) : (
          `${state.words}${isYou ? ', you' : ''}`
        )}
      </td>
    </tr>
  );
}

const None = () => <span className="text-ink-3">–</span>;

const Warn = ({ glyph, children }: { glyph: typeof Lock; children: ReactNode }) => (
  <span className="inline-flex max-w-full items-center gap-1.5 text-warn">
    <Icon glyph={glyph} size={14} />
    <span className="truncate">{children}</span>
  </span>
);
