import { expect, onTestFinished, test, vi } from 'vitest';
import { ApiProblem, type ApiProblemCode } from '@/lib/api/api-problem';
import type { ProblemCode } from '@/lib/contract/problem';
import type { Marks, Peaks, SoundsLine } from '@/lib/contract/waveform';
import { createSoundLoader } from './sound-loader';

const peaks = (arrival: Peaks['arrival'], peakCount = 2): Peaks => ({
  arrival,
  channels: 1,
  samplesPerPeak: 160,
  sampleRate: 8000,
  durationSeconds: 0.04,
  peaks: btoa(String.fromCharCode(255, 1, 128, 127).slice(0, 2 * peakCount)),
  rms: btoa(String.fromCharCode(1, 90).slice(0, peakCount)),
});

const marks: Marks = {
  arrival: 'complete',
  durationSeconds: 0.04,
  marks: [{ kind: 'speech', startSeconds: 0, endSeconds: 0.04 }],
  loudness: { speechDb: -20, peakDb: -6 },
  talk: null,
};

const ready = (leg: number): SoundsLine => ({
  ...{ leg, status: 'ready', peaks: peaks('complete'), marks },
});
const arriving = (leg: number, peakCount: number): SoundsLine => ({
  ...{ leg, status: 'arriving', peaks: peaks('arriving', peakCount) },
});
const failed = (leg: number, code: ProblemCode): SoundsLine => ({
  ...{ leg, status: 'failed' },
  problem: { type: '', title: '', status: 500, detail: 'No.', code },
});

/** One request, whose answer comes when the test says so. */
interface HeldRequest {
  legs: readonly number[];
  signal: AbortSignal;
  send: (...lines: SoundsLine[]) => void;
  end: () => void;
  breakOff: (code?: ApiProblemCode) => void;
}

function holdRequest(legs: readonly number[], signal: AbortSignal) {
  let body: ReadableStreamDefaultController<SoundsLine> | undefined;
  const stream = new ReadableStream<SoundsLine>({
    start: (controller) => {
      body = controller;
    },
  });
  signal.addEventListener('abort', () => body?.error(signal.reason));
  const request: HeldRequest = {
    legs,
    signal,
    send: (...lines) => {
      for (const line of lines) body?.enqueue(line);
    },
    end: () => body?.close(),
    breakOff: (code = 'network-lost') => body?.error(new ApiProblem({ code, detail: 'No.' })),
  };
  return { request, lines: stream };
}

function heldLoader(isUnreadable = async (_leg: number) => false) {
  const asked: HeldRequest[] = [];
  const kept: HeldRequest[] = [];
  const hold = (list: HeldRequest[]) => (legs: readonly number[], signal: AbortSignal) => {
    const { request, lines } = holdRequest(legs, signal);
    list.push(request);
    return lines;
  };
  const loader = createSoundLoader({
    fetchKept: (signal) => hold(kept)([], signal),
    fetchSounds: hold(asked),
    isUnreadable,
  });
  return { loader, asked, kept, askedLegs: () => asked.map(({ legs }) => legs) };
}

test('asks for all legs that are wanted at once, in the order of urgency', async () => {
  const { loader, asked, askedLegs } = heldLoader();
  loader.want([2, 1]);
  expect(askedLegs()).toEqual([[2, 1]]);
  asked[0]?.send(ready(1));
  await expect.poll(() => loader.soundOf(1).marks).toEqual(marks);
  expect(loader.soundOf(1)).toMatchObject({ hasFailed: false, unfetched: null });
  expect(loader.soundOf(1).wave).toMatchObject({ peakCount: 2, secondsPerPeak: 0.02 });
  expect([...(loader.soundOf(1).wave?.lows ?? [])]).toEqual([-1, -128]);
  expect([...(loader.soundOf(1).wave?.highs ?? [])]).toEqual([1, 127]);
  asked[0]?.send(ready(2));
  asked[0]?.end();
  await expect.poll(() => loader.soundOf(2).marks).toEqual(marks);
  expect(askedLegs()).toHaveLength(1);
});

test('lines that come together are told to listeners once', async () => {
  const { loader, asked } = heldLoader();
  let told = 0;
  loader.subscribe(() => {
    told += 1;
  });
  loader.want([1, 2, 3, 4, 5, 6]);
  const before = loader.all();
  asked[0]?.send(...[1, 2, 3, 4, 5, 6].map(ready));
  await expect.poll(() => loader.all().size).toBe(6);
  expect(told).toBe(1);
  expect(loader.all()).not.toBe(before);
  expect(loader.all()).toBe(loader.all());
});

