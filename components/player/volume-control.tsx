'use client';

import Volume2 from 'lucide-react/icons/volume-2';
import VolumeX from 'lucide-react/icons/volume-x';
import type { CSSProperties } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { useCallPlayer, usePlayerState } from './player-context';

interface VolumeControlProps {
  /** Tells two of them on one page apart: "Volume of leg 2". */
  label: string;
  className?: string;
}

/** Mute and volume, as the element has them. */
export function VolumeControl({ label, className }: VolumeControlProps) {
  const { player } = useCallPlayer();
  const volume = usePlayerState((state) => state.volume);
  const isMuted = usePlayerState((state) => state.isMuted);
  const audible = isMuted ? 0 : volume;
  const percent = Math.round(audible * 100);
  const style: CSSProperties & Record<`--${string}`, string> = { '--played': `${percent}%` };
  return (
    <span className={classNames('inline-flex items-center gap-0.5', className)}>
      <Button
        look="quiet"
        size="icon"
        className="size-7! pointer-coarse:size-11!"
        aria-label={`Mute, ${label.toLowerCase()}`}
        aria-pressed={isMuted}
        onClick={() => player.toggleMuted()}
      >
        <Icon glyph={audible === 0 ? VolumeX : Volume2} size={14} />
      </Button>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={isMuted ? 'muted' : `${percent} per cent`}
        min={0}
        max={100}
        step={5}
        value={percent}
        onChange={(event) => player.setVolume(event.target.valueAsNumber / 100)}
        className="seek-range volume-range w-16"
        style={style}
      />
    </span>
  );
}
