import { expect, it } from 'vitest';
import { heardStretches } from './heard-stretches';
import type { Sound, SoundSample } from './sound-log';

const sound = (leg: number, seconds: number, change: Partial<Sound> = {}): Sound => ({
  leg,
  seconds,
  isSounding: true,
  hasEnded: false,
  fileSeconds: 8,
  speed: 1,
  volume: 1,
  isMuted: false,
  keepsPitch: true,
  side: null,
  ...change,
});

const sample = (atMs: number, ...sounds: Sound[]): SoundSample => ({ atMs, sounds });

it('joins samples that follow each other, and takes the end of the file along', () => {
  const heard = heardStretches([
    sample(0, sound(1, 0)),
    sample(100, sound(1, 0.1)),
    sample(200, sound(1, 0.21, { isSounding: false, hasEnded: true })),
  ]);
  expect(heard).toEqual([
    { leg: 1, startSeconds: 0, endSeconds: 0.21, startMs: 0, endMs: 200, unseenMs: 0 },
  ]);
});

it('begins again after a jump in either direction', () => {
  const heard = heardStretches([
    sample(0, sound(1, 0)),
    sample(100, sound(1, 0.1)),
    sample(200, sound(1, 5)),
    sample(300, sound(1, 5.1)),
    sample(400, sound(1, 2)),
    sample(500, sound(1, 2.1)),
  ]);
  expect(heard.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
    [0, 0.1],
    [5, 5.1],
    [2, 2.1],
  ]);
});

it('keeps legs that sound together apart, and one that waits out of it', () => {
  const waiting = sound(3, 0, { isSounding: false });
  const heard = heardStretches([
    sample(0, sound(1, 4), sound(2, 0), waiting),
    sample(1000, sound(1, 5), sound(2, 1), waiting),
  ]);
  expect(heard.map(({ leg, endSeconds }) => [leg, endSeconds])).toEqual([
    [1, 5],
    [2, 1],
  ]);
});

it('follows a clock that runs at another speed', () => {
  const heard = heardStretches([
    sample(0, sound(1, 0, { speed: 3 })),
    sample(1000, sound(1, 3, { speed: 3 })),
  ]);
  expect(heard).toHaveLength(1);
});
