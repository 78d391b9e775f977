'use client';

import X from 'lucide-react/icons/x';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { CallClock } from '@/components/call-time/call-clock';
import type { Stretch } from '@/components/call-time/call-timeline';
import { SLIDER_STEPS } from '@/components/keyboard/slider-steps';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { useAnnounce } from '@/components/ui/announcer';
import { Icon } from '@/components/ui/icon';
import { formatSelection, speakEdge } from './strip-position';
import type { StripScale } from './strip-scale';

interface StripLoopProps {
  scale: StripScale;
  clock: CallClock;
  loop: Stretch | null;
  /** It is still being dragged, so its edges have no handles yet. */
  isDraft: boolean;
  /** The button that clears it disappears with it, so focus has to move elsewhere. */
  onClear: () => void;
}

const SHORTEST_SECONDS = 0.5;
/** About as wide as the times of a selection. */
const LABEL_PX = 190;

/** The selected stretch: a wash over the legs, its times in the flag row, and a handle on each edge. */
export function StripLoop({ scale, clock, loop, isDraft, onClear }: StripLoopProps) {
  const announce = useAnnounce();
  const { player, timeline } = useCallPlayer();
  const isLooping = usePlayerState((state) => state.isLooping);
  const [dragged, setDragged] = useState<Stretch | null>(null);
  const shown = dragged ?? loop;
  if (!shown) return null;
  const left = scale.x(shown.startSeconds);
  const right = scale.x(shown.endSeconds);
  if (right < 0 || left > scale.widthPx) return null;
  const from = Math.max(left, 0);
  const to = Math.min(right, scale.widthPx);
  const text = formatSelection(timeline, clock, shown);
  const edges = { left, right };

  const moved = (edge: Edge, seconds: number): Stretch =>
    edge === 'start'
      ? {
          ...shown,
          startSeconds: Math.min(Math.max(0, seconds), shown.endSeconds - SHORTEST_SECONDS),
        }
      : {
          ...shown,
          endSeconds: Math.max(
            Math.min(timeline.durationSeconds, seconds),
            shown.startSeconds + SHORTEST_SECONDS,
          ),
        };

  return (
    <div className="strip-loop" data-is-looping={isLooping || isDraft || undefined}>
      <span aria-hidden className="strip-loop-wash" style={{ left: from, width: to - from }} />
      <span className="strip-loop-label" style={labelPlace(from, to, scale.widthPx)}>
        <span aria-hidden>
          {isLooping || isDraft ? 'Loop' : 'Selected'} {text}
        </span>
        {!isDraft && (
          <button
            type="button"
            aria-label="Clear the selection"
            className="strip-loop-clear"
            onClick={() => {
              player.clearLoop();
              announce('Loop cleared');
              onClear();
            }}
          >
            <Icon glyph={X} size={14} />
          </button>
        )}
      </span>
      {!isDraft &&
        EDGES.map(({ edge, label, side }) => (
          <LoopHandle
            key={edge}
            label={label}
            x={edges[side]}
            isShown={edges[side] >= -1 && edges[side] <= scale.widthPx + 1}
            maxSeconds={timeline.durationSeconds}
            seconds={edge === 'start' ? shown.startSeconds : shown.endSeconds}
            words={speakEdge(timeline, edge === 'start' ? shown.startSeconds : shown.endSeconds)}
            secondsAt={scale.seconds}
            onDrag={(seconds) => setDragged(moved(edge, seconds))}
            onDrop={() => {
              if (dragged) player.setLoop(dragged);
              setDragged(null);
            }}
            onStep={(seconds) => player.setLoop(moved(edge, seconds))}
            onClear={player.clearLoop}
          />
        ))}
    </div>
  );
}

/** Inside the selection at its right edge; beside it where there is no room, and always on the strip. */
function labelPlace(from: number, to: number, widthPx: number): CSSProperties {
  if (to - from >= LABEL_PX) return { right: widthPx - to };
  return { left: to, translate: `min(0px, calc(${widthPx - to}px - 100%))` };
}

type Edge = 'start' | 'end';

const EDGES = [
  { edge: 'start', label: 'Loop start', side: 'left' },
  { edge: 'end', label: 'Loop end', side: 'right' },
] as const;

interface LoopHandleProps {
  label: string;
  x: number;
  isShown: boolean;
  seconds: number;
  maxSeconds: number;
  words: string;
  secondsAt: (x: number) => number;
  onDrag: (seconds: number) => void;
  onDrop: () => void;
  onStep: (seconds: number) => void;
  onClear: () => void;
}

/** One edge of the selection, moved by pointer or keys; Escape and Delete clear the selection. */
function LoopHandle(props: LoopHandleProps) {
  const { seconds, secondsAt, onStep } = props;
  const grabbedAt = useRef<number | null>(null);

  function drag(event: PointerEvent<HTMLElement>) {
    const frame = event.currentTarget.parentElement?.getBoundingClientRect();
    if (grabbedAt.current === null || !frame) return;
    props.onDrag(secondsAt(event.clientX - frame.left - grabbedAt.current));
  }

  function drop() {
    if (grabbedAt.current === null) return;
    grabbedAt.current = null;
    props.onDrop();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = SLIDER_STEPS[event.key];
    if (step !== undefined) onStep(seconds + step);
    else if (event.key === 'Home') onStep(0);
    else if (event.key === 'End') onStep(props.maxSeconds);
    else if (event.key === 'Escape' || event.key === 'Delete') props.onClear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      role="slider"
      tabIndex={props.isShown ? 0 : -1}
      hidden={!props.isShown}
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={Math.floor(props.maxSeconds)}
      aria-valuenow={Math.floor(seconds)}
      aria-valuetext={props.words}
      className="strip-loop-handle"
      style={{ left: props.x }}
      onPointerDown={(event) => {
        const frame = event.currentTarget.parentElement?.getBoundingClientRect();
        grabbedAt.current = event.clientX - (frame?.left ?? 0) - props.x;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={onKeyDown}
    />
  );
}
