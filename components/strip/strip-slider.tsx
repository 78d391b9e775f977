'use client';

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { CallClock } from '@/components/call-time/call-clock';
import type { Stretch } from '@/components/call-time/call-timeline';
import { SLIDER_STEPS } from '@/components/keyboard/slider-steps';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { formatDuration } from '@/components/wording/format-duration';
import { foldText } from './fold-boxes';
import { blockAt } from './leg-blocks';
import { StripBody, StripWaiting } from './strip-body';
import { StripFlags } from './strip-flag-row';
import { StripHeardRail } from './strip-heard-rail';
import { StripLoop } from './strip-loop';
import type { StripPlan } from './strip-plan';
import { StripPlayhead } from './strip-playhead';
import { StripRuler } from './strip-ruler';
import { type StripPoint, useStripPointer } from './use-strip-pointer';
import { useStripWheel } from './use-strip-wheel';
import type { StripWindow } from './use-strip-window';

interface StripSliderProps {
  plan: StripPlan;
  clock: CallClock;
  view: StripWindow;
  /** Drawn for a wide screen before the width is known. */
  isHiddenOnPhones: boolean;
  /** `leg` is the one under the pointer; where none is, the moment decides. */
  onSeek: (seconds: number, leg?: number) => void;
}

/** A shorter selection is a click by an unsteady hand. */
const SHORTEST_SELECTION_SECONDS = 0.2;

/** The strip as drawn, and as one slider: pointer, wheel, keys and words for the whole call. */
export function StripSlider({ plan, clock, view, isHiddenOnPhones, onSeek }: StripSliderProps) {
  const { player, timeline } = useCallPlayer();
  const { scale } = plan;
  const frame = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<{ x: number; text: string } | null>(null);
  const [scrubbed, setScrubbed] = useState<number | null>(null);
  const [selecting, setSelecting] = useState<Stretch | null>(null);
  const loop = usePlayerState((state) => state.loop);

  const perPx = view.spanSeconds / Math.max(scale.widthPx, 1);
  const zoomAt = (factor: number, x: number) => view.zoom(factor, scale.seconds(x));
  useStripWheel(frame, { onZoom: zoomAt, onMove: (byPx) => view.move(byPx * perPx) });

  function pointAt(event: PointerEvent): StripPoint | null {
    const box = body.current?.getBoundingClientRect();
    if (!box) return null;
    const x = event.clientX - box.left;
    const depth = Math.min(Math.max((event.clientY - box.top) / box.height, 0), 1);
    const isAboveLegs = event.clientY < box.top;
    const block = isAboveLegs ? null : blockAt(plan.legs, x, depth);
    return { x, seconds: scale.seconds(x), leg: block?.placed.leg.leg, isAboveLegs };
  }

  const { handlers, isDragging } = useStripPointer({
    pointAt,
    onScrub: (point) => setScrubbed(point ? point.seconds : null),
    onSeek: ({ seconds, leg }) => onSeek(seconds, leg),
    onSelect(selection, isDone) {
      setSelecting(isDone ? null : selection);
      if (!isDone || !selection) return;
      const { startSeconds, endSeconds } = selection;
      if (endSeconds - startSeconds >= SHORTEST_SELECTION_SECONDS) player.setLoop(selection);
    },
    onPinch(factor, aroundX, byPx) {
      if (factor !== 1) zoomAt(factor, aroundX);
      if (byPx !== 0) view.move(byPx * perPx);
    },
  });

  function showHover(event: PointerEvent) {
    const point = pointAt(event);
    if (!point || event.pointerType !== 'mouse') return;
    const text = `${formatDuration(clock.toShown(point.seconds))}${placeText(point)}`;
    setHover({ x: Math.min(Math.max(point.x, 0), scale.widthPx), text });
  }

  function placeText({ seconds, leg }: StripPoint): string {
    const isIn = (stretch: Stretch) =>
      seconds >= stretch.startSeconds && seconds < stretch.endSeconds;
    const fold = scale.folds.find(isIn);
    if (fold) return `, ${foldText(fold)}`;
    const placed = timeline.legs.find((candidate) => candidate.leg.leg === leg);
    if (placed) {
      const offset = Math.max(0, seconds - placed.startSeconds);
      const unknown = placed.length.seconds === null ? ', length not known yet' : '';
      return ` in leg ${placed.leg.leg} at ${formatDuration(offset)}${unknown}`;
    }
    return timeline.gaps.some(isIn) ? ', not recorded' : '';
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = SLIDER_STEPS[event.key];
    const isJump = event.key === 'Home' || event.key === 'End';
    if ((step === undefined && !isJump) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.key === 'Home') onSeek(0);
    else if (event.key === 'End') onSeek(timeline.durationSeconds);
    else player.moveBy(step ?? 0);
  }

  return (
    <div
      ref={frame}
      className="strip relative select-none"
      data-is-hidden-on-phones={isHiddenOnPhones || undefined}
    >
      <div
        ref={slider}
        role="slider"
        tabIndex={0}
        aria-label="Position in the call"
        aria-valuemin={0}
        aria-valuemax={Math.floor(clock.durationSeconds)}
        aria-valuenow={0}
        className="strip-slider rounded-leg"
        {...handlers}
        onPointerMove={(event) => {
          handlers.onPointerMove(event);
          showHover(event);
        }}
        onPointerLeave={() => setHover(null)}
        onKeyDown={onKeyDown}
      >
        <StripRuler ticks={plan.ticks} scale={scale} />
        <div aria-hidden className="strip-window">
          <StripFlags plan={plan} />
          <div ref={body} className="strip-body">
            <StripBody plan={plan} />
            <StripWaiting scale={scale} />
          </div>
          <StripHeardRail scale={scale} />
        </div>
        {hover && !isDragging() && (
          <span aria-hidden className="strip-hover" style={{ left: hover.x }}>
            <span
              data-side={hover.x > scale.widthPx - 190 ? 'left' : 'right'}
              className="strip-hover-text"
            >
              {hover.text}
            </span>
          </span>
        )}
      </div>
      <StripLoop
        scale={scale}
        clock={clock}
        loop={selecting ?? loop}
        isDraft={selecting !== null}
        onClear={() => slider.current?.focus()}
      />
      <StripPlayhead slider={slider} scale={scale} clock={clock} scrubbedSeconds={scrubbed} />
    </div>
  );
}
