import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import { PACE_CHECK_MS } from './download-pace';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

/** Five seconds of sound, 16,000 bytes each. */
const WAVE = waveOf(soundOf(80_000));
const GRACE_MS = 10_000;
const here = () => new AbortController().signal;
type Source = ReturnType<typeof scriptedSource>;

let fixture: SpoolFixture;
let checks: Set<() => void>;

/** Time that the spool believes to have passed: what looks at the pace does so at once. */
const timers: Timers = {
  ...processTimers,
  every(ms, act) {
    if (ms !== PACE_CHECK_MS) return processTimers.every(ms, act);
    const check = () => act();
    checks.add(check);
    return () => void checks.delete(check);
  },
};
function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed += PACE_CHECK_MS)
    for (const check of [...checks]) check();
}

beforeEach(async () => {
  checks = new Set();
  fixture = await createSpoolFixture({ maxDownloads: 2, timers });
});
afterEach(() => fixture.close());

const sourcesOf = (count: number, name: string): Source[] =>
  Array.from({ length: count }, (_, index) => scriptedSource(`${name} ${index}`, WAVE.length));
const untilRunning = (...sources: Source[]) =>
  vi.waitFor(() => {
    expect(sources.map(({ key, runningCount }) => [key, runningCount])).toEqual(
      sources.map(({ key }) => [key, 1]),
    );
  });
const untilAwaited = (...sources: Source[]) =>
  vi.waitFor(() => expect(sources.every(({ isAwaited }) => isAwaited)).toBe(true));
const open = (source: Parameters<typeof fixture.spool.open>[0]) =>
  fixture.spool.open(source, here());

async function begin(sources: readonly Source[]) {
  for (const source of sources) source.send(WAVE.subarray(0, 1_000));
  const opened = await Promise.all(sources.map(open));
  await untilAwaited(...sources);
  return opened;
}

describe('legs that come one byte now and then', () => {
  test('give their places up after a grace, and still come to those who hear them', async () => {
    const slow = sourcesOf(2, 'slow');
    const [first, second] = await begin(slow);
    const next = wholeSource('next', WAVE);
    const opening = open(next);
    pass(GRACE_MS - PACE_CHECK_MS);
    expect(fixture.spool.usage().downloads).toEqual({ running: 2, waiting: 1 });
    expect(next.fetchCount).toBe(0);

    pass(PACE_CHECK_MS);
    const heard = await opening;
    expect(Buffer.from(await heard.read(0, WAVE.length)).equals(WAVE)).toBe(true);
    heard.release();
    expect(slow.map(({ runningCount }) => runningCount)).toEqual([1, 1]);
    for (const source of slow) {
      source.send(WAVE.subarray(1_000));
      source.end();
    }
    for (const recording of [first, second]) {
      const bytes = await recording?.read(0, WAVE.length);
      expect(Buffer.from(bytes ?? []).equals(WAVE)).toBe(true);
      recording?.release();
    }
  });

  test('end where as many others are as slow: the one of which least has come', async () => {
    const slow = sourcesOf(2, 'slow');
    const [most, least] = slow;
    const opened = await begin(slow);
    most?.send(WAVE.subarray(1_000, 1_500));
    await untilAwaited(...slow);
    pass(GRACE_MS);
    const others = sourcesOf(2, 'other');
    const [other] = others;
    opened.push(...(await begin(others)));
    other?.send(WAVE.subarray(1_000, 4_000));
    await untilAwaited(...others);
    pass(GRACE_MS);
    await vi.waitFor(() => expect(least?.runningCount).toBe(0));
    expect([most, ...others].map((source) => source?.runningCount)).toEqual([1, 1, 0]);
    await expect(opened[1]?.read(0, WAVE.length)).rejects.toMatchObject({ code: 'pbx-timed-out' });
    for (const recording of opened) recording.release();
  });

  test('are no fault of a leg that comes as fast as it is heard', async () => {
    const live = scriptedSource('live', WAVE.length);
    live.send(WAVE.subarray(0, 1_000));
    const heard = await open(live);
    for (let sent = 1_000; sent < WAVE.length; sent += 20_000) {
      live.send(WAVE.subarray(sent, sent + 20_000));
      await heard.whenArrived(Math.min(sent + 20_000, WAVE.length) - 1);
      pass(PACE_CHECK_MS);
    }
    const other = scriptedSource('other', WAVE.length);
    const opening = open(other);
    const third = scriptedSource('third', WAVE.length);
    const waiting = open(third);
    await untilRunning(live, other);
    expect(third.fetchCount).toBe(0);
    for (const source of [live, other, third]) {
      if (source !== live) source.send(WAVE);
      source.end();
    }
    for (const recording of [heard, await opening, await waiting]) recording.release();
  });

  test('end at last, and what has come of them can be heard', async () => {
    const slow = scriptedSource('slow', WAVE.length);
    const [recording] = await begin([slow]);
    pass(10 * 60_000 + 2 * 5_000 + PACE_CHECK_MS);
    await vi.waitFor(() => expect(slow.runningCount).toBe(0));
    await expect(recording?.read(0, WAVE.length)).rejects.toMatchObject({ code: 'pbx-timed-out' });
    recording?.release();
    const kept = await open(slow);
    expect(kept.arrival).toBe('broken-off');
    expect(kept.soundBytes).toBe(956);
    kept.release();
    expect(checks.size).toBe(0);
  });

  test('send nothing at all, not even headers, and give their places up as well', async () => {
    const leaving = new AbortController();
    const silent = (key: string) => ({
      key,
      fetch: (signal: AbortSignal) =>
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
    });
    const openings = ['a', 'b'].map((key) => fixture.spool.open(silent(key), leaving.signal));
    await vi.waitFor(() => expect(checks.size).toBe(2));
    pass(GRACE_MS);
    (await open(wholeSource('next', WAVE))).release();
    leaving.abort(new Error('left'));
    for (const opening of openings) await expect(opening).rejects.toThrow('left');
  });
});
