import { ownerOf } from './owner-of';
import type { CallScript, LegScript } from './script';

export const mainLegs: LegScript[] = [
  { offset: 9, seconds: 85, audio: 'WAV-GSM' },
  { owner: 'Priya N.', offset: 94, seconds: 198, audio: 'WAV-PCM16-STEREO' },
  { offset: 330, seconds: 34, audio: 'WAV-PCM16' },
  { owner: 'Fred', offset: 360, seconds: 210, audio: 'WAV-PCM16-STEREO' },
  { owner: 'Marisol T.', offset: 570, seconds: 88, audio: 'WAV-PCM16-STEREO' },
  { owner: 'Fred', offset: 658, seconds: 82, audio: 'WAV-PCM16-STEREO' },
];

/** One call of yesterday with this tag. */
export const single = (tag: string, at: string, legs: LegScript[]): CallScript[] => [
  { tag, day: 1, at, legs },
];

/** Every other leg waits; each starts as the one before it ends. */
export const alternating = (count: number, seconds: number): LegScript[] =>
  Array.from({ length: count }, (_, position) => ({
    offset: position * seconds,
    seconds,
    ...(position % 2 === 0 ? {} : { owner: ownerOf((position - 1) / 2) }),
  }));

export const waitingOn = Array.from({ length: 9 }, (_, n) => ({
  offset: n * 12,
  seconds: 12,
  audio: 'WAV-PCM16',
}));
