'use client';

import { type CSSProperties, type KeyboardEvent, useRef } from 'react';
import { SLIDER_STEPS } from '@/components/keyboard/slider-steps';
import { useCallPlayer } from '@/components/player/player-context';
import { useLegClock } from '@/components/player/use-leg-clock';
import { speakPosition } from '@/components/wording/format-duration';

interface SeekRangeProps {
  leg: number;
  totalSeconds: number;
  /** On the screen: a row that nobody sees stands still. */
  isInView: boolean;
  /** Read on every tick, without rendering the input again. */
  readLoadedSeconds: () => number;
}

const STEP_SECONDS = 0.1;
/** No bar is wider than this. */
const WIDEST_PX = 600;

/**
 * A native range input over one leg's sound that speaks its time in words. Dragging seeks on release;
 * arrows move 1 s, Page 10 s, Home and End to the edges.
 */
export function SeekRange({ leg, totalSeconds, isInView, readLoadedSeconds }: SeekRangeProps) {
  const { player } = useCallPlayer();
  const input = useRef<HTMLInputElement>(null);
  const isDragging = useRef(false);
  const shown = useRef<Shown | null>(null);
  const total = Math.max(totalSeconds, 0.1);

  function show(exactSeconds: number) {
    // In steps of the input.
    const seconds = Math.round(exactSeconds * 10) / 10;
    const next = { seconds, loadedSeconds: Math.min(readLoadedSeconds(), total), totalSeconds };
    const element = input.current;
    if (!element || (shown.current && looksAlike(shown.current, next))) return;
    shown.current = next;
    element.value = String(seconds);
    element.style.setProperty('--played', `${(seconds / total) * 100}%`);
    element.style.setProperty('--loaded', `${(next.loadedSeconds / total) * 100}%`);
    const words = speakPosition(seconds, totalSeconds);
    if (element.getAttribute('aria-valuetext') !== words) {
      element.setAttribute('aria-valuetext', words);
    }
  }

  useLegClock(
    leg,
    () => {
      if (!isDragging.current) show(Math.min(player.position(leg), total));
    },
    isInView,
  );

  function seek(seconds: number) {
    player.seek({ leg, offsetSeconds: Math.min(Math.max(0, seconds), total) });
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = SLIDER_STEPS[event.key];
    if (step !== undefined) seek(player.position(leg) + step);
    else if (event.key === 'Home') seek(0);
    else if (event.key === 'End') seek(total);
    else return;
    event.preventDefault();
  }

  function endDrag() {
    if (!isDragging.current) return;
    isDragging.current = false;
    if (input.current) seek(input.current.valueAsNumber);
  }

  return (
    <input
      ref={input}
      type="range"
      aria-label={`Seek in leg ${leg}`}
      min={0}
      max={total}
      step={STEP_SECONDS}
      defaultValue={0}
      className="seek-range w-full"
      style={INITIAL}
      onKeyDown={onKeyDown}
      onPointerDown={() => {
        isDragging.current = true;
      }}
      onPointerUp={endDrag}
      onPointerCancel={endDrag}
      onInput={(event) => {
        const seconds = event.currentTarget.valueAsNumber;
        shown.current = null;
        show(seconds);
        // Assistive technology moves the value without pointer or key.
        if (!isDragging.current) seek(seconds);
      }}
    />
  );
}

interface Shown {
  seconds: number;
  loadedSeconds: number;
  totalSeconds: number;
}

/** Less than a pixel of the bar cannot be seen, and each step lays out and paints the row. */
function looksAlike(shown: Shown, next: Shown): boolean {
  const { seconds, loadedSeconds, totalSeconds } = next;
  const movedSeconds = Math.abs(seconds - shown.seconds);
  return (
    loadedSeconds === shown.loadedSeconds &&
    totalSeconds === shown.totalSeconds &&
    Math.floor(seconds) === Math.floor(shown.seconds) &&
    (movedSeconds === 0 || movedSeconds * WIDEST_PX < totalSeconds)
  );
}

const INITIAL: CSSProperties & Record<`--${string}`, string> = {
  '--played': '0%',
  '--loaded': '0%',
};
