import { readFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { processTimers } from '@/lib/concurrency/with-deadline';
import type { LegSource } from './leg-source';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';
import { wipeLeftovers } from './wipe-leftovers';

const GSM = readFileSync(fileURLToPath(new URL('../fixtures/speech-gsm.wav', import.meta.url)));
const WAVE = waveOf(soundOf(100_000));
/** Turns of the event loop from the first question to the leg's end, with some to spare. */
const TURNS = 60;
let fixture: SpoolFixture;
afterEach(() => fixture.close());

describe.each([
  ['GSM, length stated', GSM, GSM.length],
  ['GSM, length not stated', GSM, null],
  ['WAV, length stated', WAVE, WAVE.length],
  ['WAV, length not stated', WAVE, null],
])('a leg of %s', (_name, bytes, contentLength) => {
  test('that is left at any moment leaves neither a file nor a reservation', async () => {
    // Nothing lingers: the moment of leaving is the moment of the end.
    const timers = {
      ...processTimers,
      after: (ms: number, act: () => void) => processTimers.after(Math.min(ms, 0), act),
    };
    fixture = await createSpoolFixture({ lingerMs: 0, timers, ttlMs: 20 });
    for (let turns = 0; turns < TURNS; turns += 1) {
      const leaving = new AbortController();
      const source = scriptedSource(`leg ${turns}`, contentLength);
      const opening = fixture.spool.open(source, leaving.signal).then(
        (recording) => recording.release(),
        () => {},
      );
      source.send(bytes.subarray(0, 5_000));
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      source.send(bytes.subarray(5_000));
      if (turns % 2 === 0) source.end();
      leaving.abort(new Error('left'));
      await opening;
    }
    await vi.waitFor(() => expect(fixture.spool.usage().downloads.running).toBe(0));
    await vi.waitFor(async () => expect(await readdir(fixture.directory)).toEqual([]));
    expect(fixture.spool.usage().bytes).toBe(0);
  });
});

test('what is being made of a leg ends with the leg, and leaves nothing', async () => {
  fixture = await createSpoolFixture({ maxBytes: 3_000_000, lingerMs: 60_000 });
  const here = () => new AbortController().signal;
  const hear = async (source: LegSource) => {
    const recording = await fixture.spool.open(source, here());
    recording.release();
    await recording.whenArrived(recording.size - 1);
  };
  await hear(wholeSource('leg', waveOf(soundOf(2_000_000))));
  await vi.waitFor(() => expect(fixture.spool.usage().downloads.running).toBe(0));
  const made = scriptedSource('made', null);
  const leaving = new AbortController();
  const opening = fixture.spool.open({ ...made, madeOf: 'leg' }, leaving.signal);
  await vi.waitFor(() => expect(made.runningCount).toBe(1));
  leaving.abort(new Error('left'));
  await expect(opening).rejects.toThrow('left');

  // The leg has to go for this one, and with it what is made of it.
  const other = waveOf(soundOf(1_100_000));
  await hear(wholeSource('other', other));
  made.send(WAVE);
  made.end();
  await vi.waitFor(() => expect(made.runningCount).toBe(0));
  await vi.waitFor(() => expect(fixture.spool.usage().downloads.running).toBe(0));
  await vi.waitFor(async () => expect(await readdir(fixture.directory)).toHaveLength(1));
  expect(fixture.spool.usage().bytes).toBe(other.length);
});

describe('what an earlier process left', () => {
  test('is deleted although a folder has the name of a spool file', async () => {
    fixture = await createSpoolFixture();
    const { directory } = fixture;
    await mkdir(join(directory, 'a.legato-spool'));
    await writeFile(join(directory, 'a.legato-spool', 'kept'), 'of somebody');
    await writeFile(join(directory, 'b.legato-spool'), 'left over');
    await mkdir(join(directory, 'c.legato-spool'));
    await writeFile(join(directory, 'd.txt'), 'of somebody');
    const refused: unknown[] = [];
    wipeLeftovers(directory, (error) => refused.push(error));
    expect((await readdir(directory)).sort()).toEqual([
      'a.legato-spool',
      'c.legato-spool',
      'd.txt',
    ]);
    expect(refused).toEqual([]);
  });
});
