'use client';

import { useLayoutEffect, useRef, useState } from 'react';
import type { CallClock } from '@/components/call-time/call-clock';
import type { Stretch } from '@/components/call-time/call-timeline';
import { useCallPlayer, usePlayerClock } from '@/components/player/player-context';
import {
  defaultWindowSeconds,
  followPlayhead,
  moveWindow,
  reclockWindow,
  resizeWindow,
  type WindowEdge,
  windowAround,
  zoomWindow,
} from './strip-window';

/** A position change this large is a jump by the user, not time passing between two ticks. */
const JUMP_SECONDS = 1.5;

interface View {
  clock: CallClock;
  /** Length of the first window at this width; another width starts over. */
  standardSeconds: number;
  window: Stretch;
}

/** The window of the strip, in seconds of the clock that is shown, and what moves it. */
export function useStripWindow(clock: CallClock, widthPx: number) {
  const { player } = useCallPlayer();
  const { durationSeconds } = clock;
  const standardSeconds = defaultWindowSeconds(durationSeconds, widthPx);
  const [kept, setKept] = useState<View | null>(null);
  const view = viewFor(kept, clock, standardSeconds, player.callPosition);
  if (view !== kept) setKept(view);
  const { window } = view;

  // Several changes between two renders build on each other.
  const latest = useRef(view);
  useLayoutEffect(() => {
    latest.current = view;
  }, [view]);
  /** False if nothing changed. */
  function change(toNext: (now: Stretch) => Stretch): boolean {
    const next = toNext(latest.current.window);
    if (next === latest.current.window) return false;
    latest.current = { ...latest.current, window: next };
    setKept(latest.current);
    return true;
  }
  // A window that was moved away from the playhead stays there until the next jump.
  const isFollowing = useRef(true);
  const lastSeconds = useRef(0);
  usePlayerClock(() => {
    const callSeconds = player.callPosition();
    const seconds = clock.toShown(callSeconds);
    const isJump = Math.abs(callSeconds - lastSeconds.current) > JUMP_SECONDS;
    const { startSeconds, endSeconds } = latest.current.window;
    const isInside = seconds >= startSeconds && seconds < endSeconds;
    if (isJump || isInside) isFollowing.current = true;
    lastSeconds.current = callSeconds;
    if (isFollowing.current) change((now) => followPlayhead(now, seconds, durationSeconds));
  });

  return {
    window,
    spanSeconds: spanOf(window),
    isWhole: spanOf(window) >= durationSeconds,
    /** The call is longer than a first window: the overview stands above the strip. */
    isWindowed: standardSeconds < durationSeconds,
    /** Makes the window `factor` times as long around a moment (call time), else around the playhead. */
    zoom(factor: number, aroundCallSeconds?: number) {
      // The user wants to see where they point, even if the playhead is elsewhere.
      if (aroundCallSeconds !== undefined) isFollowing.current = false;
      const around = aroundCallSeconds ?? player.callPosition();
      change((now) => zoomWindow(now, factor, clock.toShown(around), durationSeconds));
    },
    /** True if it moved. */
    move(bySeconds: number): boolean {
      isFollowing.current = false;
      return change((now) => moveWindow(now, bySeconds, durationSeconds));
    },
    centre(callSeconds: number) {
      isFollowing.current = false;
      const centre = clock.toShown(callSeconds);
      change((now) => windowAround(centre, spanOf(now), durationSeconds, 0.5));
    },
    /** Moves one edge to a moment of the call and leaves the other in place. */
    resize(edge: WindowEdge, callSeconds: number) {
      isFollowing.current = false;
      change((now) => resizeWindow(now, edge, clock.toShown(callSeconds), durationSeconds));
    },
    showAll: () => change(() => windowAround(0, durationSeconds, durationSeconds)),
  };
}

export type StripWindow = ReturnType<typeof useStripWindow>;

const spanOf = ({ startSeconds, endSeconds }: Stretch) => endSeconds - startSeconds;

function viewFor(
  kept: View | null,
  clock: CallClock,
  standardSeconds: number,
  callPosition: () => number,
): View {
  if (kept?.clock === clock && kept.standardSeconds === standardSeconds) return kept;
  const window =
    kept && kept.clock !== clock
      ? reclockWindow(kept.window, kept.clock, clock, callPosition())
      : windowAround(clock.toShown(callPosition()), standardSeconds, clock.durationSeconds);
  return { clock, standardSeconds, window };
}
