import { expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import type { LegSound } from '@/components/sound/sound-loader';
import { readCallAudio } from './call-audio';
import { createLiveTimeline } from './live-timeline';
import { type LegPlayback, UNTOUCHED } from './player-state';

const call = callOfLegs([
  [0, 60],
  [60, 60],
]);

const measured = (durationSeconds: number, arrival: 'arriving' | 'complete'): LegSound => ({
  wave: {
    arrival,
    channels: 1,
    secondsPerPeak: 0.02,
    durationSeconds,
    peakCount: 0,
    lows: new Int8Array(),
    highs: new Int8Array(),
    rms: new Uint8Array(),
  },
  marks: null,
  hasFailed: false,
  unfetched: null,
  faultCode: null,
});

const read = (legs: Record<number, Partial<LegPlayback>>, sounds: [number, LegSound][] = []) => {
  const full = Object.fromEntries(
    Object.entries(legs).map(([leg, playback]) => [leg, { ...UNTOUCHED, ...playback }]),
  );
  const known = new Map(sounds);
  const live = createLiveTimeline(call, { all: () => known }, () => full);
  return readCallAudio(live.now(), full, known);
};

test('nothing is known before anything was measured or played', () => {
  expect(read({})).toEqual({ lost: [], shortFiles: [] });
});

test('a file that was measured and ends early is short from there on', () => {
  const missing = { leg: 2, startSeconds: 108, endSeconds: 120 };
  const audio = read({}, [[2, measured(48, 'complete')]]);
  expect(audio.shortFiles).toEqual([missing]);
  expect(audio.lost).toEqual([{ ...missing, because: 'missing from the file' }]);
});

test('a browser’s own idea of a length counts only where nothing can be measured', () => {
  expect(read({ 2: { fileSeconds: 48 } }).shortFiles).toEqual([]);
  expect(read({ 2: { fileSeconds: 48 } }, [[2, failed(null)]]).shortFiles).toEqual([
    { leg: 2, startSeconds: 108, endSeconds: 120 },
  ]);
});

test('a file that is still arriving is not short', () => {
  expect(read({}, [[2, measured(48, 'arriving')]]).lost).toEqual([]);
});

test('a second more or less does not count', () => {
  for (const seconds of [59, 61]) {
    expect(read({}, [[1, measured(seconds, 'complete')]])).toEqual({ lost: [], shortFiles: [] });
  }
});

const failed = (faultCode: LegSound['faultCode']): LegSound => ({
  wave: null,
  marks: null,
  hasFailed: true,
  unfetched: null,
  faultCode,
});

test('a leg that is not audio is lost, one that only cannot be measured is not', () => {
  const sounds: [number, LegSound][] = [
    [1, failed('recording-unreadable')],
    [2, failed(null)],
  ];
  expect(read({}, sounds).lost).toEqual([
    { leg: 1, startSeconds: 0, endSeconds: 60, because: 'not playable' },
  ]);
});

test('a leg that is gone or empty is lost as a whole, played or measured', () => {
  const gone = failed('recording-gone');
  const fault = { code: 'recording-empty', detail: '', failedAtMs: 0, retryAtMs: null } as const;
  expect(read({ 1: { fault } }, [[2, gone]]).lost).toEqual([
    { leg: 1, startSeconds: 0, endSeconds: 60, because: 'without sound' },
    { leg: 2, startSeconds: 60, endSeconds: 120, because: 'not found' },
  ]);
});

test('a PBX that does not answer loses nothing', () => {
  const fault = { code: 'pbx-timed-out', detail: '', failedAtMs: 0, retryAtMs: null } as const;
  expect(read({ 1: { fault } }).lost).toEqual([]);
});
