'use client';

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useCallPlayer, usePlayerClock } from '@/components/player/player-context';
import { formatDuration } from '@/components/wording/format-duration';
import { blockAt } from './leg-blocks';
import { StripFlags } from './strip-flag-row';
import { StripGap } from './strip-gap';
import { StripLeg } from './strip-leg';
import type { StripPlan } from './strip-plan';
import { speakCallPosition } from './strip-position';
import { StripRuler } from './strip-ruler';

interface StripCanvasProps {
  plan: StripPlan;
  /** `leg` is the one under the pointer; where none is, the moment decides. */
  onSeek: (seconds: number, leg?: number) => void;
}

const KEY_STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};
/** A label of the ruler this near to the playhead's flag would be covered by it. */
const LABEL_DISTANCE_PX = 44;

/** The strip as drawn, and as one slider: pointer, keys and words for the whole call. */
export function StripCanvas({ plan, onSeek }: StripCanvasProps) {
  const { player, timeline } = useCallPlayer();
  const { scale } = plan;
  const root = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const flag = useRef<HTMLSpanElement>(null);
  const drag = useRef<{ seconds: number; leg: number | undefined } | null>(null);
  const [hover, setHover] = useState<{ x: number; text: string } | null>(null);

  usePlayerClock(() => {
    const element = root.current;
    if (!element) return;
    const seconds = drag.current?.seconds ?? player.callPosition();
    const x = scale.x(seconds);
    const isShown = x >= -1 && x <= scale.widthPx + 1;
    element.style.setProperty('--strip-width', `${scale.widthPx}px`);
    element.style.setProperty('--playhead', `${x}px`);
    element.toggleAttribute('data-playhead-away', !isShown);
    element.setAttribute('aria-valuenow', String(Math.floor(seconds)));
    const text = formatDuration(seconds);
    if (flag.current && flag.current.textContent !== text) flag.current.textContent = text;
    const words = speakCallPosition(timeline, seconds, player.getState().leg);
    if (element.getAttribute('aria-valuetext') !== words) {
      element.setAttribute('aria-valuetext', words);
    }
    for (const label of element.querySelectorAll<HTMLElement>('[data-tick-x]')) {
      const distance = Math.abs(Number(label.dataset.tickX) + 14 - x);
      label.toggleAttribute('hidden', isShown && distance < LABEL_DISTANCE_PX);
    }
  });

  function at(event: PointerEvent) {
    const box = body.current?.getBoundingClientRect();
    if (!box) return null;
    const x = event.clientX - box.left;
    const depth = Math.min(Math.max((event.clientY - box.top) / box.height, 0), 1);
    const isOnLegs = event.clientY >= box.top;
    const block = isOnLegs ? blockAt(plan.legs, x, depth) : null;
    const seconds = scale.seconds(x);
    return { x, seconds, placed: block?.placed ?? null };
  }

  function onPointerDown(event: PointerEvent) {
    const point = at(event);
    if (!point || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { seconds: point.seconds, leg: point.placed?.leg.leg };
    showPlayhead(point.x, point.seconds);
  }

  function onPointerMove(event: PointerEvent) {
    const point = at(event);
    if (!point) return;
    if (drag.current) {
      drag.current = { seconds: point.seconds, leg: point.placed?.leg.leg };
      showPlayhead(point.x, point.seconds);
    }
    const { placed, seconds, x } = point;
    const within = placed
      ? ` in leg ${placed.leg.leg} at ${formatDuration(Math.max(0, seconds - placed.startSeconds))}`
      : ', not recorded';
    if (event.pointerType === 'mouse') {
      setHover({
        x: Math.min(Math.max(x, 0), scale.widthPx),
        text: `${formatDuration(seconds)}${within}`,
      });
    }
  }

  function showPlayhead(x: number, seconds: number) {
    root.current?.style.setProperty('--playhead', `${Math.min(Math.max(x, 0), scale.widthPx)}px`);
    if (flag.current) flag.current.textContent = formatDuration(seconds);
  }

  function onPointerUp() {
    const target = drag.current;
    drag.current = null;
    if (target) onSeek(target.seconds, target.leg);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = KEY_STEPS[event.key];
    const isJump = event.key === 'Home' || event.key === 'End';
    if ((step === undefined && !isJump) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.key === 'Home') onSeek(0);
    else if (event.key === 'End') onSeek(timeline.durationSeconds);
    else player.skip(step ?? 0);
  }

  return (
    <div
      ref={root}
      role="slider"
      tabIndex={0}
      aria-label="Position in the call"
      aria-valuemin={0}
      aria-valuemax={Math.floor(timeline.durationSeconds)}
      aria-valuenow={0}
      className="strip relative select-none rounded-leg"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        drag.current = null;
      }}
      onPointerLeave={() => setHover(null)}
      onKeyDown={onKeyDown}
    >
      <StripRuler plan={plan} />
      <div aria-hidden className="strip-window">
        <StripFlags flags={plan.flags} />
        <div ref={body} className="relative h-[5.25rem]">
          {plan.gaps.map((gap) => (
            <StripGap key={gap.gap.startSeconds} gap={gap} widthPx={scale.widthPx} />
          ))}
          {plan.legs.map((leg) => (
            <StripLeg
              key={leg.placed.leg.leg}
              block={leg}
              scale={scale}
              shortFile={plan.shortFiles.find((file) => file.leg === leg.placed.leg.leg) ?? null}
            />
          ))}
        </div>
      </div>
      {hover && (
        <span aria-hidden className="strip-hover" style={{ left: hover.x }}>
          <span
            data-side={hover.x > scale.widthPx - 190 ? 'left' : 'right'}
            className="strip-hover-text"
          >
            {hover.text}
          </span>
        </span>
      )}
      <span aria-hidden className="strip-playhead">
        <span ref={flag} className="strip-time" />
      </span>
    </div>
  );
}
