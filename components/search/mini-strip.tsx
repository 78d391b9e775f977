import type { CSSProperties } from 'react';
import {
  createCallTimeline,
  type PlacedLeg,
  type Stretch,
  sliceByLegs,
} from '@/components/call-time/call-timeline';
import { type OwnerColour, ownerClass, ownerColours } from '@/components/owner/owner-colours';
import { classNames } from '@/components/ui/class-names';
import type { Call, Leg } from '@/lib/contract/call';

interface MiniStripProps {
  call: Call;
  scaleSeconds: number;
  /** What of it one has heard, on call time. */
  heard?: readonly Stretch[];
}

/** The legs of a call to the table's common scale, 14 px high. The row's name says the same in words. */
export function MiniStrip({ call, scaleSeconds, heard = [] }: MiniStripProps) {
  const { blocks, isTorn } = layoutMiniStrip(call, scaleSeconds);
  const colours = ownerColours(call.legs);
  return (
    <span aria-hidden className="relative block h-3.5 w-full">
      {blocks.map((block) => (
        <span
          key={`${block.kind} ${block.leg?.leg} ${block.left}`}
          style={placeOf(block)}
          className={classNames('absolute', lookOf(block, colours))}
        />
      ))}
      {heard.map((stretch) => {
        const { left, width } = along(stretch, scaleSeconds);
        if (width <= 0) return null;
        return (
          <span
            key={stretch.startSeconds}
            className="absolute top-4 h-0.5 rounded-bar bg-heard"
            style={{ left: `${left * 100}%`, width: `max(2px, ${width * 100}%)` }}
          />
        );
      })}
      {isTorn && (
        <span className="-right-px -inset-y-0.5 absolute w-2.5 overflow-hidden">
          <span className="-skew-x-[20deg] absolute inset-y-0 left-1 w-0.5 bg-(--row-ground,var(--surface))" />
          <span className="-skew-x-[20deg] absolute inset-y-0 left-2 w-4 bg-(--row-ground,var(--surface))" />
          <span className="-skew-x-[20deg] absolute inset-y-0.5 left-1.5 w-px bg-ink-2" />
        </span>
      )}
    </span>
  );
}

/** Neighbours keep 1 px each; nothing is under 2 px, however short it was. */
function placeOf({ left, width, top, height, isStart, isEnd }: MiniBlock): CSSProperties {
  const startPx = isStart ? 1 : 0;
  const endPx = isEnd ? 1 : 0;
  return {
    left: `min(calc(${left * 100}% + ${startPx}px), calc(100% - 2px))`,
    width: `max(2px, calc(${width * 100}% - ${startPx + endPx}px))`,
    top: `${top * 100}%`,
    height: `${height * 100}%`,
  };
}

function lookOf({ kind, leg }: MiniBlock, colours: ReadonlyMap<string, OwnerColour>): string {
  if (kind === 'gap') return 'hatch-small rounded-bar';
  if (kind === 'unknown') return 'length-unknown rounded-bar';
  if (kind === 'restricted') return 'rounded-bar border border-control';
  return `owner-bar rounded-bar ${ownerClass(colours.get(leg?.username ?? ''))}`;
}

/** A stretch of the mini strip, placed in fractions of its width and height. */
export interface MiniBlock {
  kind: 'leg' | 'restricted' | 'unknown' | 'gap';
  leg: Leg | null;
  left: number;
  width: number;
  top: number;
  height: number;
  /** Whether the leg itself starts or ends here, and so keeps a seam to its neighbour. */
  isStart: boolean;
  isEnd: boolean;
}

export interface MiniStripLayout {
  blocks: MiniBlock[];
  /** The call goes on beyond the scale. */
  isTorn: boolean;
}

const QUARTER_MINUTES = 15 * 60;
const HALF_HOUR = 30 * 60;

/** Seconds of the full width: 15 min, or 30 if more than a tenth of the calls are longer. */
export function miniScaleSeconds(calls: readonly Pick<Call, 'durationSeconds'>[]): number {
  const longer = calls.filter((call) => call.durationSeconds > QUARTER_MINUTES).length;
  return longer > calls.length / 10 ? HALF_HOUR : QUARTER_MINUTES;
}

/**
 * Lays a call out to scale. Where legs overlap the earlier takes the upper part; a system leg is
 * half as high and sits at the bottom.
 */
export function layoutMiniStrip(call: Call, scaleSeconds: number): MiniStripLayout {
  const timeline = createCallTimeline(call);
  const blocks: MiniBlock[] = timeline.gaps.map((gap) => ({
    kind: 'gap',
    leg: null,
    ...along(gap, scaleSeconds),
    top: 0,
    height: 1,
    isStart: true,
    isEnd: true,
  }));
  for (const slice of sliceByLegs(timeline.legs)) {
    for (const [lane, placed] of slice.legs.entries()) {
      const laneHeight = 1 / slice.legs.length;
      const height = placed.leg.isSystemUser ? laneHeight / 2 : laneHeight;
      blocks.push({
        kind: kindOf(placed),
        leg: placed.leg,
        ...along(slice, scaleSeconds),
        top: (lane + 1) * laneHeight - height,
        height,
        isStart: slice.startSeconds === placed.startSeconds,
        isEnd: slice.endSeconds === placed.endSeconds,
      });
    }
  }
  return {
    blocks: joinEqual(blocks.filter((block) => block.left < 1)),
    isTorn: timeline.durationSeconds > scaleSeconds,
  };
}

function kindOf({ leg, length }: PlacedLeg): MiniBlock['kind'] {
  if (leg.access === 'restricted') return 'restricted';
  return length.placedSeconds === null ? 'unknown' : 'leg';
}

function along({ startSeconds, endSeconds }: Stretch, scaleSeconds: number) {
  const left = startSeconds / scaleSeconds;
  return { left, width: Math.max(0, Math.min(1, endSeconds / scaleSeconds) - left) };
}

/** Slices of one leg that look alike and touch are one block. */
function joinEqual(blocks: readonly MiniBlock[]): MiniBlock[] {
  const joined: MiniBlock[] = [];
  for (const block of blocks) {
    const before = joined.findLast((other) => other.leg === block.leg);
    if (
      before &&
      block.leg &&
      !before.isEnd &&
      before.top === block.top &&
      before.height === block.height
    ) {
      before.width = block.left + block.width - before.left;
      before.isEnd = block.isEnd;
    } else {
      joined.push({ ...block });
    }
  }
  return joined;
}
