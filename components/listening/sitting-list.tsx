'use client';

import ArrowRight from 'lucide-react/icons/arrow-right';
import Download from 'lucide-react/icons/download';
import Link from 'next/link';
import { useMemo } from 'react';
import { AGREEING_SECONDS, statedSeconds } from '@/components/call-time/leg-length';
import { HeardBar, speakHeard } from '@/components/heard/heard-bar';
import { ownerColours } from '@/components/owner/owner-colours';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { useRowFocus } from '@/components/search/use-row-focus';
import { classNames } from '@/components/ui/class-names';
import { Grid, GridCell, GridColumnHeader, GridRow, GridRowGroup } from '@/components/ui/grid';
import { Icon } from '@/components/ui/icon';
import { formatClock, formatDay } from '@/components/wording/format-clock';
import { formatCounted } from '@/components/wording/format-count';
import { formatDuration, speakPosition } from '@/components/wording/format-duration';
import { formatCaller, formatNumber } from '@/components/wording/format-number';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { lengthOf } from '@/lib/contract/intervals';
import type { Sitting, SittingLeg } from '@/lib/contract/sittings';
import { visibleText } from '@/lib/contract/visible-text';
import { paths } from '@/lib/paths';
import { roleWords } from './log-words';

/** One line of the log: a leg of a sitting, or a whole call that was taken as a file. */
interface LogLine {
  sitting: Sitting;
  leg: SittingLeg | null;
  isFirst: boolean;
  index: number;
}

interface SittingDay {
  day: string;
  sittings: number;
  heardSeconds: number;
  lines: LogLine[];
}

interface SittingListProps {
  sittings: readonly Sitting[];
  /** Older ones are not here yet: the last day may not be whole. */
  hasMore: boolean;
}

/** Who heard which seconds of which leg, day by day. Each line leads to its leg. */
export function SittingList({ sittings, hasMore }: SittingListProps) {
  const days = useMemo(() => toDays(sittings), [sittings]);
  const count = days.reduce((sum, { lines }) => sum + lines.length, 0);
  const focus = useRowFocus({
    count,
    initialIndex: 0,
    rowsInView: () => 15,
    reveal: (index) => document.getElementById(rowId(index))?.scrollIntoView({ block: 'nearest' }),
  });
  return (
    <Grid aria-label="Listening log" aria-rowcount={hasMore ? -1 : count + days.length + 1}>
      <GridRowGroup className="sticky top-0 z-20 max-md:sr-only">
        <GridRow className="log-columns h-7 border-line-strong border-b bg-surface text-ink-2 text-label">
          <GridColumnHeader aria-sort="descending" className="text-ink">
            Began <span aria-hidden>↓</span>
          </GridColumnHeader>
          <GridColumnHeader>Listener</GridColumnHeader>
          <GridColumnHeader className="log-role">Role</GridColumnHeader>
          <GridColumnHeader>Call</GridColumnHeader>
          <GridColumnHeader className="log-tag">Tag</GridColumnHeader>
          <GridColumnHeader>Leg and owner</GridColumnHeader>
          <GridColumnHeader>
            Seconds heard<span className="max-xl:sr-only">, each bar is one leg</span>
          </GridColumnHeader>
          <GridColumnHeader className="text-right">Heard</GridColumnHeader>
          <GridColumnHeader className="log-speed">Speed</GridColumnHeader>
        </GridRow>
      </GridRowGroup>
      {days.map((day, index) => (
        <GridRowGroup key={day.day} onKeyDown={focus.onKeyDown} className="bg-surface">
          <GridRow className="log-day">
            <GridCell aria-colspan={9} className="flex items-baseline gap-2.5 text-small">
              <span className="font-semibold">{formatDay(day.day)}</span>
              {!(hasMore && index === days.length - 1) && (
                <span className="text-ink-2">
                  {formatCounted(day.sittings, 'sitting')}, {formatCounted(day.lines.length, 'leg')}
                  , {formatDuration(day.heardSeconds)} heard
                </span>
              )}
            </GridCell>
          </GridRow>
          {day.lines.map((line) => (
            <SittingRow
              key={line.index}
              line={line}
              isActive={focus.activeIndex === line.index}
              linkRef={focus.linkRef(line.index)}
              onFocus={() => focus.setActiveIndex(line.index)}
            />
          ))}
        </GridRowGroup>
      ))}
    </Grid>
  );
}

