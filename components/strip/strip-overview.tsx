'use client';

import { type PointerEvent, useRef } from 'react';
import type { Stretch } from '@/components/call-time/call-timeline';
import { ownerClass } from '@/components/owner/owner-colours';
import { useCallPlayer, usePlayerClock } from '@/components/player/player-context';
import { classNames } from '@/components/ui/class-names';
import type { WindowEdge } from './strip-window';
import { useSlide } from './use-slide';

interface StripOverviewProps {
  window: Stretch;
  /** Wider screens show the whole call in the strip. */
  isForPhones: boolean;
  onMove: (centreSeconds: number) => void;
  onResize: (edge: WindowEdge, seconds: number) => void;
}

const EDGES = ['start', 'end'] as const;

/**
 * The whole call in 16 px, with a frame around what the strip shows: dragged in its middle it moves, at
 * an edge it grows. For the pointer: keys reach every moment through the strip itself, which follows.
 */
export function StripOverview({ window, isForPhones, onMove, onResize }: StripOverviewProps) {
  const { timeline, colours, player } = useCallPlayer();
  const playhead = useRef<HTMLSpanElement>(null);
  const { durationSeconds } = timeline;
  const percent = (seconds: number) => `${(seconds / Math.max(durationSeconds, 1)) * 100}%`;
  const span = (stretch: Stretch) => ({
    left: percent(stretch.startSeconds),
    width: percent(stretch.endSeconds - stretch.startSeconds),
  });

  // In shares of the overview's width.
  const slideTo = useSlide(playhead, '100cqw');
  usePlayerClock(() => slideTo(player.callPosition() / Math.max(durationSeconds, 1)));

  /** The edge being dragged and the pointer's offset from it; null when the whole frame is dragged. */
  const held = useRef<{ edge: WindowEdge; besideSeconds: number } | null>(null);

  function secondsAt(event: PointerEvent<HTMLDivElement>): number {
    const box = event.currentTarget.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * durationSeconds;
  }

  function hold(event: PointerEvent<HTMLDivElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    const { target } = event;
    const name = target instanceof HTMLElement ? target.dataset.edge : undefined;
    const edge = EDGES.find((candidate) => candidate === name);
    const at = edge === 'start' ? window.startSeconds : window.endSeconds;
    held.current = edge ? { edge, besideSeconds: secondsAt(event) - at } : null;
    // Grabbing an edge does not move it.
    if (!edge) onMove(secondsAt(event));
  }

  function drag(event: PointerEvent<HTMLDivElement>) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    if (!held.current) return onMove(secondsAt(event));
    const { edge, besideSeconds } = held.current;
    onResize(edge, secondsAt(event) - besideSeconds);
  }

  return (
    <div
      className="strip-overview-row px-4 pb-2 sm:px-6"
      data-is-for-phones={isForPhones || undefined}
    >
      <div
        aria-hidden
        className="strip-overview relative h-8 touch-pan-y select-none py-2"
        onPointerDown={hold}
        onPointerMove={drag}
      >
        <div className="relative h-4">
          {timeline.gaps.map((gap) => (
            <span
              key={gap.startSeconds}
              className="hatch-small absolute inset-y-0 rounded-bar"
              style={span(gap)}
            />
          ))}
          {timeline.legs.map((placed) => {
            const { leg } = placed;
            const colour = leg.username === null ? undefined : colours.get(leg.username);
            const isSystem = colour === undefined || colour === 'system';
            return (
              <span
                key={leg.leg}
                className={classNames(
                  'absolute bottom-0 min-w-0.5 rounded-bar',
                  isSystem ? 'h-2' : 'h-4',
                  leg.access !== 'open'
                    ? 'border border-control'
                    : placed.length.placedSeconds === null
                      ? 'length-unknown'
                      : 'owner-bar',
                  ownerClass(colour),
                )}
                style={span(placed)}
              />
            );
          })}
        </div>
        <span ref={playhead} className="strip-overview-playhead" />
        <span className="strip-overview-frame" style={span(window)}>
          {EDGES.map((edge) => (
            <span key={edge} data-edge={edge} className="strip-overview-edge" />
          ))}
        </span>
      </div>
    </div>
  );
}
