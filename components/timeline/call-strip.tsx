'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import { useAnnounce } from '@/components/call/announcer';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { useCallPlayer, usePlayerClock, usePlayerState } from '@/components/player/player-context';
import { speakDuration } from '@/components/wording/format-duration';
import { createTextMeasure } from './measure-text';
import { placeAt } from './position-in-call';
import { shortFilesOf } from './short-files';
import { StripCanvas } from './strip-canvas';
import { StripOverview } from './strip-overview';
import { planStrip } from './strip-plan';
import { defaultWindowSeconds, followPlayhead, windowAround, zoomWindow } from './strip-window';
import { StripZoom } from './strip-zoom';
import { useStripSize } from './use-strip-size';

/** A jump of the position that somebody asked for, not the flow of time between two ticks. */
const JUMP_SECONDS = 1.5;

/** The legs of the call to scale on call time, with the playhead: a slider over the whole call. */
export function CallStrip() {
  const { player, timeline, call } = useCallPlayer();
  const announce = useAnnounce();
  const [ref, size] = useStripSize();
  const legs = usePlayerState((state) => state.legs);
  const widthPx = size?.widthPx ?? 0;
  const { durationSeconds } = timeline;
  const wholeCall = useMemo(
    () => ({ startSeconds: 0, endSeconds: Math.max(durationSeconds, 1) }),
    [durationSeconds],
  );
  const standard = defaultWindowSeconds(durationSeconds, widthPx);
  const [chosen, setChosen] = useState<{ forStandard: number; window: typeof wholeCall } | null>(
    null,
  );
  const window =
    chosen?.forStandard === standard
      ? chosen.window
      : windowAround(player.callPosition(), standard, durationSeconds);
  const isWindowed = standard < durationSeconds;
  const setWindow = (next: typeof window) => {
    if (next !== window) setChosen({ forStandard: standard, window: next });
  };

  // Whoever moves the window away from the playhead keeps it there until the next jump.
  const isFollowing = useRef(true);
  const lastSeconds = useRef(0);
  usePlayerClock(() => {
    const seconds = player.callPosition();
    const isJump = Math.abs(seconds - lastSeconds.current) > JUMP_SECONDS;
    const isInside = seconds >= window.startSeconds && seconds < window.endSeconds;
    if (isJump || isInside) isFollowing.current = true;
    lastSeconds.current = seconds;
    if (isFollowing.current) setWindow(followPlayhead(window, seconds, durationSeconds));
  });

  const textScale = size?.textScale ?? 1;
  const hasFont = size?.hasFont ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured in another font is forgotten
  const measure = useMemo(() => createTextMeasure(textScale), [textScale, hasFont]);
  const shortFiles = useMemo(() => shortFilesOf(timeline, legs), [timeline, legs]);
  const { startSeconds, endSeconds } = window;
  const plan = useMemo(
    () => planStrip(timeline, shortFiles, { startSeconds, endSeconds }, widthPx, measure),
    [timeline, shortFiles, startSeconds, endSeconds, widthPx, measure],
  );

  const seekTo = useCallback(
    (seconds: number, leg?: number) => {
      const place = placeAt(timeline, seconds, leg);
      if (place.in === 'leg' || leg !== undefined) {
        const placed = timeline.legs.find((candidate) => candidate.leg.leg === leg);
        if (placed) {
          player.seek({ leg: placed.leg.leg, offsetSeconds: seconds - placed.startSeconds });
        } else player.seekCall(seconds);
        return;
      }
      player.seekCall(seconds);
      const gap = timeline.gaps.find((g) => seconds >= g.startSeconds && seconds < g.endSeconds);
      if (gap) announce(`${speakDuration(gap.endSeconds - gap.startSeconds)} not recorded`);
    },
    [timeline, player, announce],
  );

  const zoom = (direction: 'in' | 'out') => {
    const at = player.callPosition();
    setWindow(zoomWindow(window, direction, at, durationSeconds));
  };
  useShortcuts('call', { 'zoom-in': () => zoom('in'), 'zoom-out': () => zoom('out') });

  return (
    <section aria-label="Legs to scale" className="border-line border-b bg-surface pt-2.5 pb-4">
      <div className="flex min-h-7 items-center justify-between gap-4 px-4 sm:px-6">
        <StripLegend hasGaps={call.gaps.length > 0} hasOverlaps={timeline.overlaps.length > 0} />
        <StripZoom
          isWhole={endSeconds - startSeconds >= durationSeconds}
          spanSeconds={endSeconds - startSeconds}
          onZoom={zoom}
          onWhole={() => setWindow(wholeCall)}
        />
      </div>
      {isWindowed && (
        <StripOverview
          window={window}
          onMove={(centreSeconds) => {
            isFollowing.current = false;
            const span = endSeconds - startSeconds;
            setWindow(windowAround(centreSeconds, span, durationSeconds, 0.5));
          }}
        />
      )}
      <div className="px-4 sm:px-6">
        <div ref={ref}>{size && <StripCanvas plan={plan} onSeek={seekTo} />}</div>
      </div>
    </section>
  );
}

function StripLegend({ hasGaps, hasOverlaps }: { hasGaps: boolean; hasOverlaps: boolean }) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-3 text-small">
      <span className="max-sm:hidden">Call time, to scale</span>
      {hasGaps && (
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="hatch-small size-3 rounded-bar" />
          no audio
        </span>
      )}
      {hasOverlaps && <span className="max-sm:hidden">overlapping legs share the height</span>}
    </p>
  );
}
