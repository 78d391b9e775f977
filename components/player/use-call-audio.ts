'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { type CallClock, createCallClock } from '@/components/call-time/call-clock';
import { type CallAudio, readCallAudio } from '@/components/playback/call-audio';
import { type LegSound, NO_SOUNDS, UNKNOWN_SOUND } from '@/components/sound/sound-loader';
import { useCallPlayer, usePlayerState } from './player-context';

/** What this page knows of the call's audio; another object only when that has changed. */
export function useCallAudio(): CallAudio {
  const { timeline } = useCallPlayer();
  const legs = usePlayerState((state) => state.legs);
  const known = useKnownSounds();
  const audio = readCallAudio(timeline, legs, known);
  const content = JSON.stringify(audio);
  // biome-ignore lint/correctness/useExhaustiveDependencies: waves that grow change nothing here
  return useMemo(() => audio, [content]);
}

/** The clock that is shown, and the clock of listening time, which says what it folds. */
export function useCallClock(): { clock: CallClock; listening: CallClock } {
  const { timeline } = useCallPlayer();
  const { lost } = useCallAudio();
  const kind = usePlayerState((state) => state.clock);
  const call = useMemo(() => createCallClock(timeline, 'call', []), [timeline]);
  const listening = useMemo(() => createCallClock(timeline, 'listening', lost), [timeline, lost]);
  const canFold = listening.folds.length > 0 && listening.durationSeconds >= 1;
  return { clock: kind === 'listening' && canFold ? listening : call, listening };
}

/** What is known of a leg's sound by now; the component renders when that changes. Asks for nothing. */
export function useLegSound(leg: number): LegSound {
  const { sounds } = useCallPlayer();
  return useSyncExternalStore(
    sounds.subscribe,
    () => sounds.soundOf(leg),
    () => UNKNOWN_SOUND,
  );
}

/** What is known of the sound of all legs by now. */
export function useKnownSounds(): ReadonlyMap<number, LegSound> {
  const { sounds } = useCallPlayer();
  return useSyncExternalStore(sounds.subscribe, sounds.all, () => NO_SOUNDS);
}
