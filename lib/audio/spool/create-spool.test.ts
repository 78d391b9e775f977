import { randomInt } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDecodingThread } from '@/lib/audio/decode/decoding-thread';
import { startDecodingHere } from '@/lib/audio/decode/start-decoding-fixture';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { createSoundMeter } from '@/lib/audio/measure/sound-meter';
import { startMeasuringHere } from '@/lib/audio/measure/start-measuring-fixture';
import { createSpool } from './create-spool';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const WAVE = waveOf(soundOf(300_000));
const here = () => new AbortController().signal;
let fixture: SpoolFixture;

beforeEach(async () => {
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

/** Reads a whole leg, like a listener who stays to the end. */
async function hear(source: Parameters<SpoolFixture['spool']['open']>[0]): Promise<Buffer> {
  const recording = await fixture.spool.open(source, here());
  try {
    return Buffer.from(await recording.read(0, recording.size));
  } finally {
    recording.release();
  }
}

test('reads any offset of what it stored', async () => {
  const recording = await fixture.spool.open(wholeSource('leg', WAVE), here());
  await recording.read(WAVE.length - 1, 1);
  for (let round = 0; round < 200; round += 1) {
    const offset = randomInt(WAVE.length);
    const length = randomInt(1, 70_000);
    const bytes = Buffer.from(await recording.read(offset, length));
    expect(bytes.equals(WAVE.subarray(offset, offset + length))).toBe(true);
  }
  recording.release();
});

test('keeps nothing readable on the disk, and no file open when nobody listens', async () => {
  await hear(wholeSource('leg', WAVE));
  await fixture.untilStored();
  const [name = ''] = await readdir(fixture.directory);
  const stored = await readFile(join(fixture.directory, name));

  expect(stored.length).toBe(WAVE.length);
  expect(stored.includes(WAVE.subarray(1_000, 1_016))).toBe(false);
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
});

test('fetches a leg once for simultaneous and for later listeners', async () => {
  const source = wholeSource('leg', WAVE);
  const all = await Promise.all([hear(source), hear(source), hear(source)]);
  await hear(source);

  expect(all.every((bytes) => bytes.equals(WAVE))).toBe(true);
  expect(source.fetchCount).toBe(1);
});

describe('when the last listener leaves before the end', () => {
  test('stops the download and deletes what arrived', async () => {
    const source = scriptedSource('leg', WAVE.length);
    source.send(WAVE.subarray(0, 1_000));
    const recording = await fixture.spool.open(source, here());
    const other = await fixture.spool.open(source, here());
    recording.release();
    recording.release();
    expect(source.runningCount).toBe(1);

    other.release();
    await vi.waitFor(() => expect(source.runningCount).toBe(0));
    await vi.waitFor(async () => expect(await readdir(fixture.directory)).toEqual([]));
    await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
  });

  test('goes on when somebody comes back in time, as a seek does', async () => {
    const patient = await createSpoolFixture({ lingerMs: 60_000 });
    const source = scriptedSource('leg', WAVE.length);
    source.send(WAVE.subarray(0, 1_000));
    (await patient.spool.open(source, here())).release();
    const recording = await patient.spool.open(source, here());
    source.send(WAVE.subarray(1_000));
    source.end();

    expect(Buffer.from(await recording.read(0, WAVE.length)).equals(WAVE)).toBe(true);
    expect(source.fetchCount).toBe(1);
    recording.release();
    await patient.close();
  });

  test('stops even before anything has come, and rejects the listener with the reason', async () => {
    const source = scriptedSource('leg', WAVE.length);
    const leaving = new AbortController();
    const opening = fixture.spool.open(source, leaving.signal);
    await vi.waitFor(() => expect(source.runningCount).toBe(1));
    leaving.abort(new Error('gone'));

    await expect(opening).rejects.toThrow('gone');
    await vi.waitFor(() => expect(source.runningCount).toBe(0));
  });
});

describe('downloads', () => {
  test('run no more at once than allowed, the rest in order', async () => {
    const small = await createSpoolFixture({ maxDownloads: 2 });
    const sources = ['a', 'b', 'c', 'd'].map((key) => scriptedSource(key, WAVE.length));
    const openings = sources.map((source) => small.spool.open(source, here()));
    const running = () => sources.map((source) => source.runningCount);
    await vi.waitFor(() => expect(running()).toEqual([1, 1, 0, 0]));

    for (const [index, expected] of [
      [1, [1, 0, 1, 0]],
      [0, [0, 0, 1, 1]],
    ] as const) {
      sources[index]?.send(WAVE);
      sources[index]?.end();
      await vi.waitFor(() => expect(running()).toEqual(expected));
    }
    for (const source of sources.slice(2)) {
      source.send(WAVE);
      source.end();
    }
    for (const recording of await Promise.all(openings)) recording.release();
    await small.close();
  });

  test('that are still queued are dropped when their last listener leaves', async () => {
    const small = await createSpoolFixture({ maxDownloads: 1, lingerMs: 0 });
    const first = scriptedSource('first', WAVE.length);
    const second = scriptedSource('second', WAVE.length);
    const third = wholeSource('third', WAVE);
    const leaving = new AbortController();
    const openings = [small.spool.open(first, here()), small.spool.open(second, leaving.signal)];
    const last = small.spool.open(third, here());
    leaving.abort();
    await expect(openings[1]).rejects.toThrow();
    first.send(WAVE);
    first.end();

    (await last).release();
    expect(second.fetchCount).toBe(0);
    (await openings[0])?.release();
    await small.close();
  });
});

test('wipes what an earlier process left, and nothing else', async () => {
  await hear(wholeSource('leg', WAVE));
  const { directory } = fixture;
  await writeFile(join(directory, 'a-note.txt'), 'not ours');
  const meter = createSoundMeter(startMeasuringHere);
  const decoding = createDecodingThread(startDecodingHere);
  const options = { directory, maxBytes: 1e6, ttlMs: 1e6, maxDownloads: 1, meter, decoding };
  const next = createSpool(options);

  expect(await readdir(directory)).toEqual(['a-note.txt']);
  await next.close();
});

test('refuses after it was closed, and leaves no file behind', async () => {
  const source = scriptedSource('leg', WAVE.length);
  source.send(WAVE.subarray(0, 1_000));
  const recording = await fixture.spool.open(source, here());
  const reading = expect(recording.read(0, WAVE.length)).rejects.toThrow('shutting down');
  await fixture.spool.close();

  await reading;
  expect(source.runningCount).toBe(0);
  await expect(fixture.spool.open(source, here())).rejects.toMatchObject({
    code: 'spool-unavailable',
  });
  recording.release();
  expect(await readdir(fixture.directory)).toEqual([]);
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
});
