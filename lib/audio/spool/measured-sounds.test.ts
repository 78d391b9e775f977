import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { measuredLeg } from '@/lib/audio/kept/kept-fixture';
import { KeptWaves } from '@/lib/audio/kept/kept-waves';
import { SoundMemory, sizeOf } from '@/lib/audio/kept/sound-memory';
import { createSoundMeter } from '@/lib/audio/measure/sound-meter';
import { startMeasuringHere } from '@/lib/audio/measure/start-measuring-fixture';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { LegatoError } from '@/lib/errors';
import { createSimulator, DEMO_API_KEY } from '@/lib/simulator/create-simulator';
import type { LegSource } from './leg-source';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const PATIENCE_MS = 60_000;
const WAVE = waveOf(soundOf(80_000));
const here = () => new AbortController().signal;
const fixtures: SpoolFixture[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legato-kept-'));
});
afterEach(async () => {
  await Promise.all(fixtures.splice(0).map((fixture) => fixture.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function spoolWith(options: Parameters<typeof createSpoolFixture>[0]) {
  const fixture = await createSpoolFixture(options);
  fixtures.push(fixture);
  return fixture.spool;
}

const keptFiles = () => readdirSync(folder).filter((name) => name.endsWith('.legato-waves'));

const openKept = () =>
  new KeptWaves({
    directory: folder,
    key: Buffer.alloc(32, 7),
    maxBytes: 1024 ** 2,
    ttlMs: 86_400_000,
    now: Date.now,
    timers: processTimers,
    log: { warn: () => {} },
  });

/** Leg 1 of a call of the simulated PBX, counted. */
async function simulatedLeg(tag: string): Promise<LegSource & { fetchCount: () => number }> {
  const simulator = createSimulator();
  const ask = (method: string, query: string) =>
    simulator.handle(
      new Request(
        `http://pbx/njadmin/rest/RecordingAPI/${method}?apiKey=${DEMO_API_KEY}&${query}`,
        { method: 'POST' },
      ),
    );
  const listed = (await (await ask('retrieveMetaData', `tag=${tag}`)).json()) as {
    UniqueId: string;
  }[];
  const query = `uniqueId=${listed[0]?.UniqueId}&leg=1`;
  const bytes = Buffer.from(await (await ask('retrieveByUniqueId', query)).arrayBuffer());
  const source = wholeSource(tag, bytes);
  return {
    key: tag,
    fetch: (signal) => source.fetch(signal),
    fetchCount: () => source.fetchCount,
  };
}

test.each(['WAV-PCM16-STEREO', 'WAV-PCM8', 'WAV-MULAW', 'WAV-GSM', 'MP3', 'OGG'])(
  'a leg of %s that memory has no room for is measured again, and not fetched again',
  async (tag) => {
    const source = await simulatedLeg(tag);
    const roomy = await spoolWith({});
    const expected = await roomy.measure(source, here(), PATIENCE_MS);
    const meter = createSoundMeter(startMeasuringHere);
    const begun = vi.spyOn(meter, 'begin');
    const narrow = await spoolWith({ soundMemoryBytes: 0, meter });
    await vi.waitFor(async () => {
      expect(await narrow.measure(source, here(), PATIENCE_MS)).toEqual(expected);
      expect(begun.mock.calls.length).toBeGreaterThan(2);
    });
    expect(expected.marks?.marks.length).toBeGreaterThan(0);
    expect(source.fetchCount()).toBe(2);
  },
);

test('what memory has lost and the disk has is there without waiting', async () => {
  const kept = openKept();
  const spool = await spoolWith({ kept, soundMemoryBytes: 0 });
  const source = wholeSource('a', WAVE);
  const { peaks } = await spool.measure(source, here(), PATIENCE_MS);
  await vi.waitFor(() => expect(keptFiles()).toHaveLength(1));
  const again = await spool.measure(source, here(), 0, { mayFetch: false });
  expect(again).toMatchObject({ arrival: 'complete', peaks });
  await kept.close();
});

test('a leg that broke off is measured again as what came of it', async () => {
  const spool = await spoolWith({ soundMemoryBytes: 0 });
  const source = scriptedSource('a', WAVE.length);
  const asked = spool.measure(source, here(), PATIENCE_MS);
  source.send(WAVE.subarray(0, 40_044));
  source.breakOff();
  const first = await asked;
  expect(first).toMatchObject({ arrival: 'broken-off', peaks: { durationSeconds: 2.5 } });
  expect(await spool.measure(source, here(), PATIENCE_MS)).toEqual(first);
  expect(source.fetchCount).toBe(1);
});

test('what a whole leg measured is kept, whoever fetched it, and asked for first', async () => {
  const kept = openKept();
  const spool = await spoolWith({ kept });
  const source = wholeSource('a', WAVE);
  const recording = await spool.open(source, here());
  await recording.read(0, recording.size);
  recording.release();
  await vi.waitFor(() => expect(keptFiles()).toHaveLength(1));

  const next = await spoolWith({ kept });
  const again = wholeSource('a', WAVE);
  const { arrival, peaks } = await next.measure(again, here(), PATIENCE_MS);
  expect(arrival).toBe('complete');
  expect(peaks).toEqual((await spool.measure(source, here(), PATIENCE_MS)).peaks);
  expect(again.fetchCount).toBe(0);
  await kept.close();
});

test('what came of a leg that broke off is not kept', async () => {
  const kept = openKept();
  const spool = await spoolWith({ kept });
  const source = scriptedSource('a', WAVE.length);
  const asked = spool.measure(source, here(), PATIENCE_MS);
  source.send(WAVE.subarray(0, 40_044));
  source.breakOff();
  expect((await asked).arrival).toBe('broken-off');
  await kept.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('of a leg that the PBX has deleted nothing is kept', async () => {
  const kept = openKept();
  const spool = await spoolWith({ kept });
  await spool.measure(wholeSource('a', WAVE), here(), PATIENCE_MS);
  await vi.waitFor(() => expect(keptFiles()).toHaveLength(1));

  const next = await spoolWith({ kept });
  const gone = {
    key: 'a',
    fetch: async () => {
      throw new LegatoError('recording-gone', 'The PBX no longer has it.');
    },
  };
  expect((await next.measure(gone, here(), PATIENCE_MS)).arrival).toBe('complete');
  await expect(next.open(gone, here())).rejects.toMatchObject({ code: 'recording-gone' });
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]));
  await expect(next.measure(gone, here(), PATIENCE_MS)).rejects.toMatchObject({
    code: 'recording-gone',
  });
  await kept.close();
});

test('a leg that was recorded again is fetched, and what was kept of it is replaced', async () => {
  const kept = openKept();
  const spool = await spoolWith({ kept });
  const short = { ...wholeSource('a', waveOf(soundOf(40_000))), revision: 'short' };
  await spool.measure(short, here(), PATIENCE_MS);
  await vi.waitFor(() => expect(keptFiles()).toHaveLength(1));

  const long = { ...wholeSource('a', WAVE), revision: 'long' };
  const next = await spoolWith({ kept });
  const { peaks } = await next.measure(long, here(), PATIENCE_MS);
  expect(peaks.durationSeconds).toBe(5);
  await vi.waitFor(async () =>
    expect(await kept.find({ key: 'a', revision: 'long' })).toMatchObject({
      peaks: { durationSeconds: 5 },
    }),
  );
  expect(keptFiles()).toHaveLength(1);
  await kept.close();
});

test('memory loses what was not used for longest, and never holds more than its bytes', () => {
  const leg = measuredLeg(1);
  const memory = new SoundMemory<string>(2 * sizeOf(leg));
  memory.set('a', leg);
  memory.set('b', leg);
  expect(memory.get('a')).toBe(leg);
  memory.set('c', leg);
  expect(['a', 'b', 'c'].map((owner) => memory.get(owner) !== null)).toEqual([true, false, true]);
  memory.delete('a');
  memory.set('d', measuredLeg(1, 60));
  expect(['a', 'c', 'd'].map((owner) => memory.get(owner))).toEqual([null, null, null]);
});
