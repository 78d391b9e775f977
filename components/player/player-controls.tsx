'use client';

import Volume2 from 'lucide-react/icons/volume-2';
import VolumeX from 'lucide-react/icons/volume-x';
import { type CSSProperties, useRef, useState } from 'react';
import { SPEEDS } from '@/components/playback/player-settings';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Segmented } from '@/components/ui/segmented';
import { formatDuration } from '@/components/wording/format-duration';
import { useCallPlayer, usePlayerClock, usePlayerState } from './player-context';

interface PositionTextProps {
  readSeconds: () => number;
  className?: string;
}

/** A running time. Its text is written to the page once a second: React renders it only once. */
export function PositionText({ readSeconds, className }: PositionTextProps) {
  const span = useRef<HTMLSpanElement>(null);
  const [first] = useState(() => formatDuration(readSeconds()));
  usePlayerClock(() => {
    const text = formatDuration(readSeconds());
    if (span.current && span.current.textContent !== text) span.current.textContent = text;
  });
  return (
    <span ref={span} className={className}>
      {first}
    </span>
  );
}

const sign = (speed: number) => `${speed}×`;
const spoken = (speed: number) => (speed === 1 ? 'Normal speed' : `${speed} times`);

/** All speeds side by side. */
export function SpeedRadios({ className }: { className?: string }) {
  const { player } = useCallPlayer();
  const speed = usePlayerState((state) => state.speed);
  return (
    <Segmented
      label="Speed"
      options={SPEEDS.map((option) => ({
        value: String(option),
        label: option === speed ? sign(option) : String(option),
        spoken: spoken(option),
      }))}
      value={String(speed)}
      onChange={(value) => player.setSpeed(Number(value))}
      {...(className && { className })}
    />
  );
}

/** The same as a menu, where there is no room. */
export function SpeedMenu({ label, className }: { label: string; className?: string }) {
  const { player } = useCallPlayer();
  const speed = usePlayerState((state) => state.speed);
  return (
    <select
      aria-label={label}
      value={speed}
      onChange={(event) => player.setSpeed(Number(event.target.value))}
      className={`speed-menu ${className ?? ''}`}
    >
      {SPEEDS.map((option) => (
        <option key={option} value={option}>
          {sign(option)}
        </option>
      ))}
    </select>
  );
}

interface VolumeControlProps {
  /** Distinguishes two of them on one page: "Volume of leg 2". */
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