const rowId = (index: number) => `log-line-${index}`;

function toDays(sittings: readonly Sitting[]): SittingDay[] {
  const days: SittingDay[] = [];
  let index = 0;
  for (const sitting of sittings) {
    const name = sitting.beganAt.slice(0, 10);
    let day = days.at(-1);
    if (day?.day !== name) {
      day = { day: name, sittings: 0, heardSeconds: 0, lines: [] };
      days.push(day);
    }
    day.sittings += 1;
    const legs = [...(sitting.isSaved ? [null] : []), ...sitting.legs];
    for (const [place, leg] of legs.entries()) {
      day.lines.push({ sitting, leg, isFirst: place === 0, index });
      day.heardSeconds += lengthOf(leg?.heard ?? []);
      index += 1;
    }
  }
  return days;
}

interface SittingRowProps {
  line: LogLine;
  isActive: boolean;
  linkRef: (link: HTMLAnchorElement | null) => void;
  onFocus: () => void;
}

function SittingRow({ line, isActive, linkRef, onFocus }: SittingRowProps) {
  const { sitting, leg, isFirst, index } = line;
  const timeZone = usePbxZone();
  const began = formatClock(sitting.beganAt, timeZone);
  const colours = ownerColours(
    sitting.legs.map(({ owner, isSystemUser }) => ({ username: owner, isSystemUser })),
  );
  const first = leg?.heard[0]?.[0] ?? 0;
  const address = paths.call(
    sitting.uniqueId,
    leg ? { leg: leg.leg, offsetSeconds: first } : undefined,
  );
  return (
    <GridRow
      id={rowId(index)}
      className={classNames('log-row log-columns', isFirst && 'log-row-first')}
    >
      <GridCell className="log-began">
        <Link
          ref={linkRef}
          href={address}
          prefetch={false}
          tabIndex={isActive ? 0 : -1}
          aria-label={nameOf(line, began)}
          onFocus={onFocus}
          className="log-row-link"
        >
          {isFirst && <time dateTime={sitting.beganAt}>{began}</time>}
        </Link>
      </GridCell>
      <GridCell title={sitting.name} className="log-listener truncate font-medium">
        {isFirst && sitting.name}
      </GridCell>
      <GridCell className="log-role truncate text-ink-2">
        {isFirst && (sitting.by === 'token' ? 'Token' : roleWords(sitting.role))}
      </GridCell>
      <GridCell className="log-call flex min-w-0 items-center gap-1.5">
        {isFirst && <Numbers sitting={sitting} />}
      </GridCell>
      <GridCell
        className="log-tag text-id truncate"
        title={visibleText(sitting.tag ?? '') || undefined}
      >
        {isFirst &&
          (sitting.tag === null ? (
            <span className="text-ink-3">–</span>
          ) : (
            <bdi>{visibleText(sitting.tag)}</bdi>
          ))}
      </GridCell>
      <GridCell className="log-owner flex min-w-0 items-center gap-1.5">
        {leg ? (
          <>
            <span className="min-w-4 font-semibold">{leg.leg}</span>
            <OwnerSwatch colour={colours.get(leg.owner ?? '')} />
            <span title={visibleText(leg.owner ?? '') || undefined} className="truncate">
              {visibleText(leg.owner ?? 'No agent')}
            </span>
          </>
        ) : (
          <span>Whole call</span>
        )}
      </GridCell>
      <GridCell className="log-bar min-w-0">
        <Heard leg={leg} byToken={sitting.by === 'token'} />
      </GridCell>
      <GridCell className="log-heard text-right">
        {leg && lengthOf(leg.heard) > 0 ? (
          <>
            <span className="font-strong">{formatDuration(lengthOf(leg.heard))}</span>
            {lengthOfLeg(leg) !== null && (
              <span className="text-ink-2"> of {formatDuration(lengthOfLeg(leg) ?? 0)}</span>
            )}
          </>
        ) : (
          <span className="text-ink-3">–</span>
        )}
      </GridCell>
      <GridCell className="log-speed whitespace-nowrap text-ink-2">
        {leg && leg.speeds.length > 0 ? (
          speedWords(leg.speeds)
        ) : (
          <span className="text-ink-3">–</span>
        )}
      </GridCell>
    </GridRow>
  );
}

