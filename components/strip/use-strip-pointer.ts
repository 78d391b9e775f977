'use client';

import { type PointerEvent, useEffect, useRef } from 'react';
import type { Stretch } from '@/components/call-time/call-timeline';

/** What is under a pointer. */
export interface StripPoint {
  x: number;
  /** Call time. */
  seconds: number;
  /** The leg that was pointed at; where there is none the moment decides. */
  leg: number | undefined;
  /** On the ruler or the flags, where dragging selects. */
  isAboveLegs: boolean;
}

interface StripPointerOptions {
  pointAt: (event: PointerEvent) => StripPoint | null;
  /** The playhead is being dragged; null when that is over. */
  onScrub: (point: StripPoint | null) => void;
  onSeek: (point: StripPoint) => void;
  /** A selection while it is being made; `isDone` with the last one. */
  onSelect: (selection: Stretch | null, isDone: boolean) => void;
  /** Two fingers: the window times `factor` around `aroundX`, after moving by `byPx`. */
  onPinch: (factor: number, aroundX: number, byPx: number) => void;
}

type Gesture =
  | { name: 'scrub'; fromX: number; point: StripPoint }
  | { name: 'select'; from: StripPoint; to: StripPoint; hasMoved: boolean }
  | { name: 'pinch'; spread: number; middle: number };

const LONG_PRESS_MS = 450;
/** A pointer that moves less than this has not been dragged. */
const DRAG_FROM_PX = 4;
const FINGER_DRAG_FROM_PX = 10;

/**
 * Dragging moves the playhead; with Shift, on the ruler, or after a long press of a finger it selects.
 * Two fingers zoom and move. A click seeks.
 */
export function useStripPointer(options: StripPointerOptions) {
  const gesture = useRef<Gesture | null>(null);
  const fingers = useRef(new Map<number, number>());
  const longPress = useRef(0);
  useEffect(() => () => window.clearTimeout(longPress.current), []);

  function begin(event: PointerEvent) {
    const point = options.pointAt(event);
    if (!point || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') {
      fingers.current.set(event.pointerId, point.x);
      if (fingers.current.size === 2) return beginPinch();
      if (!point.isAboveLegs)
        longPress.current = window.setTimeout(() => {
          gesture.current = { name: 'select', from: point, to: point, hasMoved: false };
          options.onScrub(null);
          // Shown at once: the finger covers the spot, and should see that the press has registered.
          options.onSelect(between(point, point), false);
        }, LONG_PRESS_MS);
    }
    if (event.shiftKey || point.isAboveLegs) {
      gesture.current = { name: 'select', from: point, to: point, hasMoved: false };
    } else {
      gesture.current = { name: 'scrub', fromX: point.x, point };
      options.onScrub(point);
    }
  }

  function beginPinch() {
    window.clearTimeout(longPress.current);
    if (gesture.current?.name === 'select') options.onSelect(null, false);
    options.onScrub(null);
    gesture.current = { name: 'pinch', ...spreadOf(fingers.current) };
  }

  function follow(event: PointerEvent) {
    const point = options.pointAt(event);
    const now = gesture.current;
    if (!point || !now) return;
    if (now.name === 'pinch') {
      if (!fingers.current.has(event.pointerId)) return;
      fingers.current.set(event.pointerId, point.x);
      const next = spreadOf(fingers.current);
      options.onPinch(now.spread / next.spread, next.middle, now.middle - next.middle);
      gesture.current = { name: 'pinch', ...next };
    } else if (now.name === 'scrub') {
      if (Math.abs(point.x - now.fromX) > FINGER_DRAG_FROM_PX) {
        window.clearTimeout(longPress.current);
      }
      gesture.current = { ...now, point };
      options.onScrub(point);
    } else {
      const hasMoved = now.hasMoved || Math.abs(point.x - now.from.x) >= DRAG_FROM_PX;
      gesture.current = { ...now, to: point, hasMoved };
      if (hasMoved) options.onSelect(between(now.from, point), false);
    }
  }

  function end(event: PointerEvent) {
    window.clearTimeout(longPress.current);
    fingers.current.delete(event.pointerId);
    const done = gesture.current;
    gesture.current = null;
    if (done?.name === 'scrub') {
      options.onScrub(null);
      options.onSeek(done.point);
    } else if (done?.name === 'select') {
      if (done.hasMoved) options.onSelect(between(done.from, done.to), true);
      else {
        options.onSelect(null, false);
        options.onSeek(done.to);
      }
    }
  }

  function cancel(event: PointerEvent) {
    window.clearTimeout(longPress.current);
    fingers.current.delete(event.pointerId);
    if (gesture.current?.name === 'select') options.onSelect(null, false);
    gesture.current = null;
    options.onScrub(null);
  }

  return {
    isDragging: () => gesture.current !== null,
    handlers: {
      onPointerDown: begin,
      onPointerMove: follow,
      onPointerUp: end,
      onPointerCancel: cancel,
    },
  };
}

function between(from: StripPoint, to: StripPoint): Stretch {
  return {
    startSeconds: Math.min(from.seconds, to.seconds),
    endSeconds: Math.max(from.seconds, to.seconds),
  };
}

function spreadOf(fingers: ReadonlyMap<number, number>) {
  const [one = 0, other = 0] = fingers.values();
  return { spread: Math.max(Math.abs(one - other), 20), middle: (one + other) / 2 };
}
