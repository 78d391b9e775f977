'use client';

import { type CSSProperties, type KeyboardEvent, useRef } from 'react';
import { SLIDER_STEPS } from '@/components/keyboard/slider-steps';
import { usePlayerClock } from '@/components/player/player-context';
import { classNames } from '@/components/ui/class-names';
import { speakPosition } from '@/components/wording/format-duration';

interface SeekRangeProps {
  label: string;
  totalSeconds: number;
  /** Read on every tick, without rendering the input again. */
  readSeconds: () => number;
  readLoadedSeconds: () => number;
  onSeek: (seconds: number) => void;
  className?: string;
}

/**
 * A native range input over a stretch of sound that speaks its time in words. Dragging seeks on
 * release; arrows move 1 s, Page 10 s, Home and End to the edges.
 */
export function SeekRange({
  label,
  totalSeconds,
  readSeconds,
  readLoadedSeconds,
  onSeek,
  className,
}: SeekRangeProps) {
  const input = useRef<HTMLInputElement>(null);
  const isDragging = useRef(false);
  /** What is shown now: most ranges of a long call do not move while one does. */
  const shown = useRef('');
  const total = Math.max(totalSeconds, 0.1);

  function show(exactSeconds: number) {
    // In steps of the input: finer ones cannot be seen, and each one repaints the rows.
    const seconds = Math.round(exactSeconds * 10) / 10;
    const element = input.current;
    const loadedSeconds = Math.min(readLoadedSeconds(), total);
    const next = `${seconds} ${loadedSeconds} ${totalSeconds}`;
    if (!element || shown.current === next) return;
    shown.current = next;
    element.value = String(seconds);
    element.style.setProperty('--played', `${(seconds / total) * 100}%`);
    element.style.setProperty('--loaded', `${(loadedSeconds / total) * 100}%`);
    const words = speakPosition(seconds, totalSeconds);
    if (element.getAttribute('aria-valuetext') !== words) {
      element.setAttribute('aria-valuetext', words);
    }
  }

  usePlayerClock(() => {
    if (!isDragging.current) show(Math.min(readSeconds(), total));
  });

  function seek(seconds: number) {
    onSeek(Math.min(Math.max(0, seconds), total));
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = SLIDER_STEPS[event.key];
    if (step !== undefined) seek(readSeconds() + step);
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
      aria-label={label}
      min={0}
      max={total}
      step={0.1}
      defaultValue={0}
      className={classNames('seek-range', className)}
      style={INITIAL}
      onKeyDown={onKeyDown}
      onPointerDown={() => {
        isDragging.current = true;
      }}
      onPointerUp={endDrag}
      onPointerCancel={endDrag}
      onInput={(event) => {
        const seconds = event.currentTarget.valueAsNumber;
        shown.current = '';
        show(seconds);
        // Assistive technology moves the value without pointer or key.
        if (!isDragging.current) seek(seconds);
      }}
    />
  );
}

const INITIAL: CSSProperties & Record<`--${string}`, string> = {
  '--played': '0%',
  '--loaded': '0%',
};
