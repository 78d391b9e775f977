'use client';

import FileX from 'lucide-react/icons/file-x';
import Lock from 'lucide-react/icons/lock';
import { useRef } from 'react';
import { ownerClass } from '@/components/owner/owner-colours';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { isSoundless } from '@/components/player/leg-words';
import { useCallPlayer, usePlayerClock, usePlayerState } from '@/components/player/player-context';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { PlannedLeg } from './strip-plan';
import type { StripScale } from './strip-scale';

interface StripLegProps {
  block: PlannedLeg;
  scale: StripScale;
  shortFile: { x: number; widthPx: number } | null;
}

type LegLook = 'open' | 'restricted' | 'gone';

/** One leg of the strip: its header, and a body in the owner's colour that fills as it plays. */
export function StripLeg({ block, scale, shortFile }: StripLegProps) {
  const { player, colours } = useCallPlayer();
  const { leg, startSeconds } = block.placed;
  const isSelected = usePlayerState((state) => state.leg === leg.leg);
  const faultCode = usePlayerState((state) => state.legs[leg.leg]?.fault?.code ?? null);
  const root = useRef<HTMLDivElement>(null);
  const colour = leg.username === null ? undefined : colours.get(leg.username);
  const look: LegLook =
    leg.access === 'restricted' ? 'restricted' : isSoundless(faultCode) ? 'gone' : 'open';
  const { header, label, text, pieces } = block;
  const left = header ? Math.max(header.x, 0) : 0;
  const right = header ? Math.min(header.x + header.widthPx, scale.widthPx) : 0;

  usePlayerClock(() => {
    const element = root.current;
    if (!element) return;
    const playedX = scale.x(startSeconds + player.position(leg.leg));
    const loadedX = isSelected ? scale.x(startSeconds + player.loadedUntil()) : 0;
    element.style.setProperty('--played-x', `${playedX.toFixed(2)}px`);
    element.style.setProperty('--loaded-x', `${loadedX.toFixed(2)}px`);
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
              <span className="strip-bar owner-bar" />
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
      {look !== 'open' && right - left > 60 && (
        <span className="strip-leg-note" style={{ left, width: right - left }}>
          <Icon glyph={look === 'restricted' ? Lock : FileX} size={14} />
          {right - left > 120 && (look === 'restricted' ? 'not yours to hear' : 'no sound')}
        </span>
      )}
    </div>
  );
}
