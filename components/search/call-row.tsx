import ArrowRight from 'lucide-react/icons/arrow-right';
import Link from 'next/link';
import { type CSSProperties, type Ref, useId } from 'react';
import { DirectionMark } from '@/components/direction/direction-mark';
import { GridCell, GridRow } from '@/components/ui/grid';
import { Icon } from '@/components/ui/icon';
import { formatClock } from '@/components/wording/format-clock';
import { formatDuration } from '@/components/wording/format-duration';
import { formatCaller, formatNumber, hasCallerId } from '@/components/wording/format-number';
import { formatShare } from '@/components/wording/format-share';
import { usePbxZone } from '@/components/wording/pbx-zone';
import type { Call } from '@/lib/contract/call';
import { dialledNumber } from '@/lib/contract/dialled-number';
import { paths } from '@/lib/paths';
import { AgentList } from './agent-list';
import { callRowName } from './call-row-name';
import { warningsOf } from './call-warnings';
import { MiniStripBar } from './mini-strip-bar';
import { TagCell } from './tag-cell';
import { useLinkedMoment } from './use-linked-moment';
import { WarningMark } from './warning-mark';

interface CallRowProps {
  call: Call;
  /** The day whose head stands somewhere above. */
  day: string;
  rowIndex: number;
  scaleSeconds: number;
  /** The one row that Tab reaches. */
  isActive: boolean;
  linkRef: Ref<HTMLAnchorElement>;
  onFocus: () => void;
  style: CSSProperties;
}

/** One call. The whole row is its link; the link's name is the row's, a sentence. */
export function CallRow({
  call,
  day,
  rowIndex,
  scaleSeconds,
  isActive,
  linkRef,
  onFocus,
  style,
}: CallRowProps) {
  const timeZone = usePbxZone();
  const moment = useLinkedMoment();
  const linkId = useId();
  const to = dialledNumber(call);
  const warnings = warningsOf(call);
  return (
    <GridRow
      aria-rowindex={rowIndex}
      aria-labelledby={linkId}
      style={style}
      className="result-row result-columns absolute inset-x-0 border-[color-mix(in_oklab,var(--line)_55%,transparent)] border-b"
    >
      <GridCell className="max-sm:row-start-1">
        <Link
          ref={linkRef}
          id={linkId}
          href={paths.callAt(call.uniqueId, moment)}
          prefetch={false}
          tabIndex={isActive ? 0 : -1}
          aria-label={callRowName(call, timeZone)}
          aria-description={day}
          onFocus={onFocus}
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
        <MiniStripBar call={call} scaleSeconds={scaleSeconds} />
      </GridCell>
      <GridCell className="flex items-center justify-end gap-1.5 text-ink-2 max-lg:hidden">
        <WarningMark warnings={warnings} />
        {call.legs.length}
      </GridCell>
      <GridCell className="text-right text-ink-2 max-lg:hidden">
        {formatShare(call.recordedSeconds, call.durationSeconds)}
      </GridCell>
      <GridCell className="flex items-center justify-end gap-1.5 font-strong max-sm:row-start-1 max-[24rem]:row-start-3">
        <WarningMark warnings={warnings} className="lg:hidden" />
        {formatDuration(call.durationSeconds)}
      </GridCell>
    </GridRow>
  );
}

function Unknown() {
  return <span className="text-ink-3">–</span>;
}
