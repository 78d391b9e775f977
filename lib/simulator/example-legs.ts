import type { CallScript, LegScript } from './script';

export const mainLegs: LegScript[] = [
  { offset: 9, seconds: 85, audio: 'WAV-GSM' },
  { owner: 'Priya N.', offset: 94, seconds: 198, audio: 'WAV-PCM16-STEREO' },
  { offset: 330, seconds: 34, audio: 'WAV-PCM16' },
  { owner: 'Fred', offset: 360, seconds: 210, audio: 'WAV-PCM16-STEREO' },
  { owner: 'Marisol T.', offset: 570, seconds: 88, audio: 'WAV-PCM16-STEREO' },
  { owner: 'Fred', offset: 658, seconds: 82, audio: 'WAV-PCM16-STEREO' },
];

/** What a PBX may send in place of 120 s; null leaves the field out. */
const WRONG_DURATIONS = ['0', '1', null, 'a while', '-120', '120000', '1000000000'];

/** Legs of 2:00 in a row that state each of these, and one of 30 s that states the truth. */
export const wronglyStatedLegs: LegScript[] = [
  ...WRONG_DURATIONS.map((states, position) => ({
    owner: position % 2 === 0 ? 'Priya N.' : 'Fred',
    offset: position * 120,
    seconds: 120,
    states,
    audio: 'WAV-MULAW',
  })),
  { owner: 'Dana K.', offset: WRONG_DURATIONS.length * 120, seconds: 30, audio: 'WAV-MULAW' },
];

/** The second leg states no length and comes so slowly that it is not known for four minutes. */
export const slowlyKnownLegs: LegScript[] = [
  { offset: 0, seconds: 30, audio: 'WAV-PCM16' },
  { owner: 'Priya N.', offset: 30, seconds: 120, states: '0', audio: 'FAULT-AUDIO-TRICKLE' },
  { owner: 'Fred', offset: 150, seconds: 30, audio: 'WAV-PCM16' },
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

/** Fifty calls a day, ten minutes apart, most of two legs. */
export function bulkCall(index: number): CallScript {
  const minutes = (index % 50) * 10;
  const at = `${8 + Math.floor(minutes / 60)}:${minutes % 60}:${index % 47}`;
  const owner = ownerOf(index);
  const seconds = 20 + ((index * 37) % 400);
  const talk = { owner, offset: 15, seconds };
  const legs = index % 5 === 0 ? [talk] : [{ offset: 0, seconds: 15 }, talk];
  return { tag: 'BULK-5000', day: 1 + Math.floor(index / 50), at, legs };
}

const owners = ['Priya N.', 'Fred', 'Marisol T.', 'Dana K.', 'Tom W.', 'Gus M.', 'Linh P.'];

/** One of a few agents, in turn. */
export const ownerOf = (position: number) => owners[position % owners.length] ?? 'Fred';
