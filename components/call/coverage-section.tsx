'use client';

import { coverageOf } from '@/components/call-time/coverage';
import { useCallPlayer } from '@/components/player/player-context';
import { useCallAudio } from '@/components/player/use-call-audio';
import { formatDuration, speakDuration } from '@/components/wording/format-duration';
import { formatShare } from '@/components/wording/format-share';
import { SecondsBar } from './seconds-bar';

/** Where every second of the call is, and each hole with its reason: a button that goes there. */
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
                share={formatShare(seconds, durationSeconds)}
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
