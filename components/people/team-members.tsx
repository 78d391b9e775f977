'use client';

import Pencil from 'lucide-react/icons/pencil';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { formatCounted } from '@/components/wording/format-count';
import type { TeamList, TeamMember, TeamRow } from '@/lib/contract/teams';
import { DayAxis, DayBars, type DayRange, dayRange } from './day-axis';
import { dayNumber, formatDate } from './day-words';
import { DaysDialog } from './team-dialogs';
import { useListFocus } from './use-list-focus';

interface TeamMembersProps {
  team: TeamRow;
  list: TeamList;
}

/** One line of a person, with other days of his in the same team beside. */
interface Line {
  member: TeamMember;
  others: TeamMember[];
}

interface Part {
  name: string;
  note: string;
  lines: Line[];
}

const COLUMNS =
  'grid grid-cols-[minmax(0,1fr)_5.75rem_5.75rem_2.75rem] items-center gap-x-2 px-4 sm:px-6 lg:grid-cols-[7rem_6rem_6rem_minmax(5rem,1fr)_7.5rem_2.5rem] lg:gap-x-3 xl:grid-cols-[7.5rem_7rem_6.25rem_6.25rem_minmax(12rem,1fr)_9rem_2.5rem]';

/** Who is in a team today, who will be, and who was, each with his days as a bar. */
export function TeamMembers({ team, list: { today } }: TeamMembersProps) {
  const [changing, setChanging] = useState<TeamMember | null>(null);
  const parts = partsOf(team, today);
  const lines = parts.flatMap((part) => part.lines);
  const { active, setActive, onKeyDown, rowRef } = useListFocus(lines.length, 0);
  const range = dayRange(team.members, today, 62);
  if (team.members.length === 0) {
    return (
      <p className="border-line border-y bg-surface px-4 py-6 text-body text-ink-2 sm:px-6">
        Nobody yet. Legs count from the first day.
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons in it
    <div className="border-line-strong border-b bg-surface" onKeyDown={onKeyDown}>
      <div
        aria-hidden="true"
        className={`${COLUMNS} h-7 border-line-strong border-b font-medium text-ink-2 text-label`}
      >
        <span>Agent</span>
        <span className="max-xl:hidden">Noojee usernames</span>
        <span>First day</span>
        <span>Last day</span>
        <span className="max-lg:hidden">
          <DayAxis range={range} every={2} fullFrom="xl" />
        </span>
      </div>
      {parts.map(({ name, note, lines: ofPart }) => (
        <section key={name} aria-label={name}>
          <h3 className="flex h-7 items-center gap-2 border-line border-b bg-sunken px-4 font-semibold text-small sm:px-6">
            {name} <span className="font-normal text-ink-2">{note}</span>
          </h3>
          <ul>
            {ofPart.map((line) => {
              const index = lines.indexOf(line);
              return (
                <MemberLine
                  key={line.member.id}
                  {...{ line, range, today }}
                  isActive={index === active}
                  onFocus={() => setActive(index)}
                  onChange={() => setChanging(line.member)}
                  buttonRef={rowRef(index)}
                />
              );
            })}
          </ul>
        </section>
      ))}
      {changing && <DaysDialog team={team} member={changing} onClose={() => setChanging(null)} />}
    </div>
  );
}

interface MemberLineProps {
  line: Line;
  range: DayRange;
  today: string;
  isActive: boolean;
  onFocus: () => void;
  onChange: () => void;
  buttonRef: (element: HTMLElement | null) => void;
}

function MemberLine({
  line,
  range,
  today,
  isActive,
  onFocus,
  onChange,
  buttonRef,
}: MemberLineProps) {
  const { member, others } = line;
  const isToday = isIn(member, today);
  return (
    <li
      className={classNames(
        COLUMNS,
        'min-h-7 border-line/55 border-b text-body has-focus-visible:bg-select',
      )}
    >
      <span
        className={classNames('truncate', isToday ? 'font-semibold' : 'text-ink-3')}
        title={member.name}
      >
        {member.name}
      </span>
      <span className="truncate text-ink-2 max-xl:hidden" title={member.noojeeUsernames.join(', ')}>
        {member.noojeeUsernames.join(', ') || '–'}
      </span>
      <span className="tabular-nums">{formatDate(member.firstDay)}</span>
      <span className={classNames('tabular-nums', member.lastDay === null && 'text-ink-2')}>
        {member.lastDay === null ? 'No end' : formatDate(member.lastDay)}
      </span>
      <span className="max-lg:hidden">
        <DayBars range={range} spans={[member, ...others]} every={1} />
      </span>
      <span className="truncate text-ink-2 text-small max-lg:hidden">{noteOf(line, today)}</span>
      <Button
        ref={buttonRef}
        look="quiet"
        size="icon"
        className="size-7! justify-self-end pointer-coarse:size-11!"
        tabIndex={isActive ? 0 : -1}
        onFocus={onFocus}
        onClick={onChange}
        aria-label={`Change the days of ${member.name}, ${speakSpan(member)}`}
      >
        <Icon glyph={Pencil} size={14} />
      </Button>
    </li>
  );
}

const isIn = ({ firstDay, lastDay }: TeamMember, day: string): boolean =>
  firstDay <= day && (lastDay === null || day <= lastDay);

const speakSpan = ({ firstDay, lastDay }: TeamMember): string =>
  `from ${formatDate(firstDay)}, ${lastDay === null ? 'no end' : `to ${formatDate(lastDay)}`}`;

function noteOf({ member, others }: Line, today: string): string {
  if (!member.isActive) return 'switched off';
  if (isIn(member, today) && member.lastDay !== null) {
    const days = dayNumber(member.lastDay) - dayNumber(today);
    return days === 0 ? 'last day today' : `leaves in ${formatCounted(days, 'day')}`;
  }
  const before = others.findLast(({ lastDay }) => lastDay !== null && lastDay < today);
  return before?.lastDay && isIn(member, today) ? `also to ${formatDate(before.lastDay)}` : '';
}

/** Each person once: by the days of today, else those to come, else the last. */
function partsOf({ members }: TeamRow, today: string): Part[] {
  const people = [...new Set(members.map(({ personId }) => personId))];
  const lines = people.flatMap((personId): (Line & { part: number })[] => {
    const own = members.filter((member) => member.personId === personId);
    const current = own.find((member) => isIn(member, today));
    const next = own.find(({ firstDay }) => firstDay > today);
    const member = current ?? next ?? own.at(-1);
    if (!member) return [];
    const others = own.filter((one) => one !== member);
    return [{ member, others, part: current ? 0 : next ? 1 : 2 }];
  });
  const agents = (count: number) => formatCounted(count, 'person', 'people');
  const names = [
    { name: 'In the team today', note: agents },
    { name: 'Later', note: agents },
    { name: 'Before', note: (count: number) => `${agents(count)}, those days can still be heard` },
  ];
  return names.flatMap(({ name, note }, part) => {
    const ofPart = lines.filter((line) => line.part === part);
    return ofPart.length > 0 ? [{ name, note: note(ofPart.length), lines: ofPart }] : [];
  });
}
