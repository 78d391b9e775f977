import { expect, test } from 'vitest';
import { createLocalAccess } from '@/lib/access/access';
import type { LegSound } from '@/lib/audio/spool/leg-sound';
import { processTimers } from '@/lib/concurrency/with-deadline';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { getSounds, type SoundOfLeg } from './get-sounds';
import { createLegDirectory } from './leg-directory';
import type { Services } from './services';

const legOf = (leg: number): NoojeeLeg => ({
  ...{ uniqueId: '1.1', leg, callRecordId: null, tag: null, username: null, source: null },
  ...{ destination: null, did: null, direction: null, warnings: [] },
  startedAt: '2026-11-24T10:42:07+11:00',
  durationSeconds: 20,
});

const soundOf = (arrival: LegSound['arrival'], peakCount = 1): LegSound => ({
  arrival,
  peaks: {
    ...{ channels: 1, sampleRate: 8_000, samplesPerPeak: 160, durationSeconds: 20 },
    peaks: new Uint8Array(2 * peakCount),
    rms: new Uint8Array(peakCount),
  },
  marks: null,
});

/** A call of so many legs, each measured when the test says so. */
function callOf(legCount: number) {
  const asked: { leg: number; tell: (sound: LegSound) => void }[] = [];
  const left: number[] = [];
  const directory = createLegDirectory();
  const numbers = Array.from({ length: legCount }, (_, index) => index + 1);
  directory.remember(numbers.map(legOf));
  // Only what this verb uses.
  const services = {
    access: createLocalAccess(),
    directory,
    timers: processTimers,
    spool: {
      measure: ({ key }: { key: string }, signal: AbortSignal) =>
        new Promise<LegSound>((tell, reject) => {
          const leg = Number(key.split('/')[1]);
          asked.push({ leg, tell });
          const leave = () => {
            left.push(leg);
            reject(signal.reason);
          };
          signal.addEventListener('abort', leave, { once: true });
        }),
    },
  } as unknown as Services;
  const leaving = new AbortController();
  const actor = { kind: 'system', name: 'test' } as const;
  const askFor = (legs: readonly number[]) =>
    getSounds(services, actor, { uniqueId: '1.1', legs, keptOnly: false }, leaving.signal);
  return { asked, left, numbers, leaving, askFor };
}

test('of 5,000 legs sixty-four are waited for at a time, in order', async () => {
  const { asked, numbers, askFor } = callOf(5_000);
  const seen: SoundOfLeg[] = [];
  const reading = (async () => {
    for await (const sound of await askFor(numbers)) seen.push(sound);
  })();
  await expect.poll(() => asked.length).toBe(64);
  for (let told = 0; told < 5_000; told += 1) {
    await expect.poll(() => asked.length, { interval: 0 }).toBeGreaterThan(told);
    expect(asked.length - seen.length).toBeLessThanOrEqual(64 + 1);
    asked[told]?.tell(soundOf('complete'));
  }
  await reading;
  expect(seen).toHaveLength(5_000);
  expect(asked.map(({ leg }) => leg)).toEqual(numbers);
});

test('what nobody takes is not gathered: no further leg is begun', async () => {
  const { asked, numbers, askFor } = callOf(100);
  const sounds = (await askFor(numbers))[Symbol.asyncIterator]();
  const first = sounds.next();
  for (const { tell } of asked.slice(0, 64)) tell(soundOf('complete'));
  await first;
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(64);
  await sounds.next();
  expect(asked).toHaveLength(65);
});

test('nothing is begun before the first is taken', async () => {
  const { asked, askFor } = callOf(3);
  const sounds = (await askFor([3, 1]))[Symbol.asyncIterator]();
  expect(asked).toEqual([]);
  void sounds.next();
  expect(asked.map(({ leg }) => leg)).toEqual([3, 1]);
});

test('a part is told again when it has grown by a quarter', async () => {
  const { asked, askFor } = callOf(1);
  const sounds = (await askFor([1]))[Symbol.asyncIterator]();
  const parts: number[] = [];
  const taken = (async () => {
    for (;;) {
      const { value } = await sounds.next();
      if (value?.status !== 'arriving') return value?.status;
      parts.push(value.peaks.rms.length);
    }
  })();
  for (const peakCount of [0, 100, 100, 110, 125, 130, 200]) {
    const before = asked.length;
    asked.at(-1)?.tell(soundOf('arriving', peakCount));
    await expect.poll(() => asked.length, { interval: 0 }).toBe(before + 1);
  }
  asked.at(-1)?.tell(soundOf('complete', 200));
  expect(await taken).toBe('ready');
  // In base64.
  expect(parts).toEqual([100, 130, 200].map((bytes) => Math.ceil(bytes / 3) * 4));
});

test.each([
  ['stops taking', (end: () => void) => end()],
  ['has left', (_: () => void, leave: () => void) => leave()],
])('nobody waits for a leg any more when the caller %s', async (_name, end) => {
  const { left, leaving, askFor, asked } = callOf(3);
  const sounds = (await askFor([1, 2, 3]))[Symbol.asyncIterator]();
  const first = sounds.next();
  asked[0]?.tell(soundOf('complete'));
  await first;
  end(
    () => void sounds.return?.(),
    () => leaving.abort(new Error('left')),
  );
  await expect.poll(() => left).toEqual([1, 2, 3]);
});

test('a caller who leaves gets the reason, and no problem of a leg', async () => {
  const { leaving, askFor } = callOf(1);
  const sounds = (await askFor([1]))[Symbol.asyncIterator]();
  const first = sounds.next();
  leaving.abort(new Error('left'));
  await expect(first).rejects.toThrow('left');
});
