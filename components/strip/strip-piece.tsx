'use client';

import { useRef } from 'react';
import type { PlacedLeg } from '@/components/call-time/call-timeline';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { useIsSounding, useLegClock } from '@/components/player/use-leg-clock';
import type { BodyPiece } from './leg-blocks';
import { percentOf, type StripScale } from './strip-scale';
import { useSlide } from './use-slide';

interface StripPieceProps {
  piece: BodyPiece;
  placed: PlacedLeg;
  scale: StripScale;
  isSystem: boolean;
  /** It can be heard, so that it darkens as it plays. */
  isOpen: boolean;
}

/**
 * A piece of a leg's body. What was played of it is its background, except while the leg sounds: then it is
 * a layer that moves, so that no frame paints the strip.
 */
export function StripPiece({ piece, placed, scale, isSystem, isOpen }: StripPieceProps) {
  const { player } = useCallPlayer();
  const { leg, startSeconds } = placed;
  const isSelected = usePlayerState((state) => state.leg === leg.leg);
  const isSounding = useIsSounding(leg.leg) && isOpen;
  const root = useRef<HTMLDivElement>(null);
  const shareAt = (seconds: number) => shareOf(piece, scale.x(startSeconds + seconds));

  useLegClock(leg.leg, () => {
    if (!root.current || !isOpen) return;
    const played = isSounding ? 0 : shareAt(player.position(leg.leg));
    setStyle(root.current, '--played', percent(played));
    setStyle(root.current, '--loaded', percent(isSelected ? shareAt(player.loadedUntil()) : 0));
  });

  return (
    <div
      ref={root}
      className="strip-piece"
      data-is-system={isSystem || undefined}
      data-is-share={piece.height < 1 || undefined}
      data-is-open={isOpen || undefined}
      data-is-sounding={isSounding || undefined}
      style={{
        left: percentOf(piece.x, scale),
        width: percentOf(piece.widthPx, scale),
        top: `calc(1.5rem + (100% - 1.5rem) * ${piece.top})`,
        height: `calc((100% - 1.5rem) * ${piece.height})`,
      }}
    >
      {isSounding && (
        <PlayedLayer leg={leg.leg} shareNow={() => shareAt(player.position(leg.leg))} />
      )}
    </div>
  );
}

/** As wide as the piece, and drawn in from its left. */
function PlayedLayer({ leg, shareNow }: { leg: number; shareNow: () => number }) {
  const layer = useRef<HTMLSpanElement>(null);
  const slideTo = useSlide(layer, '100%');
  useLegClock(leg, () => slideTo(shareNow()));
  return <span ref={layer} className="strip-played" />;
}

/** How much of a piece lies left of a pixel, 0 to 1. */
function shareOf({ x, widthPx }: BodyPiece, atX: number): number {
  return Math.min(Math.max((atX - x) / widthPx, 0), 1);
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** Setting a style costs time even where it is the same. */
function setStyle(element: HTMLElement, name: string, value: string): void {
  if (element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}
