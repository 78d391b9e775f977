'use client';

import { type RefObject, useRef } from 'react';
import type { CallClock } from '@/components/call-time/call-clock';
import { useCallPlayer, usePlayerClock } from '@/components/player/player-context';
import { formatDuration } from '@/components/wording/format-duration';
import { speakCallPosition } from './strip-position';
import type { StripScale } from './strip-scale';

interface StripPlayheadProps {
  /** Its value and the labels of its ruler follow the playhead. */
  slider: RefObject<HTMLElement | null>;
  scale: StripScale;
  clock: CallClock;
  /** Where it is being dragged to; null while it follows the sound. */
  scrubbedSeconds: number | null;
}

/** The playhead's flag would cover a ruler label this near to it. */
const LABEL_DISTANCE_PX = 44;

/** The playhead: moved directly on every frame, so that React renders nothing for it. */
export function StripPlayhead({ slider, scale, clock, scrubbedSeconds }: StripPlayheadProps) {
  const { player, timeline } = useCallPlayer();
  const root = useRef<HTMLSpanElement>(null);
  const flag = useRef<HTMLSpanElement>(null);

  usePlayerClock(() => {
    const element = root.current;
    if (!element) return;
    const seconds = scrubbedSeconds ?? player.callPosition();
    const x = scale.x(seconds);
    const isShown = x >= -1 && x <= scale.widthPx + 1;
    // Only on the playhead: everything that inherits a custom property is restyled with it.
    element.style.setProperty('--strip-width', `${scale.widthPx}px`);
    element.style.setProperty('--playhead', `${x.toFixed(2)}px`);
    element.toggleAttribute('hidden', !isShown);
    const shown = clock.toShown(seconds);
    setText(flag.current, formatDuration(shown));
    if (!slider.current) return;
    setAttribute(slider.current, 'aria-valuenow', String(Math.floor(shown)));
    const words = speakCallPosition(timeline, clock, seconds, player.getState().leg);
    setAttribute(slider.current, 'aria-valuetext', words);
    for (const label of slider.current.querySelectorAll<HTMLElement>('[data-tick-x]')) {
      const distance = Math.abs(Number(label.dataset.tickX) + 14 - x);
      label.toggleAttribute('hidden', isShown && distance < LABEL_DISTANCE_PX);
    }
  });

  return (
    <span ref={root} aria-hidden className="strip-playhead">
      <span ref={flag} className="strip-time" />
    </span>
  );
}

function setText(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