test('shows what has arrived, and never less of it than before', async () => {
  const { loader, asked } = heldLoader();
  loader.want([1]);
  asked[0]?.send(arriving(1, 2));
  await expect.poll(() => loader.soundOf(1).wave?.peakCount).toBe(2);
  expect(loader.soundOf(1)).toMatchObject({ wave: { arrival: 'arriving' }, marks: null });
  asked[0]?.send(arriving(1, 1), failed(1, 'recording-gone'));
  await expect.poll(() => loader.soundOf(1).hasFailed).toBe(true);
  expect(loader.soundOf(1).wave?.peakCount).toBe(2);
});

test('what comes to be wanted is asked for beside what is under way', async () => {
  const { loader, asked, askedLegs } = heldLoader();
  loader.want([1, 2]);
  loader.want([1, 2, 3]);
  expect(askedLegs()).toEqual([[1, 2], [3]]);
  loader.want([2, 1, 3]);
  expect(askedLegs()).toHaveLength(2);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([false, false]);
});

test('never are more than two requests under way', () => {
  const { loader, asked, askedLegs } = heldLoader();
  loader.want([1]);
  loader.want([1, 2]);
  loader.want([3, 1, 2]);
  expect(askedLegs()).toEqual([[1], [2], [3, 1, 2]]);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
});

test('a leg that is no longer wanted is dropped, what is ready of the others stays', async () => {
  const { loader, asked, askedLegs } = heldLoader();
  loader.want([1, 2, 3]);
  asked[0]?.send(ready(1));
  await expect.poll(() => loader.soundOf(1).marks).toEqual(marks);
  loader.want([1, 3, 4]);
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(askedLegs()).toEqual([
    [1, 2, 3],
    [3, 4],
  ]);
  expect(loader.soundOf(2).hasFailed).toBe(false);
  loader.want([]);
  expect(asked[1]?.signal.aborted).toBe(true);
  expect(askedLegs()).toHaveLength(2);
});

test('a call of very many legs is asked for in parts', async () => {
  const { loader, asked, askedLegs } = heldLoader();
  const legs = Array.from({ length: 450 }, (_, index) => index + 1);
  loader.want(legs);
  for (const part of [0, 1, 2]) {
    await expect.poll(() => asked.length).toBe(part + 1);
    asked[part]?.send(...asked[part].legs.map(ready));
    asked[part]?.end();
  }
  await expect.poll(() => loader.all().size).toBe(450);
  expect(askedLegs().map(({ length }) => length)).toEqual([200, 200, 50]);
});

test('what the server has already comes first, and only the rest is asked for', async () => {
  const { loader, kept, asked, askedLegs } = heldLoader();
  loader.start({ isHeld: false });
  loader.want([1, 2, 3]);
  expect(kept).toHaveLength(1);
  kept[0]?.send(ready(3), { leg: 1, status: 'not-fetched' }, ready(1_000));
  await expect.poll(() => loader.soundOf(3).marks).toEqual(marks);
  expect(loader.soundOf(1).unfetched).toBe(null);
  expect(asked).toEqual([]);
  kept[0]?.end();
  await expect.poll(askedLegs).toEqual([[1, 2]]);
  expect(loader.soundOf(1_000).marks).toEqual(marks);
  loader.start({ isHeld: false });
  expect(kept).toHaveLength(1);
});

test('what comes while it is held is there at once when it is shown', async () => {
  const { loader, kept } = heldLoader();
  let told = 0;
  loader.subscribe(() => {
    told += 1;
  });
  const before = loader.all();
  loader.start({ isHeld: true });
  kept[0]?.send(ready(1), ready(2));
  kept[0]?.end();
  await new Promise((resolve) => setTimeout(resolve));
  expect([loader.all(), told]).toEqual([before, 0]);
  loader.show();
  expect([loader.all().size, told]).toEqual([2, 1]);
  loader.show();
  expect(told).toBe(1);
});

test('where that question fails everything is asked for', async () => {
  const { loader, kept, askedLegs } = heldLoader();
  loader.start({ isHeld: false });
  loader.want([1, 2]);
  kept[0]?.breakOff();
  await expect.poll(askedLegs).toEqual([[1, 2]]);
});

test('a leg that is left until it is played is asked for when it sounds, not by itself', async () => {
  const { loader, asked, askedLegs } = heldLoader();
  loader.want([1, 2]);
  asked[0]?.send({ leg: 1, status: 'not-fetched' }, { leg: 2, status: 'not-fetched' });
  asked[0]?.end();
  await expect.poll(() => loader.soundOf(2).unfetched).toBe('until-played');
  loader.want([2, 1]);
  expect(askedLegs()).toHaveLength(1);
  loader.hear([2]);
  expect(askedLegs()).toEqual([[1, 2], [2]]);
  asked[1]?.send(ready(2));
  await expect.poll(() => loader.soundOf(2).marks).toEqual(marks);
  expect(loader.soundOf(2).unfetched).toBe(null);
  expect(loader.soundOf(1).unfetched).toBe('until-played');
});

