'use client';

import { useSyncExternalStore } from 'react';
import { useCallPlayer } from '@/components/player/player-context';
import { formatShare } from '@/components/wording/format-share';
import type { Talk } from '@/lib/contract/waveform';

/** Who of each stereo leg speaks how long; nothing while no such leg has been measured. */
export function TalkList() {
  const { timeline, sounds } = useCallPlayer();
  const known = useSyncExternalStore(sounds.subscribe, sounds.all, sounds.all);
  const talks = timeline.legs.flatMap(({ leg }) => {
    const marks = known.get(leg.leg)?.marks;
    return marks?.talk ? [{ leg: leg.leg, talk: marks.talk, seconds: marks.durationSeconds }] : [];
  });
  if (talks.length === 0) return null;
  return (
    <section className="border-line border-t py-4 pr-6 pl-5 max-xl:px-6 max-sm:px-4">
      <h2 className="mb-2 font-semibold text-body">Who speaks</h2>
      <dl className="call-facts-list tabular-nums">
        {talks.map(({ leg, talk, seconds }) => (
          <div key={leg} className="contents">
            <dt>Leg {leg}</dt>
            <dd>{talkWords(talk, seconds)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** "Left 41 %, right 38 %, both 3 %" of a leg's length. */
function talkWords({ leftShare, rightShare, crosstalk }: Talk, lengthSeconds: number): string {
  const both = crosstalk.reduce((sum, part) => sum + part.endSeconds - part.startSeconds, 0);
  // A figure and its sign stay on one line.
  const share = (part: number) => formatShare(part, 1).replace(' ', NO_BREAK);
  return `Left ${share(leftShare)}, right ${share(rightShare)}, both ${share(both / Math.max(lengthSeconds, 1))}`;
}

const NO_BREAK = '\u00a0';
