'use client';

import { type RefObject, useEffect, useEffectEvent } from 'react';

interface StripWheelOptions {
  /** The window times `factor`, around a pixel of the strip. */
  onZoom: (factor: number, aroundX: number) => void;
  /** False if it could not move: the page may scroll then. */
  onMove: (byPx: number) => boolean;
}

/** One notch of a common wheel is 100 to 120 px: a fifth more or less. */
const ZOOM_PER_PX = 0.0018;
/** A pinch on a trackpad comes as a wheel with Ctrl and much smaller steps. */
const PINCH_PER_PX = 0.012;
const PINCH_BELOW_PX = 40;
const LINE_PX = 16;

/** Ctrl and wheel, or a pinch on a trackpad, zooms around the pointer; sideways or with Shift it moves. */
export function useStripWheel(
  ref: RefObject<HTMLElement | null>,
  options: StripWheelOptions,
): void {
  const turn = useEffectEvent((event: WheelEvent, element: HTMLElement) => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [deltaX, deltaY] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const strength = Math.abs(deltaY) < PINCH_BELOW_PX ? PINCH_PER_PX : ZOOM_PER_PX;
      const x = event.clientX - element.getBoundingClientRect().left;
      options.onZoom(Math.exp(deltaY * strength), x);
      return;
    }
    const sideways = event.shiftKey && deltaX === 0 ? deltaY : deltaX;
    if (Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(deltaY)) && options.onMove(sideways)) {
      event.preventDefault();
    }
  });

  // React's wheel listener is passive and could not stop the page from zooming.
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => turn(event, element);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [ref]);
}
