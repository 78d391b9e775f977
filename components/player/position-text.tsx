'use client';

import { useRef } from 'react';
import { formatDuration } from '@/components/wording/format-duration';
import { usePlayerClock } from './player-context';

interface PositionTextProps {
  readSeconds: () => number;
  className?: string;
}

/** A running time. Its text changes once a second, by hand: React renders nothing for it. */
export function PositionText({ readSeconds, className }: PositionTextProps) {
  const span = useRef<HTMLSpanElement>(null);
  usePlayerClock(() => {
    const text = formatDuration(readSeconds());
    if (span.current && span.current.textContent !== text) span.current.textContent = text;
  });
  return <span ref={span} className={className} />;
}
