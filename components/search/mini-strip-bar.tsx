import type { CSSProperties } from 'react';
import { type OwnerColour, ownerClass, ownerColours } from '@/components/owner/owner-colours';
import { classNames } from '@/components/ui/class-names';
import type { Call } from '@/lib/contract/call';
import { layoutMiniStrip, type MiniBlock } from './mini-strip';

interface MiniStripBarProps {
  call: Call;
  scaleSeconds: number;
}

/** The legs of a call to the table's common scale, 14 px high. The row's name tells the same in words. */
export function MiniStripBar({ call, scaleSeconds }: MiniStripBarProps) {
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
  if (kind === 'restricted') return 'rounded-bar border border-control';
  return `owner-bar rounded-bar ${ownerClass(colours.get(leg?.username ?? ''))}`;
}
