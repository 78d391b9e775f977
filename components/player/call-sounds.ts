import type { Player } from '@/components/playback/player-store';
import { probeAudio } from '@/components/playback/probe-audio';
import { createSoundLoader, type SoundLoader } from '@/components/sound/sound-loader';
import { requestLines } from '@/lib/api/request-lines';
import { SoundsLine } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';

/**
 * What loads the waveforms and marks of one call from the API. Where it `startsNow`, a browser asks for what
 * the server has already while the page is rendered, so that the waves come with the strip. It says nothing
 * of it before `show`, because React starts over where a store changes while it hydrates.
 */
export function createCallSounds(
  uniqueId: string,
  { startsNow }: { startsNow: boolean },
): SoundLoader {
  const sounds = createSoundLoader({
    fetchKept: (signal) => requestLines(SoundsLine, paths.api.keptSounds(uniqueId), { signal }),
    fetchSounds: (legs, signal) =>
      requestLines(SoundsLine, paths.api.sounds(uniqueId, legs), { signal }),
    async isUnreadable(leg, signal) {
      const probe = await probeAudio(paths.api.audio(uniqueId, leg), {
        fetch: (input, init) => fetch(input, init),
        now: Date.now,
        signal,
      });
      return probe.outcome === 'failed' && probe.fault.code === 'recording-unreadable';
    },
  });
  if (startsNow && typeof window !== 'undefined') sounds.start({ isHeld: true });
  return sounds;
}

/** What of a player says which legs sound. */
interface PlayingPlayer {
  getState(): Pick<ReturnType<Player['getState']>, 'isPlaying' | 'isWaiting' | 'leg' | 'alongside'>;
  subscribe: Player['subscribe'];
}

/**
 * Lets the sounds know which legs sound, because a leg that Legato does not fetch for its waveform has one
 * as soon as it plays. Gives what ends that.
 */
export function followPlaying(
  player: PlayingPlayer,
  sounds: Pick<SoundLoader, 'hear'>,
): () => void {
  let heard = '';
  return player.subscribe(() => {
    const { isPlaying, isWaiting, leg, alongside } = player.getState();
    const legs = isPlaying && !isWaiting ? [leg, ...alongside] : [];
    // A state changes often: legs are named when they begin to sound.
    if (legs.join(' ') === heard) return;
    heard = legs.join(' ');
    if (legs.length > 0) sounds.hear(legs);
  });
}
