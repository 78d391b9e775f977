'use client';

import FileX from 'lucide-react/icons/file-x';
import Lock from 'lucide-react/icons/lock';
import { ownerClass } from '@/components/owner/owner-colours';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { StripPiece } from './strip-piece';
import type { PlannedLeg } from './strip-plan';
import { percentOf, type StripScale } from './strip-scale';

/** About as wide as a letter of the small text. */
const LETTER_PX = 6.5;

const UNKNOWN_WORDS = 'length not known yet';

interface StripLegProps {
  block: PlannedLeg;
  scale: StripScale;
  shortFile: { x: number; widthPx: number } | null;
}

/** One leg of the strip: its header, and a body in the owner's colour that darkens as it plays. */
export function StripLeg({ block, scale, shortFile }: StripLegProps) {
  const { colours } = useCallPlayer();
  const { leg } = block.placed;
  const isSelected = usePlayerState((state) => state.leg === leg.leg);
  const colour = leg.username === null ? undefined : colours.get(leg.username);
  const { header, label, text, pieces, silentBecause, isLengthUnknown } = block;
  const isRestricted = silentBecause === 'not yours to hear';
  const canPlay = silentBecause === null;
  const look = canPlay
    ? isLengthUnknown
      ? 'unknown'
      : 'open'
    : isRestricted
      ? 'restricted'
      : 'gone';
  const left = header ? Math.max(header.x, 0) : 0;
  const right = header ? Math.min(header.x + header.widthPx, scale.widthPx) : 0;

  return (
    <div
      data-look={look}
      className={classNames('strip-leg', ownerClass(colour), isSelected && 'is-selected')}
    >
      {header && (
        <div
          className="strip-leg-header"
          data-continues={header.x < 0 || undefined}
          style={{
            left: percentOf(left, scale),
            width: percentOf(Math.max(right - left, 0), scale),
          }}
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
      {pieces.map((piece, index) => (
        <StripPiece
          // biome-ignore lint/suspicious/noArrayIndexKey: the same pieces in the same order at every width
          key={index}
          piece={piece}
          placed={block.placed}
          scale={scale}
          isSystem={colour === undefined || colour === 'system'}
          isOpen={canPlay}
        />
      ))}
      {shortFile && look === 'open' && (
        <div
          className="strip-short hatch-small"
          style={{
            left: percentOf(shortFile.x, scale),
            width: percentOf(shortFile.widthPx, scale),
          }}
        />
      )}
      {isLengthUnknown && right - left > UNKNOWN_WORDS.length * LETTER_PX + 16 && (
        <span
          className="strip-leg-note"
          style={{ left: percentOf(left, scale), width: percentOf(right - left, scale) }}
        >
          <em className="text-inferred rounded-bar bg-surface px-1">{UNKNOWN_WORDS}</em>
        </span>
      )}
      {silentBecause !== null && right - left > 30 && (
        <span
          className="strip-leg-note"
          style={{ left: percentOf(left, scale), width: percentOf(right - left, scale) }}
        >
          <Icon glyph={isRestricted ? Lock : FileX} size={14} />
          {right - left > silentBecause.length * LETTER_PX + 16 && silentBecause}
        </span>
      )}
    </div>
  );
}
