'use client';

import { SPEEDS } from '@/components/playback/player-settings';
import { Segmented } from '@/components/ui/segmented';
import { useCallPlayer, usePlayerState } from './player-context';

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
