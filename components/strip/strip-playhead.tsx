'use client';

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import type { CallClock } from '@/components/call-time/call-clock';
import { useCallPlayer, usePlayerClock } from '@/components/player/player-context';
import { formatDuration } from '@/components/wording/format-duration';
import { speakCallPosition } from './strip-position';
import type { StripScale } from './strip-scale';
import { useSlide } from './use-slide';

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
const FIRST = formatDuration(0);

/** The playhead with its time: moved directly on every frame, so that React renders nothing for it. */
export function StripPlayhead({ slider, scale, clock, scrubbedSeconds }: StripPlayheadProps) {
  const { player, timeline } = useCallPlayer();
  const line = useRef<HTMLSpanElement>(null);
  const flag = useRef<HTMLSpanElement>(null);
  const slideLine = useSlide(line, `${scale.widthPx}px`);
  const slideFlag = useSlide(flag, `${scale.widthPx}px`);
  const flagWidth = useRef(0);
  const labels = useRef<readonly HTMLElement[]>([]);
  /** What the words were made of. */
  const spoken = useRef('');

  function follow() {
    const seconds = scrubbedSeconds ?? player.callPosition();
    const x = scale.x(seconds);
    const isShown = x >= -1 && x <= scale.widthPx + 1;
    slideLine(x / scale.widthPx);
    // Centred on the line, and kept inside the strip at both ends.
    const flagX = Math.min(x - flagWidth.current / 2, scale.widthPx - flagWidth.current);
    slideFlag(Math.max(flagX, 0) / scale.widthPx);
    for (const element of [line.current, flag.current])
      element?.toggleAttribute('hidden', !isShown);
    for (const label of labels.current) {
      const distance = Math.abs(Number(label.dataset.tickX) + 14 - x);
      label.toggleAttribute('hidden', isShown && distance < LABEL_DISTANCE_PX);
    }
    speak(seconds);
  }

  function speak(seconds: number) {
    const shown = clock.toShown(seconds);
    const { leg } = player.getState();
    // Four times a second is soon enough for words: a leg may begin between two whole seconds.
    const next = `${Math.floor(shown)} ${Math.floor(seconds * 4)} ${leg}`;
    if (!slider.current || !flag.current || next === spoken.current) return;
    spoken.current = next;
    const time = formatDuration(shown);
    if (flag.current.textContent !== time) flag.current.textContent = time;
    const words = speakCallPosition(timeline, clock, seconds, leg);
    setAttribute(slider.current, 'aria-valuenow', String(Math.floor(shown)));
    setAttribute(slider.current, 'aria-valuetext', words);
  }

  const onFlagWidth = useEffectEvent((widthPx: number) => {
    flagWidth.current = widthPx;
    follow();
  });
  // The width of its text is the browser's to know: it says when that has changed.
  useEffect(() => {
    if (!flag.current) return undefined;
    const observer = new ResizeObserver((entries) => {
      onFlagWidth(entries.at(-1)?.borderBoxSize[0]?.inlineSize ?? 0);
    });
    observer.observe(flag.current);
    return () => observer.disconnect();
  }, []);

  // Labels change with the scale, not on a frame. Declared before the clock, which reads them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scale brings other labels
  useEffect(() => {
    labels.current = [...(slider.current?.querySelectorAll<HTMLElement>('[data-tick-x]') ?? [])];
    spoken.current = '';
  }, [slider, scale, clock]);

  usePlayerClock(follow);

  return (
    <>
      <span ref={line} aria-hidden className="strip-playhead" />
      <span ref={flag} aria-hidden className="strip-time">
        {FIRST}
      </span>
    </>
  );
}

function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