function Numbers({ sitting: { source, destination, uniqueId } }: { sitting: Sitting }) {
  if (source === null && destination === null) {
    return <span className="text-id truncate text-ink-2">{visibleText(uniqueId)}</span>;
  }
  return (
    <>
      <span className="truncate">{formatCaller(source)}</span>
      <Icon glyph={ArrowRight} size={14} className="text-ink-3" />
      <span className="truncate">
        {destination ? formatNumber(destination) : <span className="text-ink-3">–</span>}
      </span>
    </>
  );
}

/** The bar of what was heard, or in its place that the leg was taken as a file or fetched by a script. */
function Heard({ leg, byToken }: { leg: SittingLeg | null; byToken: boolean }) {
  if (!leg || (leg.isSaved && leg.heard.length === 0)) {
    return (
      <span className="flex items-center gap-1.5 text-ink-2">
        <Icon glyph={Download} size={14} />
        <span className="truncate">
          As a file{leg?.durationSeconds ? `, ${formatDuration(leg.durationSeconds)}` : ''}
        </span>
      </span>
    );
  }
  if (byToken && leg.heard.length === 0) {
    return <span className="text-ink-2">Fetched by a script</span>;
  }
  const durationSeconds = lengthOfLeg(leg) ?? leg.heard.at(-1)?.[1] ?? 0;
  return durationSeconds > 0 ? (
    <span className="flex items-center gap-2">
      <HeardBar heard={leg.heard} again={leg.again} durationSeconds={durationSeconds} />
      {leg.isSaved && (
        <span title="Taken as a file as well" className="text-ink-2">
          <Icon glyph={Download} size={14} />
        </span>
      )}
    </span>
  ) : null;
}

/** As stated; null where that cannot be, because more of it sounded. */
function lengthOfLeg({ durationSeconds, heard }: SittingLeg): number | null {
  const stated = durationSeconds === null ? null : statedSeconds({ durationSeconds });
  const heardTo = heard.at(-1)?.[1] ?? 0;
  return stated !== null && heardTo <= stated + AGREEING_SECONDS ? stated : null;
}

const speedWords = (speeds: readonly number[]): string =>
  speeds.length > 1 ? `${speeds[0]} – ${speeds.at(-1)}×` : `${speeds[0]}×`;

/** The line in one sentence. */
function nameOf({ sitting, leg }: LogLine, began: string): string {
  const call = `call from ${formatCaller(sitting.source)} to ${sitting.destination ? formatNumber(sitting.destination) : 'unknown'}`;
  const start = [
    began,
    sitting.name,
    call,
    ...(sitting.tag ? [`tag ${visibleText(sitting.tag)}`] : []),
  ];
  if (!leg) return [...start, 'whole call taken as a file'].join(', ');
  const { heard } = leg;
  const durationSeconds = lengthOfLeg(leg);
  return [
    ...start,
    `leg ${leg.leg}, ${visibleText(leg.owner ?? 'no agent')}`,
    speakHeard(heard),
    ...(durationSeconds !== null && heard.length > 0
      ? [speakPosition(lengthOf(heard), durationSeconds)]
      : []),
    ...(leg.isSaved ? ['taken as a file'] : []),
  ].join(', ');
}
