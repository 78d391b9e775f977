import { useEffect, useEffectEvent, useState } from 'react';
import { formatDuration } from '@/components/wording/format-duration';

/** "Trying again in 12 s." */
export function formatCountdown(secondsLeft: number): string {
  return `Trying again in ${secondsLeft < 60 ? `${secondsLeft} s` : formatDuration(secondsLeft)}.`;
}

/** Seconds, rounded up, until a moment; never below zero. */
function secondsUntil(dueAtMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((dueAtMs - nowMs) / 1000));
}

/**
 * Counts down to the moment when a retry makes sense, then retries.
 * With `dueAtMs` null it neither counts nor retries.
 */
export function useRetryCountdown(dueAtMs: number | null, onDue: () => void): number | null {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const fireDue = useEffectEvent(onDue);

  // The clock is outside React: it is read four times a second while waiting.
  useEffect(() => {
    if (dueAtMs === null) return;
    const readClock = () => {
      setNowMs(Date.now());
      if (Date.now() < dueAtMs) return;
      clearInterval(timer);
      fireDue();
    };
    const timer = setInterval(readClock, 250);
    readClock();
    return () => clearInterval(timer);
  }, [dueAtMs]);

  return dueAtMs === null ? null : secondsUntil(dueAtMs, nowMs);
}
