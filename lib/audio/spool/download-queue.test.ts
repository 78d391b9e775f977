import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { scriptedSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const WAVE = waveOf(soundOf(30_000));
const here = () => new AbortController().signal;
type Source = ReturnType<typeof scriptedSource>;

let fixture: SpoolFixture;
let sources: Source[];
/** The keys of all fetches, in their order. */
let fetched: string[];
let most: number;

function newSource(key: string): Source {
  const source = scriptedSource(key, WAVE.length);
  const fetchIt = source.fetch.bind(source);
  source.fetch = (signal) => {
    fetched.push(key);
    return fetchIt(signal);
  };
  sources.push(source);
  return source;
}

const running = () => sources.filter(({ runningCount }) => runningCount > 0).map(({ key }) => key);
const untilRunning = (...keys: string[]) =>
  vi.waitFor(() => {
    most = Math.max(most, running().length);
    expect(running().sort()).toEqual(keys.sort());
  });

function sendAll(source: Source): void {
  source.send(WAVE);
  source.end();
}

const hear = (source: Source) => fixture.spool.open(source, here());
const save = (source: Source) => fixture.spool.open(source, here(), { purpose: 'save' });
const measure = (source: Source, signal = here()) => fixture.spool.measure(source, signal, 60_000);
const released = async (...openings: ReturnType<typeof hear>[]) => {
  for (const recording of await Promise.all(openings)) recording.release();
};

beforeEach(() => {
  sources = [];
  fetched = [];
  most = 0;
});
afterEach(() => fixture.close());

const withDownloads = async (maxDownloads: number) => {
  fixture = await createSpoolFixture({ maxDownloads });
};

describe('legs that wait', () => {
  test('are fetched as urgently as they are wanted: heard, then saved, then measured', async () => {
    await withDownloads(1);
    const [now, wave, wave2, file, sound] = ['now', 'wave', 'wave 2', 'file', 'sound'].map(
      newSource,
    );
    if (!now || !wave || !wave2 || !file || !sound) throw new Error('there are five');
    const opening = hear(now);
    await untilRunning('now');
    const measured = [measure(wave), measure(wave2)];
    const openings = [opening, save(file), hear(sound)];
    for (const source of [now, sound, file, wave, wave2]) {
      await untilRunning(source.key);
      sendAll(source);
    }
    await released(...openings);
    await Promise.all(measured);
    expect(fetched).toEqual(['now', 'sound', 'file', 'wave', 'wave 2']);
  });

  test('move up when somebody wants to hear them', async () => {
    await withDownloads(1);
    const [now, first, second] = ['now', 'first', 'second'].map(newSource);
    if (!now || !first || !second) throw new Error('there are three');
    const opening = hear(now);
    await untilRunning('now');
    const measured = [measure(first), measure(second)];
    const heard = hear(second);
    for (const source of [now, second, first]) {
      await untilRunning(source.key);
      sendAll(source);
    }
    await released(opening, heard);
    await Promise.all(measured);
    expect(fetched).toEqual(['now', 'second', 'first']);
  });
});

describe('a leg that somebody wants to hear', () => {
  test.each([1, 2])('does not wait where all of %i downloads only measure', async (count) => {
    await withDownloads(count);
    const waves = Array.from({ length: count }, (_, index) => newSource(`wave ${index}`));
    const measured = waves.map((source) => measure(source));
    await untilRunning(...waves.map(({ key }) => key));
    const sound = newSource('sound');
    const opening = hear(sound);
    await vi.waitFor(() => expect(running()).toContain('sound'));
    expect(running()).toHaveLength(count);

    sendAll(sound);
    await released(opening);
    await untilRunning(...waves.map(({ key }) => key));
    for (const source of waves) sendAll(source);
    for (const found of await Promise.all(measured)) expect(found.arrival).toBe('complete');
  });

  test('takes the place of the one of which least has come, which goes on first afterwards', async () => {
    await withDownloads(2);
    const [much, little, waiting, sound] = ['much', 'little', 'waiting', 'sound'].map(newSource);
    if (!much || !little || !waiting || !sound) throw new Error('there are four');
    const measured = [measure(much), measure(little), measure(waiting)];
    await untilRunning('little', 'much');
    much.send(WAVE.subarray(0, 20_000));
    little.send(WAVE.subarray(0, 1_000));
    await vi.waitFor(async () => {
      const far = await fixture.spool.measure(much, here(), 0);
      const near = await fixture.spool.measure(little, here(), 0);
      expect(far.peaks.rms.length).toBeGreaterThan(near.peaks.rms.length);
    });

    const opening = hear(sound);
    await untilRunning('much', 'sound');
    sendAll(sound);
    await released(opening);
    await untilRunning('little', 'much');
    for (const source of [much, little]) sendAll(source);
    await untilRunning('waiting');
    sendAll(waiting);
    await Promise.all(measured);
    expect(fetched).toEqual(['much', 'little', 'sound', 'little', 'waiting']);
    expect(most).toBe(2);
  });

  test('takes no more places than it needs', async () => {
    await withDownloads(3);
    const waves = ['wave 1', 'wave 2'].map(newSource);
    const measured = waves.map((source) => measure(source));
    await untilRunning('wave 1', 'wave 2');
    const [one, two] = [newSource('one'), newSource('two')];
    const openings = [hear(one), hear(two)];
    await vi.waitFor(() => expect(running()).toEqual(expect.arrayContaining(['one', 'two'])));
    expect(running()).toHaveLength(3);
    for (const source of [one, two]) sendAll(source);
    await released(...openings);
    await untilRunning('wave 1', 'wave 2');
    for (const source of waves) sendAll(source);
    await Promise.all(measured);
    expect(fetched.filter((key) => key.startsWith('wave'))).toHaveLength(3);
  });

  test('waits for legs that others hear or save, whoever measures them too', async () => {
    await withDownloads(2);
    const [heard, saved, sound] = ['heard', 'saved', 'sound'].map(newSource);
    if (!heard || !saved || !sound) throw new Error('there are three');
    const measured = [measure(heard), measure(saved)];
    await untilRunning('heard', 'saved');
    const openings = [hear(heard), save(saved), hear(sound)];
    sendAll(saved);
    await untilRunning('heard', 'sound');
    for (const source of [heard, sound]) sendAll(source);
    await released(...openings);
    await Promise.all(measured);
    expect(fetched).toEqual(['heard', 'saved', 'sound']);
  });

  test('ends for good what nobody measures any more', async () => {
    await withDownloads(1);
    const [wave, sound] = [newSource('wave'), newSource('sound')];
    const leaving = new AbortController();
    const measured = measure(wave, leaving.signal);
    await untilRunning('wave');
    const opening = hear(sound);
    leaving.abort(new Error('left'));
    await expect(measured).rejects.toThrow('left');
    await untilRunning('sound');
    sendAll(sound);
    await released(opening);
    await vi.waitFor(() => expect(running()).toEqual([]));
    expect(fetched).toEqual(['wave', 'sound']);
  });
});

describe('legs that nobody waits for any more', () => {
  test('leave the queue, so that it holds those alone that somebody wants', async () => {
    await withDownloads(1);
    const now = newSource('now');
    const opening = hear(now);
    await untilRunning('now');
    const leaving = new AbortController();
    const measured = Array.from({ length: 3_000 }, (_, index) =>
      measure(newSource(`wave ${index}`), leaving.signal),
    );
    const kept = newSource('kept');
    const keeping = measure(kept);
    await vi.waitFor(() => expect(fixture.spool.usage().downloads.waiting).toBe(3_001));
    leaving.abort(new Error('left'));
    await Promise.allSettled(measured);
    await vi.waitFor(() => expect(fixture.spool.usage().downloads.waiting).toBe(1));
    for (const source of [now, kept]) {
      await untilRunning(source.key);
      sendAll(source);
    }
    await released(opening);
    await keeping;
    expect(fetched).toEqual(['now', 'kept']);
  });
});

describe('more legs than may wait', () => {
  test('are refused, with when to try again, and leave nothing behind', async () => {
    fixture = await createSpoolFixture({ maxDownloads: 1, maxWaiting: 3 });
    const now = newSource('now');
    const opening = hear(now);
    await untilRunning('now');
    const openings = ['a', 'b', 'c'].map((key) => hear(newSource(key)));
    await expect(hear(newSource('d'))).rejects.toMatchObject({
      code: 'spool-unavailable',
      retryAfterSeconds: 10,
    });
    expect(fixture.spool.usage().downloads).toEqual({ running: 1, waiting: 3 });
    for (const key of ['now', 'a', 'b', 'c']) {
      await untilRunning(key);
      const source = sources.find((one) => one.key === key);
      if (source) sendAll(source);
    }
    await released(opening, ...openings);
  });

  test('lose one that is only measured to one that somebody hears', async () => {
    fixture = await createSpoolFixture({ maxDownloads: 1, maxWaiting: 2 });
    const now = newSource('now');
    const opening = hear(now);
    await untilRunning('now');
    const waves = ['wave 1', 'wave 2'].map(newSource);
    const measured = Promise.allSettled(waves.map((source) => measure(source)));
    await vi.waitFor(() => expect(fixture.spool.usage().downloads.waiting).toBe(2));
    const sound = newSource('sound');
    const heard = hear(sound);
    sendAll(now);
    await untilRunning('sound');
    sendAll(sound);
    await untilRunning('wave 2');
    for (const source of waves) sendAll(source);
    await released(opening, heard);
    const [first, second] = await measured;
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'spool-unavailable' } });
    expect(second?.status).toBe('fulfilled');
  });
});
