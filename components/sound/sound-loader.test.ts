import { expect, onTestFinished, test, vi } from 'vitest';
import { ApiProblem } from '@/lib/api/api-problem';
import type { Marks, Peaks } from '@/lib/contract/waveform';
import { createSoundLoader } from './sound-loader';

const peaks = (arrival: Peaks['arrival']): Peaks => ({
  arrival,
  channels: 1,
  samplesPerPeak: 160,
  sampleRate: 8000,
  durationSeconds: 0.04,
  peaks: btoa(String.fromCharCode(255, 1, 128, 127)),
  rms: btoa(String.fromCharCode(1, 90)),
});

const marks: Marks = {
  arrival: 'complete',
  durationSeconds: 0.04,
  marks: [{ kind: 'speech', startSeconds: 0, endSeconds: 0.04 }],
  loudness: { speechDb: -20, peakDb: -6 },
  talk: null,
};

/** A loader whose answers come when the test says so. */
function heldLoader() {
  const asked: { leg: number; signal: AbortSignal; answer: (peaks: Peaks) => void }[] = [];
  const loader = createSoundLoader({
    fetchPeaks: (leg, signal) =>
      new Promise((answer, reject) => {
        asked.push({ leg, signal, answer });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    fetchMarks: async () => marks,
    isUnreadable: async () => false,
  });
  return { loader, asked };
}

test('measures one leg at a time, in the order of urgency', async () => {
  const { loader, asked } = heldLoader();
  loader.want([2, 1]);
  expect(asked.map(({ leg }) => leg)).toEqual([2]);
  asked[0]?.answer(peaks('complete'));
  await expect.poll(() => asked.map(({ leg }) => leg)).toEqual([2, 1]);
  expect(loader.soundOf(2)).toMatchObject({ marks, hasFailed: false });
  expect(loader.soundOf(2).wave).toMatchObject({ peakCount: 2, secondsPerPeak: 0.02 });
  expect([...(loader.soundOf(2).wave?.lows ?? [])]).toEqual([-1, -128]);
  expect([...(loader.soundOf(2).wave?.highs ?? [])]).toEqual([1, 127]);
});

test('shows what has arrived and asks again until the leg is whole', async () => {
  const { loader, asked } = heldLoader();
  loader.want([1]);
  asked[0]?.answer(peaks('arriving'));
  await expect.poll(() => asked.length).toBe(2);
  expect(loader.soundOf(1)).toMatchObject({ wave: { arrival: 'arriving' }, marks: null });
  asked[1]?.answer(peaks('complete'));
  await expect.poll(() => loader.soundOf(1).marks).toEqual(marks);
});

test('a leg that makes no progress lets the others go first', async () => {
  const { loader, asked } = heldLoader();
  loader.want([1, 2]);
  asked[0]?.answer({ ...peaks('arriving'), durationSeconds: 0 });
  await expect.poll(() => asked.map(({ leg }) => leg)).toEqual([1, 2]);
  asked[1]?.answer(peaks('complete'));
  await expect.poll(() => asked.map(({ leg }) => leg)).toEqual([1, 2, 1]);
  asked[2]?.answer({ ...peaks('arriving'), durationSeconds: 0 });
  await expect.poll(() => asked.length).toBe(4);
});

test('drops a leg that is no longer wanted and continues with the next', async () => {
  const { loader, asked } = heldLoader();
  loader.want([1, 2]);
  loader.want([3]);
  expect(asked[0]?.signal.aborted).toBe(true);
  await expect.poll(() => asked.map(({ leg }) => leg)).toEqual([1, 3]);
  expect(loader.soundOf(1).hasFailed).toBe(false);
});

test('a leg that cannot be measured does not stop the others, and can be tried again', async () => {
  const asked: number[] = [];
  let isBroken = true;
  const loader = createSoundLoader({
    fetchPeaks: async (leg) => {
      asked.push(leg);
      if (leg === 1 && isBroken) throw new Error('gone');
      return peaks('complete');
    },
    fetchMarks: async () => marks,
    isUnreadable: async () => false,
  });
  loader.want([1, 2]);
  await expect.poll(() => loader.soundOf(2).marks).toEqual(marks);
  expect(loader.soundOf(1).hasFailed).toBe(true);
  isBroken = false;
  loader.forget(1);
  await expect.poll(() => loader.soundOf(1).marks).toEqual(marks);
  expect(asked).toEqual([1, 2, 1]);
});

test.each(['not-fetched', 'not-measured'] as const)(
  'a leg that is %s has no waveform, and is not asked for again by itself',
  async (arrival) => {
    const { loader, asked } = heldLoader();
    loader.want([1, 2]);
    asked[0]?.answer({ ...peaks(arrival), durationSeconds: 0, peaks: '', rms: '' });
    await expect.poll(() => asked.map(({ leg }) => leg)).toEqual([1, 2]);
    asked[1]?.answer(peaks('complete'));
    await expect.poll(() => loader.soundOf(2).marks).toEqual(marks);
    expect(loader.soundOf(1)).toMatchObject({ wave: null, marks: null, hasFailed: false });
    loader.forget(1);
    expect(asked.map(({ leg }) => leg)).toEqual([1, 2, 1]);
  },
);

test('a leg that failed for a passing reason is asked for again later, three times and no more', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let asked = 0;
  const loader = createSoundLoader({
    fetchPeaks: async () => {
      asked += 1;
      throw new ApiProblem({ code: 'pbx-unreachable', detail: 'The PBX does not answer.' });
    },
    fetchMarks: async () => marks,
    isUnreadable: async () => false,
  });
  loader.want([1]);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(asked).toBe(1);
  expect(loader.soundOf(1)).toMatchObject({ hasFailed: true, faultCode: 'pbx-unreachable' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toBe(2);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toBe(4);
});

test('a closed loader asks for nothing more, and a leg that is gone is not asked for again', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const asked: number[] = [];
  const loader = createSoundLoader({
    fetchPeaks: async (leg) => {
      asked.push(leg);
      const code = leg === 1 ? 'recording-gone' : 'network-lost';
      throw new ApiProblem({ code, detail: 'No.' });
    },
    fetchMarks: async () => marks,
    isUnreadable: async () => false,
  });
  loader.want([1, 2]);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(asked).toEqual([1, 2, 2]);
  loader.close();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toEqual([1, 2, 2]);
});

test('a leg that cannot be decoded is lost only where it cannot be heard either', async () => {
  const loader = createSoundLoader({
    fetchPeaks: async () => {
      throw new ApiProblem({ code: 'recording-unreadable', detail: 'No.' });
    },
    fetchMarks: async () => marks,
    isUnreadable: async (leg) => {
      if (leg === 3) throw new TypeError('the network is gone');
      return leg === 2;
    },
  });
  loader.want([1, 2, 3]);
  await expect.poll(() => loader.soundOf(3).hasFailed).toBe(true);
  expect([1, 2, 3].map((leg) => loader.soundOf(leg).faultCode)).toEqual([
    null,
    'recording-unreadable',
    null,
  ]);
});
