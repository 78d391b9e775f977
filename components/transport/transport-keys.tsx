'use client';

import RotateCcw from 'lucide-react/icons/rotate-ccw';
import RotateCw from 'lucide-react/icons/rotate-cw';
import SkipBack from 'lucide-react/icons/skip-back';
import SkipForward from 'lucide-react/icons/skip-forward';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { ariaKeys, capsOf, type ShortcutId } from '@/components/keyboard/shortcuts';
import { useCallPlayer, usePlayerClock, usePlayerState } from '@/components/player/player-context';
import { Button } from '@/components/ui/button';
import { PlayButton } from '@/components/ui/play-button';
import { Tooltip } from '@/components/ui/tooltip';
import { speakPlace } from '@/components/wording/leg-words';

/** Play, and the jumps around it. With Shift a jump is one second, with Alt thirty. */
export function TransportKeys() {
  const { player } = useCallPlayer();
  const isPlaying = usePlayerState((state) => state.isPlaying);
  const isWaiting = usePlayerState((state) => state.isWaiting);
  const place = usePlaceDescription();
  const jump = (direction: 1 | -1) => (event: MouseEvent) =>
    player.moveBy(direction * (event.shiftKey ? 1 : event.altKey ? 30 : 10));

  return (
    <div className="transport-keys">
      <TransportButton
        name="Previous leg"
        id="previous-leg"
        onClick={() => player.stepLeg('previous')}
      >
        <SkipBack aria-hidden className="size-4.5" fill="currentColor" strokeWidth={1.75} />
      </TransportButton>
      <TransportButton name="Back 10 seconds" id="back-10" onClick={jump(-1)}>
        <TenSeconds glyph={RotateCcw} />
      </TransportButton>
      <Tooltip label={isPlaying ? 'Pause' : 'Play'} keys={capsOf('play-pause')} side="above">
        <PlayButton
          size="deck"
          isPlaying={isPlaying}
          isWaiting={isWaiting}
          isStrong
          aria-label={isPlaying ? 'Pause' : 'Play call'}
          ref={place}
          aria-keyshortcuts={ariaKeys('play-pause')}
          onClick={() => player.toggle()}
        />
      </Tooltip>
      <TransportButton name="Forward 10 seconds" id="forward-10" onClick={jump(1)}>
        <TenSeconds glyph={RotateCw} />
      </TransportButton>
      <TransportButton name="Next leg" id="next-leg" onClick={() => player.stepLeg('next')}>
        <SkipForward aria-hidden className="size-4.5" fill="currentColor" strokeWidth={1.75} />
      </TransportButton>
    </div>
  );
}

interface TransportButtonProps {
  name: string;
  id: ShortcutId;
  onClick: (event: MouseEvent) => void;
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

/**
 * A ref for the control that it describes: "Leg 2 of 4, answered by Priya N., 1 minute 5 of 4 minutes 10",
 * read when somebody reaches it. It is no live region: the running time is never announced.
 */
function usePlaceDescription() {
  const { player, call, timeline } = useCallPlayer();
  const control = useRef<HTMLButtonElement>(null);
  usePlayerClock(() => {
    const { leg: number } = player.getState();
    const leg = call.legs.find((candidate) => candidate.leg === number);
    if (!leg || !control.current) return;
    const placed = timeline.legs.find((candidate) => candidate.leg.leg === number);
    const lengthSeconds = placed?.length.shownSeconds ?? null;
    const text = speakPlace(leg, call.legs.length, player.position(), lengthSeconds);
    if (control.current.getAttribute('aria-description') === text) return;
    control.current.setAttribute('aria-description', text);
  });
  return control;
}
