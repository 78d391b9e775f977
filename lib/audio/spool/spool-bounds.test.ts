import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import type { LegSource } from './leg-source';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const WAVE = waveOf(soundOf(1_000_000));
const here = () => new AbortController().signal;
let fixture: SpoolFixture;
let now = 0;

beforeEach(async () => {
  now = 1_000_000;
  fixture = await createSpoolFixture({
    maxBytes: 3_500_000,
    ttlMs: 600_000,
    now: () => now,
  });
});
afterEach(() => fixture.close());

async function hear(source: LegSource): Promise<void> {
  const recording = await fixture.spool.open(source, here());
  await recording.read(0, recording.size);
  recording.release();
  await untilComplete(source);
}

/** All bytes may have arrived a moment before the entry knows that no more will come. */
const untilComplete = (source: LegSource) =>
  vi.waitFor(async () => {
    const recording = await fixture.spool.open(source, here());
    recording.release();
    expect(recording.arrival).toBe('complete');
  });

const fileCount = async () => (await readdir(fixture.directory)).length;

test('removes the least recently used leg first', async () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((key) => wholeSource(key, WAVE));
  if (!a || !b || !c || !d) throw new Error('four sources are needed');
  for (const source of [a, b, c, a, d]) await hear(source);
  await vi.waitFor(async () => expect(await fileCount()).toBe(3));

  for (const source of [a, c, d]) await hear(source);
  expect([a, b, c, d].map((source) => source.fetchCount)).toEqual([1, 1, 1, 1]);
  await hear(b);
  expect(b.fetchCount).toBe(2);
});

test('never removes what is being read, and refuses another leg instead', async () => {
  const sources = ['a', 'b', 'c'].map((key) => wholeSource(key, WAVE));
  const held = await Promise.all(sources.map((source) => fixture.spool.open(source, here())));
  const other = wholeSource('d', WAVE);

  await expect(fixture.spool.open(other, here())).rejects.toMatchObject({
    code: 'spool-unavailable',
  });
  for (const recording of held) {
    expect(Buffer.from(await recording.read(0, WAVE.length)).equals(WAVE)).toBe(true);
    recording.release();
  }
  now += 2_000;
  await hear(other);
  expect(await fileCount()).toBe(3);
});

test('refuses a leg that is larger than all its room, whether its length was stated or not', async () => {
  const huge = waveOf(soundOf(5_000_000));
  for (const source of [wholeSource('a', huge), wholeSource('b', huge, null)]) {
    await expect(fixture.spool.open(source, here())).rejects.toThrow('Raise AUDIO_SPOOL_MAX_MB');
  }
  await vi.waitFor(async () => expect(await fileCount()).toBe(0));
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
});

test('frees the room of a leg whose download stopped', async () => {
  const stopped = scriptedSource('stopped', WAVE.length * 3);
  stopped.send(WAVE.subarray(0, 1_000));
  (await fixture.spool.open(stopped, here())).release();
  await vi.waitFor(() => expect(stopped.runningCount).toBe(0));

  for (const key of ['a', 'b', 'c']) await hear(wholeSource(key, WAVE));
  expect(await fileCount()).toBe(3);
});

test('fetches a leg again when it is too old', async () => {
  const source = wholeSource('leg', WAVE);
  await hear(source);
  now += 599_999;
  await hear(source);
  expect(source.fetchCount).toBe(1);
  now += 1;
  await hear(source);
  expect(source.fetchCount).toBe(2);
  await vi.waitFor(async () => expect(await fileCount()).toBe(1));
});

test('keeps serving an old leg while somebody listens, and removes it with the last listener', async () => {
  const source = wholeSource('leg', WAVE);
  const first = await fixture.spool.open(source, here());
  await first.read(0, first.size);
  await untilComplete(source);
  now += 700_000;
  const second = await fixture.spool.open(source, here());
  expect(second.etag).toBe(first.etag);
  first.release();
  second.release();
  await vi.waitFor(async () => expect(await fileCount()).toBe(0));
});