test('where legs are never measured nothing more is asked for, played or not', async () => {
  const { loader, kept, asked } = heldLoader();
  loader.start({ isHeld: false });
  loader.want([1]);
  kept[0]?.send({ leg: 1, status: 'not-measured' });
  kept[0]?.end();
  await expect.poll(() => loader.soundOf(1).unfetched).toBe('always');
  loader.hear([1]);
  expect(asked).toEqual([]);
});

test('a leg that cannot be measured does not stop the others, and can be tried again', async () => {
  const { loader, asked, askedLegs } = heldLoader();
  loader.want([1, 2]);
  asked[0]?.send(failed(1, 'recording-gone'), ready(2));
  await expect.poll(() => loader.soundOf(2).marks).toEqual(marks);
  expect(loader.soundOf(1)).toMatchObject({ hasFailed: true, faultCode: 'recording-gone' });
  loader.forget(1);
  expect(askedLegs()).toEqual([[1, 2], [1]]);
  asked[1]?.send(ready(1));
  await expect.poll(() => loader.soundOf(1).marks).toEqual(marks);
});

test('a leg that the server does not name has failed, and is not asked for again', async () => {
  const { loader, asked, askedLegs } = heldLoader();
  loader.want([1, 99]);
  asked[0]?.send(ready(1));
  asked[0]?.end();
  await expect.poll(() => loader.soundOf(99)).toMatchObject({ hasFailed: true, faultCode: null });
  expect(askedLegs()).toHaveLength(1);
});

test('an answer that breaks off keeps what came; the rest is asked for later, three times and no more', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { loader, asked, askedLegs } = heldLoader();
  loader.want([1, 2, 3]);
  asked[0]?.send(ready(1), arriving(2, 1));
  await vi.advanceTimersByTimeAsync(0);
  asked[0]?.breakOff();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(askedLegs()).toHaveLength(1);
  expect(loader.soundOf(1)).toMatchObject({ marks, hasFailed: false });
  expect(loader.soundOf(2)).toMatchObject({ hasFailed: true, faultCode: 'network-lost' });
  await vi.advanceTimersByTimeAsync(1_001);
  expect(askedLegs()).toEqual([
    [1, 2, 3],
    [2, 3],
  ]);
  expect(loader.soundOf(2)).toMatchObject({ hasFailed: false, wave: { peakCount: 1 } });
  for (const attempt of [1, 2, 3]) {
    asked[attempt]?.breakOff('pbx-unreachable');
    await vi.advanceTimersByTimeAsync(60_000);
  }
  await vi.advanceTimersByTimeAsync(600_000);
  expect(askedLegs()).toHaveLength(4);
});

test('legs that failed one after the other are asked for again together', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { loader, asked, askedLegs } = heldLoader();
  loader.want([1, 2]);
  asked[0]?.send(failed(1, 'pbx-busy'));
  await vi.advanceTimersByTimeAsync(500);
  asked[0]?.send(failed(2, 'pbx-busy'));
  asked[0]?.end();
  await vi.advanceTimersByTimeAsync(4_600);
  expect(askedLegs()).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test('a closed loader asks for nothing more, and a leg that is gone is not asked for again', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { loader, asked, kept, askedLegs } = heldLoader();
  loader.want([1, 2]);
  asked[0]?.send(failed(1, 'recording-gone'), failed(2, 'pbx-busy'));
  asked[0]?.end();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(askedLegs()).toEqual([[1, 2], [2]]);
  loader.start({ isHeld: false });
  loader.close();
  expect([asked[1]?.signal.aborted, kept[0]?.signal.aborted]).toEqual([true, true]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(askedLegs()).toHaveLength(2);
});

test('a leg that cannot be decoded is lost only where it cannot be heard either', async () => {
  const { loader, asked } = heldLoader(async (leg) => {
    if (leg === 3) throw new TypeError('the network is gone');
    return leg === 2;
  });
  loader.want([1, 2, 3]);
  asked[0]?.send(...[1, 2, 3].map((leg) => failed(leg, 'recording-unreadable')));
  asked[0]?.end();
  await expect.poll(() => loader.soundOf(3).hasFailed).toBe(true);
  expect([1, 2, 3].map((leg) => loader.soundOf(leg).faultCode)).toEqual([
    null,
    'recording-unreadable',
    null,
  ]);
  expect(asked).toHaveLength(1);
});
