'use client';

import { coverageOf } from '@/components/call-time/coverage';
import { useCallPlayer } from '@/components/player/player-context';
import { useCallAudio } from '@/components/player/use-call-audio';
import { formatShare } from '@/components/wording/format-count';
import { formatDuration, speakDuration } from '@/components/wording/format-duration';
import type { Call } from '@/lib/contract/call';

/** Where every second of the call is. Each gap names its reason and is a button that goes there. */
export function CoverageSection() {
  const { player, timeline } = useCallPlayer();
  const { lost } = useCallAudio();
  const coverage = coverageOf(timeline, lost);
  const { durationSeconds, holes } = coverage;
  const rows = [
    { label: 'Recorded', seconds: coverage.onceSeconds, look: 'solid' },
    { label: 'Overlapping', seconds: coverage.overlappingSeconds, look: 'double' },
    { label: 'Not yours to hear', seconds: coverage.restrictedSeconds, look: 'outline' },
    { label: 'Not recorded', seconds: coverage.notRecordedSeconds, look: 'hatch' },
    { label: 'Length not known', seconds: coverage.unknownSeconds, look: 'unknown' },
    { label: 'Missing', seconds: coverage.lostSeconds, look: 'warn' },
  ] as const;
  return (
    <>
      <ul className="flex flex-col gap-1">
        {rows.map(
          ({ label, seconds, look }) =>
            (seconds > 0 || look === 'solid') && (
              <SecondsBar
                key={label}
                label={label}
                seconds={seconds}
                total={durationSeconds}
                look={look}
                share={look === 'unknown' ? '' : formatShare(seconds, durationSeconds)}
              />
            ),
        )}
      </ul>
      {holes.length > 0 && (
        <ul aria-label="Gaps" className="coverage-holes">
          {holes.map((hole) => (
            <li key={hole.startSeconds}>
              <button
                type="button"
                onClick={() => player.seekCall(hole.startSeconds)}
                aria-label={`Go to ${speakDuration(hole.startSeconds)}: ${speakDuration(
                  hole.endSeconds - hole.startSeconds,
                )} ${hole.because}`}
              >
                <span>{formatDuration(hole.startSeconds)}</span>
                <span>{hole.because}</span>
                <span>{formatDuration(hole.endSeconds - hole.startSeconds)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface SecondsBarProps {
  label: string;
  seconds: number;
  total: number;
  look: keyof typeof LOOKS;
  /** "92 %" of the call. */
  share: string;
}

const LOOKS = {
  solid: 'bg-ink-2',
  double: 'border-y-3 border-ink-2',
  hatch: 'hatch-small',
  outline: 'border border-ink-2',
  unknown: 'length-unknown',
  warn: 'bg-warn',
};

/** One row of the coverage: its name, a bar to the call's scale, its share and its length. */
function SecondsBar({ label, seconds, total, look, share }: SecondsBarProps) {
  const part = total > 0 ? Math.min(seconds / total, 1) : 0;
  return (
    <li className="grid grid-cols-[7.25rem_minmax(0,1fr)_auto_2.75rem] items-center gap-2 tabular-nums">
      <span className="text-ink-2">{label}</span>
      <span aria-hidden className="h-2.5">
        {seconds > 0 && (
          <span
            className={`seconds-bar block h-full min-w-0.5 rounded-bar ${LOOKS[look]}`}
            style={{ width: `${part * 100}%` }}
          />
        )}
      </span>
      <span className="whitespace-nowrap text-right text-ink-3 text-small">{share}</span>
      <span className="text-right">{look === 'unknown' ? '–' : formatDuration(seconds)}</span>
    </li>
  );
}

interface CoverageBarProps extends Pick<Call, 'recordedSeconds' | 'durationSeconds'> {
  /** Drawn for legs whose length is not known yet; part of neither of the others. */
  unknownSeconds?: number;
}

/** How much of the call there is a recording of: "97 % of 6:12 recorded". */
export function CoverageBar({
  recordedSeconds,
  durationSeconds,
  unknownSeconds = 0,
}: CoverageBarProps) {
  if (unknownSeconds > 0) {
    return (
      <span className="inline-flex items-center gap-2">
        <span aria-hidden className="length-unknown h-2 w-17 shrink-0 rounded-bar" />
        <strong className="font-semibold">Length not known yet</strong>
      </span>
    );
  }
  const share = durationSeconds > 0 ? Math.min(recordedSeconds / durationSeconds, 1) : 1;
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className="flex h-2 w-17 shrink-0 gap-px">
        <span className="seconds-bar rounded-bar bg-ink-2" style={{ width: `${share * 100}%` }} />
        {share < 1 && <span className="hatch-small min-w-0.5 flex-1 rounded-bar" />}
      </span>
      <strong className="font-semibold tabular-nums">
        {formatShare(recordedSeconds, durationSeconds)} of {formatDuration(durationSeconds)}{' '}
        recorded
      </strong>
    </span>
  );
}
