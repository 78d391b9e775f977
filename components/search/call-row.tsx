import ArrowRight from 'lucide-react/icons/arrow-right';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Link from 'next/link';
import { memo, type Ref, useId, useMemo } from 'react';
import { createCallTimeline } from '@/components/call-time/call-timeline';
import { callTotals } from '@/components/call-time/call-totals';
import { heardInCall } from '@/components/call-time/heard-in-call';
import { DirectionMark } from '@/components/direction/direction-mark';
import { ownerColours } from '@/components/owner/owner-colours';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { classNames } from '@/components/ui/class-names';
import { GridCell, GridRow } from '@/components/ui/grid';
import { Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';
import { formatClock } from '@/components/wording/format-clock';
import { formatShare } from '@/components/wording/format-count';
import { formatDuration } from '@/components/wording/format-duration';
import { formatCaller, formatNumber, hasCallerId } from '@/components/wording/format-number';
import { usePbxZone } from '@/components/wording/pbx-zone';
import type { Call, Warning } from '@/lib/contract/call';
import { dialledNumber } from '@/lib/contract/dialled-number';
import type { Intervals } from '@/lib/contract/intervals';
import { visibleText } from '@/lib/contract/visible-text';
import { paths } from '@/lib/paths';
import { callRowName, warningsOf } from './call-row-name';
import { MiniStrip } from './mini-strip';
import { useCallLink } from './open-call';
import { useLinkedMoment } from './search-link';

interface CallRowProps {
  call: Call;
  /** The day, as in the head above this row. */
  day: string;
  rowIndex: number;
  scaleSeconds: number;
  /** The only row in the tab order. */
  isActive: boolean;
  /** Its place among the calls, which both functions below are given. */
  callIndex: number;
  /** What one has heard of each leg; null until that is known. */
  heard: ReadonlyMap<number, Intervals> | null;
  linkRef: (index: number) => Ref<HTMLAnchorElement>;
  onFocus: (index: number) => void;
  /** Where it stands, as CSS. */
  top: string;
}

/** One call. The whole row is a link, named by one sentence. Rendered anew only when it changes. */
export const CallRow = memo(function CallRow({
  call,
  day,
  rowIndex,
  scaleSeconds,
  isActive,
  callIndex,
  heard,
  linkRef,
  onFocus,
  top,
}: CallRowProps) {
  const timeZone = usePbxZone();
  const moment = useLinkedMoment();
  const linkId = useId();
  const address = paths.callAt(call.uniqueId, moment);
  const followLink = useCallLink(call.uniqueId, address);
  const to = dialledNumber(call);
  const warnings = warningsOf(call);
  const timeline = useMemo(() => createCallTimeline(call), [call]);
  const inCall = useMemo(() => heard && heardInCall(timeline, heard, []), [timeline, heard]);
  const { durationSeconds, recordedSeconds } = callTotals(call);
  return (
    <GridRow
      aria-rowindex={rowIndex}
      aria-labelledby={linkId}
      style={{ top, height: 'var(--call-row)' }}
      className="result-row result-columns absolute inset-x-0 border-[color-mix(in_oklab,var(--line)_55%,transparent)] border-b"
    >
      <GridCell className="max-sm:row-start-1">
        <Link
          ref={useMemo(() => linkRef(callIndex), [linkRef, callIndex])}
          id={linkId}
          href={address}
          onClick={followLink}
          prefetch={false}
          tabIndex={isActive ? 0 : -1}
          aria-label={callRowName(call, timeZone, inCall)}
          aria-description={day}
          onFocus={() => onFocus(callIndex)}
          className="result-row-link"
        >
          <time dateTime={call.startedAt} className="whitespace-nowrap">
            {formatClock(call.startedAt, timeZone)}
          </time>
        </Link>
      </GridCell>
      <GridCell className="max-sm:row-start-1">
        <DirectionMark direction={call.direction} wordClassName="max-xl:sr-only" />
      </GridCell>
      <GridCell className="flex min-w-0 items-center gap-1.5 max-sm:row-start-1 max-[24rem]:[grid-column:3/-1]">
        <span className={hasCallerId(call.source) ? 'truncate' : 'shrink-0 text-ink-3'}>
          {formatCaller(call.source)}
        </span>
        <Icon glyph={ArrowRight} size={14} className="text-ink-3" />
        <span className="truncate">{to ? formatNumber(to) : <Unknown />}</span>
      </GridCell>
      <GridCell className="min-w-0 max-sm:row-start-2 max-sm:max-w-2/5 max-sm:[grid-column:1/-1]">
        <AgentList call={call} />
      </GridCell>
      <GridCell className="min-w-0 max-sm:row-start-2 max-sm:max-w-3/5 max-sm:justify-self-end max-sm:[grid-column:1/-1]">
        <TagCell tags={call.tags} />
      </GridCell>
      <GridCell className="result-strip-cell flex items-center max-sm:row-start-3 max-sm:[grid-column:1/-1] max-[24rem]:[grid-column:1/-2]">
        <MiniStrip call={call} scaleSeconds={scaleSeconds} heard={inCall?.heard ?? []} />
      </GridCell>
      <GridCell className="flex items-center justify-end gap-1.5 text-ink-2 max-lg:hidden">
        <WarningMark warnings={warnings} />
        {call.legs.length}
      </GridCell>
      <GridCell className="text-right text-ink-2 max-lg:hidden">
        {durationSeconds === null || recordedSeconds === null ? (
          <Unknown />
        ) : (
          formatShare(recordedSeconds, durationSeconds)
        )}
      </GridCell>
      <GridCell className="flex items-center justify-end gap-1.5 font-strong max-sm:row-start-1 max-[24rem]:row-start-3">
        <WarningMark warnings={warnings} className="lg:hidden" />
        {durationSeconds === null ? <Unknown /> : formatDuration(durationSeconds)}
      </GridCell>
    </GridRow>
  );
});

function Unknown() {
  return <span className="text-ink-3">–</span>;
}

/** How each agent shrinks, and at which widths it is hidden. */
const SHOWN_FROM = ['shrink', 'shrink-[50] max-xl:hidden', 'shrink-[50] max-[90rem]:hidden'];

/** The agents in order of appearance: three, then "+1". The last are cut first; narrow pages show two or one. */
function AgentList({ call }: { call: Call }) {
  const colours = ownerColours(call.legs);
  if (call.agents.length === 0) {
    return (
      <span className="flex items-center gap-1.5 text-ink-3">
        <OwnerSwatch colour="system" />
        No agent
      </span>
    );
  }
  const count = call.agents.length;
  return (
    <span className="flex min-w-0 items-center gap-2.5" title={visibleText(call.agents.join(', '))}>
      {call.agents.slice(0, SHOWN_FROM.length).map((agent, index) => (
        <span
          key={agent}
          className={classNames('flex items-center gap-1.5', 'min-w-4.5', SHOWN_FROM[index])}
        >
          <OwnerSwatch colour={colours.get(agent)} />
          <bdi className="truncate">{visibleText(agent)}</bdi>
        </span>
      ))}
      {count > 3 && <More count={count - 3} className="max-[90rem]:hidden" />}
      {count > 2 && <More count={count - 2} className="min-[90rem]:hidden max-xl:hidden" />}
      {count > 1 && <More count={count - 1} className="xl:hidden" />}
    </span>
  );
}

function More({ count, className }: { count: number; className: string }) {
  return <span className={classNames('shrink-0 text-ink-2 text-small', className)}>+{count}</span>;
}

/** The first tag of a call and how many more there are; a dash where it has none. */
function TagCell({ tags }: { tags: readonly string[] }) {
  const [first, ...more] = tags;
  if (first === undefined) return <span className="text-ink-3">–</span>;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={visibleText(tags.join(', '))}>
      <bdi className="truncate text-id [font-variant-numeric:slashed-zero]">
        {visibleText(first)}
      </bdi>
      {more.length > 0 && <span className="text-ink-2 text-small">+{more.length}</span>}
    </span>
  );
}

interface WarningMarkProps {
  warnings: readonly Warning[];
  className?: string;
}

/** Marks a call with warnings. The tooltip says what they are, the row's name how many. */
function WarningMark({ warnings, className }: WarningMarkProps) {
  const [first, ...more] = warnings;
  if (!first) return null;
  return (
    <Tooltip
      label={more.length > 0 ? `${first.message} And ${more.length} more.` : first.message}
      align="end"
      className={classNames('relative z-10', className)}
    >
      <Icon glyph={TriangleAlert} size={14} className="text-warn" />
    </Tooltip>
  );
}
