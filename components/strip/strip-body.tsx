'use client';

import Lock from 'lucide-react/icons/lock';
import { memo, useMemo, useSyncExternalStore } from 'react';
import type { Stretch } from '@/components/call-time/call-timeline';
import { waitingFolds } from '@/components/playback/waiting-folds';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { useKnownSounds } from '@/components/player/use-call-audio';
import { Icon } from '@/components/ui/icon';
import { formatAmount } from '@/components/wording/format-duration';
import type { FoldBox } from './fold-boxes';
import type { GapBox } from './leg-blocks';
import { StripLeg } from './strip-leg';
import type { StripPlan } from './strip-plan';
import { percentOf, type StripScale } from './strip-scale';
import { StripWaves } from './strip-waves';

/** Legs, gaps and folds with their waves. Rendered when the plan changes, not on pointer moves. */
export const StripBody = memo(function StripBody({ plan }: { plan: StripPlan }) {
  const { scale } = plan;
  return (
    <>
      {plan.gaps.map((gap) => (
        <StripGap key={gap.gap.startSeconds} gap={gap} scale={scale} />
      ))}
      {plan.legs.map((leg) => (
        <StripLeg
          key={leg.placed.leg.leg}
          block={leg}
          scale={scale}
          shortFile={plan.shortFiles.find((file) => file.leg === leg.placed.leg.leg) ?? null}
        />
      ))}
      <StripWaves plan={plan} />
      <StripChannels plan={plan} />
      {plan.folds.map((fold) => (
        <StripFold key={fold.fold.startSeconds} box={fold} scale={scale} />
      ))}
    </>
  );
});

/** A stretch without a recording: hatched, and labelled where it is wide enough. */
function StripGap({ gap, scale }: { gap: GapBox; scale: StripScale }) {
  const amount = formatAmount(gap.seconds);
  const shownFrom = Math.max(gap.x, 0);
  const shownTo = Math.min(gap.x + gap.widthPx, scale.widthPx);
  const within = { widthPx: gap.widthPx };
  return (
    <div
      className="hatch-large absolute inset-y-0 rounded-leg"
      style={{ left: percentOf(gap.x, scale), width: percentOf(gap.widthPx, scale) }}
    >
      {gap.label !== 'flag' && (
        <span
          className="-translate-y-1/2 absolute top-1/2 flex justify-center"
          style={{
            left: percentOf(shownFrom - gap.x, within),
            width: percentOf(shownTo - shownFrom, within),
          }}
        >
          <span className="flex flex-wrap justify-center gap-x-1 rounded-bar bg-surface text-center text-label leading-4">
            <strong className="font-semibold text-small tabular-nums">{amount}</strong>
            {gap.label === 'two-lines' && <span className="h-0 basis-full" />}
            <span className="whitespace-nowrap font-normal text-ink-2">not recorded</span>
          </span>
        </span>
      )}
    </div>
  );
}

/** Time that listening time skips: a narrow hatch as high as the legs. Its tie is in the flag row. */
function StripFold({ box, scale }: { box: FoldBox; scale: StripScale }) {
  return (
    <div
      className="strip-fold hatch-fold absolute inset-y-0 rounded-leg"
      style={{ left: percentOf(box.x, scale), width: percentOf(box.widthPx, scale) }}
    >
      {box.hasLock && (
        <span className="-translate-1/2 absolute top-1/2 left-1/2 rounded-bar bg-surface p-0.5 text-ink-2">
          <Icon glyph={Lock} size={14} />
        </span>
      )}
    </div>
  );
}

/** A side is named where there is room for its letter. */
const LABELLED_FROM_PX = 32;

/** "L" and "R" beside the two lanes of stereo legs. The recorder does not say who is on which side. */
function StripChannels({ plan }: { plan: StripPlan }) {
  const { sounds } = useCallPlayer();
  const stereo = useSyncExternalStore(
    sounds.subscribe,
    () => stereoLegs(plan, sounds.soundOf),
    () => '',
  );
  const numbers = stereo.split(' ').map(Number);
  return plan.legs
    .filter((leg) => leg.silentBecause === null && numbers.includes(leg.placed.leg.leg))
    .flatMap(({ placed, pieces }) =>
      pieces.flatMap((piece) => {
        const x = Math.max(piece.x, 0);
        const widthPx = Math.min(piece.x + piece.widthPx, plan.scale.widthPx) - x;
        if (piece.height < 1 || widthPx < LABELLED_FROM_PX) return [];
        return ['L', 'R'].map((side) => (
          <span
            key={`${placed.leg.leg} ${piece.x} ${side}`}
            className="strip-channel"
            data-side={side}
            style={{ left: percentOf(x + 4, plan.scale) }}
          >
            {side}
          </span>
        ));
      }),
    );
}

/** Their numbers as one string, so that React renders only when they change. */
function stereoLegs(
  plan: StripPlan,
  soundOf: (leg: number) => { wave: { channels: number } | null },
): string {
  return plan.legs
    .map(({ placed }) => placed.leg.leg)
    .filter((leg) => (soundOf(leg).wave?.channels ?? 1) > 1)
    .join(' ');
}

/** What playback skips: drawn dimmed, with a line below. Nothing while nothing is skipped. */
export const StripWaiting = memo(function StripWaiting({ scale }: { scale: StripScale }) {
  return useSkippedStretches().flatMap((stretch) => {
    const x = Math.max(scale.x(stretch.startSeconds), 0);
    const widthPx = Math.min(scale.x(stretch.endSeconds), scale.widthPx) - x;
    if (widthPx <= 0) return [];
    return [
      <span
        key={stretch.startSeconds}
        className="strip-waiting"
        style={{ left: percentOf(x, scale), width: percentOf(Math.max(widthPx, 1), scale) }}
      />,
    ];
  });
});

/** The stretches that playback skips: ringback, music and long silence, while skipping is on. */
export function useSkippedStretches(): readonly Stretch[] {
  const { timeline, sounds } = useCallPlayer();
  const isSkipping = usePlayerState((state) => state.skipsWaiting);
  const known = useKnownSounds();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known is read through `sounds`
  return useMemo(
    () => (isSkipping ? waitingFolds(timeline, sounds) : []),
    [isSkipping, timeline, sounds, known],
  );
}
