import type { AudioForm } from '@/lib/audio/formats/audio-form';
import { createFlacJudge } from './judge-flac';
import { createMp3Judge } from './judge-mp3';
import { createOggJudge } from './judge-ogg';
import type { SeekJudge } from './mend';

/**
 * Browsers guess lengths and places by the average bit rate, by what a header states, or by the numbers in pages
 * and frames. Where those do not agree with the sound that is there, a link, a loop or a skip lands elsewhere:
 * docs/audio.md, "One truth about time".
 *
 * @returns Null for sound in which each second has its place: WAV, and what nothing plays.
 */
export function createSeekJudge({ sound }: Pick<AudioForm, 'sound'>): SeekJudge | null {
  if (sound?.kind !== 'packed') return null;
  switch (sound.container) {
    case 'mp3':
      return createMp3Judge();
    case 'ogg':
      return createOggJudge();
    case 'flac':
      return createFlacJudge();
  }
}
