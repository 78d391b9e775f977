'use client';

import { Popover } from '@base-ui/react/popover';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import type { ReactNode } from 'react';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { VolumeControl } from '@/components/player/player-controls';
import { useLegSound } from '@/components/player/use-call-audio';
import { Button, buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Segmented } from '@/components/ui/segmented';
import { OverlapChoice } from './overlap-choice';

const GAPS = [
  { value: 'beat', label: 'Short pause' },
  { value: 'real', label: 'Full length' },
] as const;

const SIDES = [
  { value: 'both', label: 'Both' },
  { value: 'left', label: 'Left', spoken: 'Left only' },
  { value: 'right', label: 'Right', spoken: 'Right only' },
] as const;

/** Settings that are rarely changed, and on a phone also what has no room elsewhere. */
export function ListeningMenu() {
  const { player } = useCallPlayer();
  const gaps = usePlayerState((state) => state.gaps);
  const side = usePlayerState((state) => state.side);
  const leg = usePlayerState((state) => state.leg);
  const isStereo = useLegSound(leg).wave?.channels === 2;

  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label="Listening settings"
        className={buttonClass({ look: 'quiet', size: 'icon' })}
      >
        <Icon glyph={SlidersHorizontal} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={8} className="z-50">
          <Popover.Popup className="listening-menu">
            <Popover.Title className="font-semibold text-body">Listening settings</Popover.Title>
            <Setting title="Gaps">
              {(label) => (
                <Segmented label={label} options={GAPS} value={gaps} onChange={player.setGaps} />
              )}
            </Setting>
            {isStereo && (
              <Setting title={`Sides of leg ${leg}`}>
                {(label) => (
                  <Segmented label={label} options={SIDES} value={side} onChange={player.setSide} />
                )}
              </Setting>
            )}
            <OverlapChoice className="listening-menu-overlap" />
            <div className="listening-menu-volume">
              <VolumeControl label="Volume of the call" />
            </div>
            <Button size="bar" className="self-start" onClick={player.restart}>
              Play from the start
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Setting({ title, children }: { title: string; children: (label: string) => ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-1">
      <span aria-hidden className="text-ink-2 text-small">
        {title}
      </span>
      {children(title)}
    </div>
  );
}
