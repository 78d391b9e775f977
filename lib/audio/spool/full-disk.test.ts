import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type FileHandle, open, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import type { LegSource } from './leg-source';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const WAVE = waveOf(soundOf(1_000_000));
const here = () => new AbortController().signal;
let fixture: SpoolFixture;
const endings: (() => void)[] = [];

afterEach(async () => {
  await fixture.close();
  for (const end of endings.splice(0)) end();
});

async function hear(source: LegSource): Promise<void> {
  const recording = await fixture.spool.open(source, here());
  expect(Buffer.from(await recording.read(0, recording.size)).equals(WAVE)).toBe(true);
  recording.release();
  await vi.waitFor(async () => {
    const stored = await fixture.spool.open(source, here());
    stored.release();
    expect(stored.arrival).toBe('complete');
  });
}

/** A file system of 4 MB of its own, for root on Linux; null elsewhere. */
function mountSmallDisk(): string | null {
  const directory = mkdtempSync(join(tmpdir(), 'legato-disk-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', directory], {
      stdio: 'ignore',
    });
  } catch {
    remove();
    return null;
  }
  endings.push(() => {
    execFileSync('umount', ['-l', directory]);
    remove();
  });
  return directory;
}

const canMount = mountSmallDisk() !== null;
for (const end of endings.splice(0)) end();

describe.runIf(canMount)('a disk that is full before the bound of the spool is reached', () => {
  async function onSmallDisk(): Promise<string> {
    const directory = mountSmallDisk();
    if (!directory) throw new Error('it could be mounted a moment ago');
    fixture = await createSpoolFixture({ directory, lingerMs: 1 });
    return directory;
  }

  test('loses the legs that were not used for longest, and the new one is heard', async () => {
    await onSmallDisk();
    const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((key) => wholeSource(key, WAVE));
    if (!a || !b || !c || !d || !e) throw new Error('there are five');
    for (const source of [a, b, c, a, d, e, a]) await hear(source);
    expect([a, b, c, d, e].map(({ fetchCount }) => fetchCount)).toEqual([1, 1, 1, 1, 1]);
    await hear(b);
    expect(b.fetchCount).toBe(2);
  });

  test('gives way to a leg although other files fill it', async () => {
    const directory = await onSmallDisk();
    for (const key of ['a', 'b']) await hear(wholeSource(key, WAVE));
    await writeFile(join(directory, 'of-somebody-else'), new Uint8Array(2_000_000));
    const sources = [wholeSource('c', WAVE), wholeSource('d', WAVE, null)];
    for (const source of sources) await hear(source);
    expect(sources.map(({ fetchCount }) => fetchCount)).toEqual([1, 1]);
  });

  test('refuses before the headers what it has no room for, and deletes nothing for it', async () => {
    const directory = await onSmallDisk();
    const kept = wholeSource('kept', WAVE);
    await hear(kept);
    const url = await fixture.serve(wholeSource('larger', waveOf(soundOf(5_000_000))));
    const response = await fetch(url);
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('spool-unavailable');
    await hear(kept);
    expect(kept.fetchCount).toBe(1);

    const held = await fixture.spool.open(kept, here());
    await writeFile(join(directory, 'of-somebody-else'), new Uint8Array(2_800_000));
    const other = await fetch(await fixture.serve(wholeSource('other', WAVE)));
    expect(other.status).toBe(503);
    held.release();
    expect((await fetch(await fixture.serve(wholeSource('third', WAVE)))).status).toBe(200);
  });
});

describe('a disk that says it has room and refuses', () => {
  const capacity = 3_500_000;
  let directory = '';

  /** Refuses what would take the folder over its capacity, as a quota does. */
  async function openFile(path: string, flags: string, mode: number): Promise<FileHandle> {
    directory = join(path, '..');
    const handle = await open(path, flags, mode);
    const write = handle.write.bind(handle) as (...given: unknown[]) => Promise<unknown>;
    const guarded = async (bytes: Uint8Array, offset: number, ...rest: unknown[]) => {
      const sizes = await Promise.all(
        (await readdir(directory)).map((name) =>
          stat(join(directory, name)).then(
            (s) => s.size,
            () => 0,
          ),
        ),
      );
      const taken = sizes.reduce((sum, size) => sum + size, 0);
      if (taken + bytes.length - offset > capacity) {
        throw Object.assign(new Error('quota'), { code: 'EDQUOT' });
      }
      return write(bytes, offset, ...rest);
    };
    return Object.assign(handle, { write: guarded });
  }

  test('is given room while a leg is being written', async () => {
    fixture = await createSpoolFixture({ openFile, lingerMs: 1 });
    for (const key of ['a', 'b', 'c', 'd', 'e']) await hear(wholeSource(key, WAVE));
    const sources = ['f', 'g'].map((key) => wholeSource(key, WAVE));
    await Promise.all(sources.map(hear));
    expect(sources.map(({ fetchCount }) => fetchCount)).toEqual([1, 1]);
  });

  test('fails the leg where all that is stored is being heard', async () => {
    fixture = await createSpoolFixture({ openFile, lingerMs: 1 });
    const heard = ['a', 'b', 'c'].map((key) => wholeSource(key, WAVE));
    for (const source of heard) await hear(source);
    const held = await Promise.all(heard.map((source) => fixture.spool.open(source, here())));
    const other = scriptedSource('other', null);
    const opening = fixture.spool.open(other, here());
    other.send(WAVE);
    await expect(opening).rejects.toMatchObject({ code: 'spool-unavailable' });
    for (const recording of held) recording.release();
  });
});

describe('a leg that is larger than the room there is', () => {
  const untilEmptied = async (keys: readonly string[], source: LegSource) => {
    const stored = keys.map((key) => wholeSource(key, WAVE));
    for (const one of stored) await hear(one);
    await expect(fixture.spool.open(source, here())).rejects.toThrow('Raise AUDIO_SPOOL_MAX_MB');
    await vi.waitFor(() => expect(fixture.spool.usage().downloads.running).toBe(0));
    for (const one of stored) await hear(one);
    return stored.filter(({ fetchCount }) => fetchCount > 1).length;
  };

  test('is refused before anything is deleted for it', async () => {
    fixture = await createSpoolFixture({ maxBytes: 5_000_000 });
    const larger = wholeSource('larger', waveOf(soundOf(6_000_000)));
    expect(await untilEmptied(['a', 'b', 'c', 'd'], larger)).toBe(0);
  });

  test('takes half of the room at most where its length is not stated', async () => {
    fixture = await createSpoolFixture({ maxBytes: 8_000_000 });
    const endless = wholeSource('endless', waveOf(soundOf(9_000_000)), null);
    expect(await untilEmptied(['a', 'b', 'c', 'd', 'e', 'f'], endless)).toBeLessThanOrEqual(3);
  });
});
