'use client';

import FileX from 'lucide-react/icons/file-x';
import Lock from 'lucide-react/icons/lock';
import { useRef } from 'react';
import { ownerClass } from '@/components/owner/owner-colours';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { useCallPlayer, usePlayerClock, usePlayerState } from '@/components/player/player-context';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { PlannedLeg } from './strip-plan';
import type { StripScale } from './strip-scale';

/** About as wide as a letter of the small text. */
const LETTER_PX = 6.5;

interface StripLegProps {
  block: PlannedLeg;
  scale: StripScale;
  shortFile: { x: number; widthPx: number } | null;
}

/** One leg of the strip: its header, and a body in the owner's colour that darkens as it plays. */
export function StripLeg({ block, scale, shortFile }: StripLegProps) {
  const { player, colours } = useCallPlayer();
  const { leg, startSeconds } = block.placed;
  const isSelected = usePlayerState((state) => state.leg === leg.leg);
  const root = useRef<HTMLDivElement>(null);
  const colour = leg.username === null ? undefined : colours.get(leg.username);
  const { header, label, text, pieces, silentBecause } = block;
  const isRestricted = silentBecause === 'not yours to hear';
  const look = silentBecause === null ? 'open' : isRestricted ? 'restricted' : 'gone';
  const left = header ? Math.max(header.x, 0) : 0;
  const right = header ? Math.min(header.x + header.widthPx, scale.widthPx) : 0;

  const drawn = useRef('');
  usePlayerClock(() => {
    const played = scale.x(startSeconds + player.position(leg.leg)).toFixed(1);
    const loaded = isSelected ? scale.x(startSeconds + player.loadedUntil()).toFixed(1) : '0';
    // Of sixty legs one moves, and setting styles costs time.
    if (!root.current || drawn.current === `${played} ${loaded}`) return;
    drawn.current = `${played} ${loaded}`;
    root.current.style.setProperty('--played-x', `${played}px`);
    root.current.style.setProperty('--loaded-x', `${loaded}px`);
  });

  return (
    <div
      ref={root}
      data-look={look}
      className={classNames('strip-leg', ownerClass(colour), isSelected && 'is-selected')}
    >
      {header && (
        <div
          className="strip-leg-header"
          data-continues={header.x < 0 || undefined}
          style={{ left, width: Math.max(right - left, 0) }}
        >
          {label.showNumber && (
            <strong className="font-semibold tabular-nums">{text.number}</strong>
          )}
          {label.showSwatch && look !== 'restricted' && <OwnerSwatch colour={colour} />}
          {label.showName && <span className="font-medium">{text.name}</span>}
          {label.showKind && <em className="text-inferred ml-2 text-ink-2">{text.kind}</em>}
          {label.showLength && (
            <span className="ml-auto text-ink-2 text-small tabular-nums">{text.length}</span>
          )}
        </div>
      )}
      {pieces.map((piece) => (
        <div
          key={piece.x}
          className="strip-piece"
          data-is-system={colour === undefined || colour === 'system' || undefined}
          data-is-share={piece.height < 1 || undefined}
          style={{
            left: piece.x,
            width: piece.widthPx,
            top: `calc(1.5rem + (100% - 1.5rem) * ${piece.top})`,
            height: `calc((100% - 1.5rem) * ${piece.height})`,
            // React's types know no custom properties.
            ['--piece-x' as string]: `${piece.x}px`,
          }}
        >
          {look === 'open' && (
            <>
              <span className="strip-played" />
              <span className="strip-loaded" />
            </>
          )}
        </div>
      ))}
      {shortFile && look === 'open' && (
        <div
          className="strip-short hatch-small"
          style={{ left: shortFile.x, width: shortFile.widthPx }}
        />
      )}
      {silentBecause !== null && right - left > 30 && (
        <span className="strip-leg-note" style={{ left, width: right - left }}>
          <Icon glyph={isRestricted ? Lock : FileX} size={14} />
          {right - left > silentBecause.length * LETTER_PX + 16 && silentBecause}
        </span>
      )}
    </div>
  );
}
