'use client';

import AudioLines from 'lucide-react/icons/audio-lines';
import FoldHorizontal from 'lucide-react/icons/fold-horizontal';
import Repeat from 'lucide-react/icons/repeat';
import { type ReactNode, useSyncExternalStore } from 'react';
import { ariaKeys, capsOf, type ShortcutId } from '@/components/keyboard/shortcuts';
import { savedSeconds } from '@/components/playback/waiting-folds';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { type Glyph, Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';
import { formatAmount, speakLength } from '@/components/wording/format-duration';

/** Skip the waiting, level the legs, repeat the selection: each off until somebody switches it on. */
export function TransportToggles() {
  const { player, timeline } = useCallPlayer();
  const skipsWaiting = usePlayerState((state) => state.skipsWaiting);
  const isLevelled = usePlayerState((state) => state.isLevelled);
  const isLooping = usePlayerState((state) => state.isLooping);
  const hasLoop = usePlayerState((state) => state.loop !== null);
  const { seconds, known } = useSkipSaving();
  const saves = seconds >= 0.5;
  const isComplete = known === 'complete';

  return (
    <>
      <Toggle
        name={
          saves
            ? `Skip silence, saves ${speakLength(Math.round(seconds))}${isComplete ? '' : ' so far'}`
            : `Skip silence, ${isComplete ? 'nothing to skip' : WITHOUT_SAVING[known]}`
        }
        hint={
          saves || !isComplete
            ? 'Ringback, music and dead air over 3 s'
            : 'This call has nothing to skip'
        }
        id="skip-waiting"
        glyph={FoldHorizontal}
        isOn={skipsWaiting}
        onClick={() => player.setSkipsWaiting(!skipsWaiting)}
      >
        <span className="transport-two-lines">
          Skip silence
          <span
            data-has-hours={timeline.durationSeconds >= 3600 || undefined}
            className={`transport-saving ${saves ? 'text-ok' : 'text-ink-3'}`}
          >
            {saves && `${isComplete ? 'saves' : 'so far'} ${formatAmount(seconds)}`}
            {!saves && WITHOUT_SAVING[known]}
          </span>
        </span>
      </Toggle>
      <Toggle
        name="Level the volume"
        hint="Louder legs are turned down"
        id="level"
        glyph={AudioLines}
        isOn={isLevelled}
        onClick={() => player.setLevelled(!isLevelled)}
      >
        Level
      </Toggle>
      <Toggle
        name="Loop the selection"
        hint={hasLoop ? 'Repeat the selection' : 'Repeat this leg, or drag on the strip'}
        id="loop-to"
        glyph={Repeat}
        isOn={isLooping}
        onClick={player.toggleLooping}
      >
        Loop
      </Toggle>
    </>
  );
}

interface ToggleProps {
  /** For assistive technology; begins with the visible text. */
  name: string;
  hint: string;
  id: ShortcutId;
  glyph: Glyph;
  isOn: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Toggle({ name, hint, id, glyph, isOn, onClick, children }: ToggleProps) {
  return (
    <Tooltip
      label={hint}
      keys={capsOf(id)}
      side="above"
      align="end"
      className="transport-toggle-cell"
    >
      <button
        type="button"
        aria-label={name}
        aria-pressed={isOn}
        aria-keyshortcuts={ariaKeys(id)}
        className="transport-toggle"
        onClick={onClick}
      >
        <Icon glyph={glyph} size={14} />
        {children}
      </button>
    </Tooltip>
  );
}

/** What stands for the saving where there is none. */
const WITHOUT_SAVING = {
  complete: 'nothing',
  measuring: 'measuring',
  'as-it-plays': 'as it plays',
  'not-measured': 'not measured',
} as const;

interface SkipSaving {
  /** Seconds of the call that are skipped, as far as is known. */
  seconds: number;
  /**
   * `complete`: every leg that can be heard was measured, or cannot be. Else what the rest waits for: for
   * the PBX, for somebody to play it, or for nothing.
   */
  known: keyof typeof WITHOUT_SAVING;
}

/** What skipping the waiting saves; measured leg by leg, as the legs are looked at or played. */
function useSkipSaving(): SkipSaving {
  const { player, sounds, timeline } = useCallPlayer();
  const readSeconds = () => savedSeconds(player.folds());
  const readKnown = () => {
    const unknown = timeline.legs
      .filter(({ leg }) => leg.access === 'open')
      .map(({ leg }) => sounds.soundOf(leg.leg))
      .filter(({ marks, hasFailed }) => !hasFailed && marks === null);
    if (unknown.length === 0) return 'complete';
    if (unknown.some(({ unfetched }) => unfetched === null)) return 'measuring';
    return unknown.some(({ unfetched }) => unfetched === 'until-played')
      ? 'as-it-plays'
      : 'not-measured';
  };
  return {
    seconds: useSyncExternalStore(sounds.subscribe, readSeconds, readSeconds),
    known: useSyncExternalStore(sounds.subscribe, readKnown, readKnown),
  };
}
