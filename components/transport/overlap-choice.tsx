'use client';

import { useState } from 'react';
import type { CallTimeline, Overlap } from '@/components/call-time/call-timeline';
import { useCallPlayer, usePlayerClock, usePlayerState } from '@/components/player/player-context';
import { Segmented } from '@/components/ui/segmented';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';

/** Which of the legs that overlap here, or next, is heard. Shown only in calls with overlaps. */
export function OverlapChoice({ className }: { className: string }) {
  const { player, timeline } = useCallPlayer();
  const choice = usePlayerState((state) => state.overlap);
  const [shown, setShown] = useState(() => overlapAt(timeline, player.callPosition()));

  // It changes a few times in a call, at moments that only the clock knows.
  usePlayerClock(() => {
    const overlap = overlapAt(timeline, player.callPosition());
    if (overlap !== shown) setShown(overlap);
  });
  if (!shown) return null;

  const lengthSeconds = shown.endSeconds - shown.startSeconds;
  const options = [
    { value: 'both', label: shown.legs.length > 2 ? 'All' : 'Both' },
    ...shown.legs.map((leg) => ({ value: String(leg), label: `Leg ${leg}` })),
  ];
  const isOffered = choice !== 'both' && shown.legs.includes(choice);
  return (
    <div className={className}>
      <span className="text-ink-2 text-small tabular-nums">
        {formatAmount(lengthSeconds)} overlap at {formatDuration(shown.startSeconds)}
      </span>
      <Segmented
        label="Heard in the overlap"
        options={options}
        value={isOffered ? String(choice) : 'both'}
        onChange={(value) => player.setOverlap(value === 'both' ? 'both' : Number(value))}
      />
    </div>
  );
}

/** The overlap that is here or comes next; after the last one, the last. */
function overlapAt({ overlaps }: CallTimeline, seconds: number): Overlap | undefined {
  return overlaps.find(({ endSeconds }) => endSeconds > seconds) ?? overlaps.at(-1);
}
