'use client';

import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

/** Time of the animation that stands for its whole way. Any number would do. */
const WHOLE_MS = 1000;
const FINEST_SHARE = 1e-5;

/**
 * Moves an element sideways by hand: the returned function puts it at a share of `whole`, a CSS length, to
 * the right of its place. It is a paused animation whose time is set: such a layer is moved alone, where a
 * style that changes makes Chromium put all layers of the page in order again, on every frame.
 */
export function useSlide(
  ref: RefObject<HTMLElement | null>,
  whole: string,
): (share: number) => void {
  const animation = useRef<Animation | null>(null);
  const at = useRef(0);

  // Before the browser paints: a new width keeps the place.
  useLayoutEffect(() => {
    // It begins before its way and ends after it: at either end an animation would count as over.
    // It never ends by itself and runs at no rate: whoever waits for what moves must not wait for this.
    const made = ref.current?.animate(
      [
        { transform: `translateX(calc(-1 * ${whole}))` },
        { transform: `translateX(calc(2 * ${whole}))` },
      ],
      { duration: 3 * WHOLE_MS, iterations: Infinity, fill: 'both' },
    );
    if (!made) return undefined;
    made.playbackRate = 0;
    made.pause();
    made.currentTime = timeAt(at.current);
    animation.current = made;
    return () => {
      animation.current = null;
      made.cancel();
    };
  }, [ref, whole]);

  return useCallback((share: number) => {
    const rounded = Math.round(share / FINEST_SHARE) * FINEST_SHARE;
    if (rounded === at.current) return;
    at.current = rounded;
    if (animation.current) animation.current.currentTime = timeAt(rounded);
  }, []);
}

const timeAt = (share: number) => (Math.min(Math.max(share, -0.99), 1.99) + 1) * WHOLE_MS;
