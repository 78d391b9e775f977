import { callTotals } from '@/components/call-time/call-totals';
import type { HeardInCall } from '@/components/call-time/heard-in-call';
import { directionWord } from '@/components/direction/direction-mark';
import { formatClock } from '@/components/wording/format-clock';
import { formatCounted, speakShare } from '@/components/wording/format-count';
import { speakLength } from '@/components/wording/format-duration';
import { formatNumber, hasCallerId } from '@/components/wording/format-number';
import type { Call, Warning } from '@/lib/contract/call';
import { dialledNumber } from '@/lib/contract/dialled-number';
import { visibleText } from '@/lib/contract/visible-text';

/**
 * A call in one plain sentence: "10:42:07, inbound, from 0491 570 156 to 1300 975 707, Priya N. then
 * Fred, tag INV-20418, 6 legs, 12 minutes 20, 92 per cent recorded, 20 per cent heard".
 *
 * @param heard What the reader has heard of it; null where that is not known.
 */
export function callRowName(
  call: Call,
  timeZone: string,
  heard: Pick<HeardInCall, 'heardSeconds' | 'audibleSeconds'> | null = null,
): string {
  const warnings = warningsOf(call).length;
  const dialled = dialledNumber(call);
  const { durationSeconds, recordedSeconds } = callTotals(call);
  const parts = [
    formatClock(call.startedAt, timeZone),
    directionWord(call.direction),
    `from ${hasCallerId(call.source) ? formatNumber(call.source) : 'no caller id'}${
      dialled ? ` to ${formatNumber(dialled)}` : ''
    }`,
    call.agents.length > 0 ? visibleText(call.agents.join(' then ')) : 'no agent',
    call.tags.length > 0
      ? `${call.tags.length === 1 ? 'tag' : 'tags'} ${visibleText(call.tags.join(', '))}`
      : null,
    formatCounted(call.legs.length, 'leg'),
    durationSeconds === null ? 'length not known' : speakLength(durationSeconds),
    durationSeconds === null || recordedSeconds === null
      ? null
      : `${speakShare(recordedSeconds, durationSeconds)} recorded`,
    heard && speakHeard(heard),
    warnings > 0 ? formatCounted(warnings, 'warning') : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** Of what one may hear: `not heard`, `56 per cent heard`, `all heard`. */
function speakHeard({
  heardSeconds,
  audibleSeconds,
}: Pick<HeardInCall, 'heardSeconds' | 'audibleSeconds'>) {
  if (audibleSeconds === 0) return null;
  if (heardSeconds === 0) return 'not heard';
  return heardSeconds >= audibleSeconds
    ? 'all heard'
    : `${speakShare(heardSeconds, audibleSeconds)} heard`;
}

/** The warnings of a call and its legs, each sentence once. */
export function warningsOf(call: Call): Warning[] {
  const all = [...call.warnings, ...call.legs.flatMap((leg) => leg.warnings)];
  return [...new Map(all.map((warning) => [warning.message, warning])).values()];
}
