'use client';

import RotateCcw from 'lucide-react/icons/rotate-ccw';
import RotateCw from 'lucide-react/icons/rotate-cw';
import SkipBack from 'lucide-react/icons/skip-back';
import SkipForward from 'lucide-react/icons/skip-forward';
import type { ReactNode } from 'react';
import { ariaKeys, capsOf, type ShortcutId } from '@/components/keyboard/shortcuts';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';
import { formatDuration } from '@/components/wording/format-duration';
import { GapNote } from './gap-note';
import { ownerName } from './leg-words';
import { PlayButton } from './play-button';
import { useCallPlayer, usePlayerState } from './player-context';
import { PositionText } from './position-text';
import { SpeedMenu, SpeedRadios } from './speed-choice';
import { VolumeControl } from './volume-control';

/** Where the playhead is, and the controls of the whole call. Docked at the bottom of a phone. */
export function TransportDeck() {
  const { player, call, timeline } = useCallPlayer();
  const isPlaying = usePlayerState((state) => state.isPlaying);
  const isWaiting = usePlayerState((state) => state.isWaiting);
  const number = usePlayerState((state) => state.leg);
  const leg = call.legs.find((candidate) => candidate.leg === number);
  const lengthSeconds = usePlayerState(
    (state) => state.legs[number]?.fileSeconds ?? leg?.durationSeconds ?? 0,
  );

  return (
    <section aria-label="Player" className="transport">
      <p className="transport-readout">
        <PositionText
          readSeconds={() => player.callPosition()}
          className="text-readout tabular-nums max-sm:text-title"
        />
        <span className="whitespace-nowrap text-ink-3 text-section font-normal tabular-nums">
          of {formatDuration(timeline.durationSeconds)}
        </span>
        <span className="ml-2 truncate text-ink-2 text-small tabular-nums max-sm:ml-auto">
          Leg {number} of {call.legs.length}
          <span className="max-sm:hidden">
            , <PositionText readSeconds={() => player.position()} /> of{' '}
            {formatDuration(lengthSeconds)}
          </span>
          {leg && <span className="sm:hidden">, {ownerName(leg)}</span>}
        </span>
        <GapNote />
      </p>
      <div className="transport-keys">
        <TransportButton
          name="Previous leg"
          id="previous-leg"
          onClick={() => player.stepLeg('previous')}
        >
          <SkipBack aria-hidden className="size-4.5" fill="currentColor" strokeWidth={1.75} />
        </TransportButton>
        <TransportButton name="Back 10 seconds" id="back-10" onClick={() => player.skip(-10)}>
          <TenSeconds glyph={RotateCcw} />
        </TransportButton>
        <Tooltip label={isPlaying ? 'Pause' : 'Play'} keys={capsOf('play-pause')} side="above">
          <PlayButton
            size="deck"
            isPlaying={isPlaying}
            isWaiting={isWaiting}
            isStrong
            aria-label={isPlaying ? 'Pause' : 'Play call'}
            aria-keyshortcuts={ariaKeys('play-pause')}
            onClick={() => player.toggle()}
          />
        </Tooltip>
        <TransportButton name="Forward 10 seconds" id="forward-10" onClick={() => player.skip(10)}>
          <TenSeconds glyph={RotateCw} />
        </TransportButton>
        <TransportButton name="Next leg" id="next-leg" onClick={() => player.stepLeg('next')}>
          <SkipForward aria-hidden className="size-4.5" fill="currentColor" strokeWidth={1.75} />
        </TransportButton>
      </div>
      <div className="transport-sound">
        <SpeedRadios className="max-xl:hidden" />
        <SpeedMenu label="Speed" className="xl:hidden" />
        <VolumeControl label="Volume" />
      </div>
    </section>
  );
}

interface TransportButtonProps {
  name: string;
  id: ShortcutId;
  onClick: () => void;
  children: ReactNode;
}

function TransportButton({ name, id, onClick, children }: TransportButtonProps) {
  return (
    <Tooltip label={name} keys={capsOf(id)} side="above">
      <Button
        look="quiet"
        size="icon"
        className="size-10 rounded-full text-ink"
        aria-label={name}
        aria-keyshortcuts={ariaKeys(id)}
        onClick={onClick}
      >
        {children}
      </Button>
    </Tooltip>
  );
}

function TenSeconds({ glyph: Glyph }: { glyph: typeof RotateCcw }) {
  return (
    <span className="relative flex size-6 items-center justify-center">
      <Glyph aria-hidden className="size-6" strokeWidth={1.75} />
      <span aria-hidden className="absolute font-semibold text-channel">
        10
      </span>
    </span>
  );
}
