import { type FileHandle, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soundOf } from '@/lib/audio/formats/wave-fixture';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { type OpenFile, SpoolFile } from './spool-file';

const MOST_IN_MEMORY = 256 * 1024;
const PIECE = soundOf(64 * 1024);
let directory = '';
/** What the disk does with each write. */
let disk: 'takes all' | 'waits' | 'fails' = 'takes all';
let letGo = () => {};
const files: SpoolFile[] = [];

/** A real file behind a disk that takes its time, or fails. */
const openFile: OpenFile = async (path, flags, mode) => {
  const file = await open(path, flags, mode);
  const write = file.write.bind(file);
  const slowWrite = async (...values: Parameters<FileHandle['write']>) => {
    if (disk === 'waits') {
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
    }
    if (disk === 'fails') throw new Error('the disk is full');
    return write(...values);
  };
  return Object.assign(file, { write: slowWrite });
};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'legato-file-'));
  disk = 'takes all';
});
afterEach(async () => {
  disk = 'takes all';
  letGo();
  await Promise.all(files.splice(0).map((file) => file.remove()));
  await rm(directory, { recursive: true, force: true });
});

function createFile(): SpoolFile {
  const file = new SpoolFile({ directory, lingerMs: 0, openFile, timers: processTimers });
  files.push(file);
  return file;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

/** Appends pieces until one has to wait for the disk. */
async function appendUntilItWaits(file: SpoolFile) {
  let waiting: Promise<void> | null = null;
  for (let piece = 0; piece < 100 && !waiting; piece += 1) {
    let isTaken = false;
    const appending = file.append(PIECE).then(() => {
      isTaken = true;
    });
    appending.catch(() => {});
    await turns(2);
    if (!isTaken) waiting = appending;
  }
  return { waiting };
}

test('what was appended can be read before the file exists', async () => {
  disk = 'waits';
  const file = createFile();
  file.hold();
  void file.append(PIECE);
  expect(file.availableBytes).toBe(PIECE.length);
  expect(Buffer.from(file.read(1_000, 2_000)).equals(PIECE.subarray(1_000, 3_000))).toBe(true);
  file.release();
});

test('a disk that does not keep up makes the next piece wait, at a quarter of a megabyte', async () => {
  disk = 'waits';
  const file = createFile();
  await file.opened;
  const { waiting } = await appendUntilItWaits(file);
  expect(file.availableBytes).toBe(MOST_IN_MEMORY);
  disk = 'takes all';
  letGo();
  await waiting;
  await file.endWriting();
  expect(file.availableBytes).toBe(MOST_IN_MEMORY + PIECE.length);
});

test('a read that begins on the disk and ends in memory gives all of it', async () => {
  const file = createFile();
  file.hold();
  const pieces = Array.from({ length: 12 }, (_, index) =>
    PIECE.map((byte) => (byte + index) % 256),
  );
  for (const piece of pieces) await file.append(piece);
  const whole = Buffer.concat(pieces);
  for (const [from, length] of [
    [0, whole.length],
    [1, 70_001],
    [400_000, 300_000],
  ] as const) {
    expect(Buffer.from(file.read(from, length)).equals(whole.subarray(from, from + length))).toBe(
      true,
    );
  }
  await file.endWriting();
  expect(Buffer.from(file.read(0, whole.length)).equals(whole)).toBe(true);
  file.release();
  const [name = ''] = await readdir(directory);
  const stored = await readFile(join(directory, name));
  expect(stored.length).toBe(whole.length);
  expect(stored.includes(whole.subarray(1_000, 1_016))).toBe(false);
});

test('those who wait for bytes get them as soon as they are appended', async () => {
  disk = 'waits';
  const file = createFile();
  const arrived = vi.fn();
  const waiting = file.whenAvailable(10, new Set()).then(arrived);
  await turns(2);
  expect(arrived).not.toHaveBeenCalled();
  void file.append(PIECE);
  await waiting;
  expect(arrived).toHaveBeenCalled();
});

test('a disk that fails rejects those who append, wait or hold, and is reported once', async () => {
  const file = createFile();
  await file.append(PIECE);
  await vi.waitFor(() => expect(file.availableBytes).toBe(PIECE.length));
  const onFailure = vi.fn();
  file.onFailure = onFailure;
  const waiting = file.whenAvailable(10 * PIECE.length, new Set());
  disk = 'fails';
  await file.append(PIECE);
  await expect(waiting).rejects.toMatchObject({ code: 'spool-unavailable' });
  await expect(file.append(PIECE)).rejects.toMatchObject({ code: 'spool-unavailable' });
  await expect(file.endWriting()).rejects.toMatchObject({ code: 'spool-unavailable' });
  expect(() => file.hold()).toThrow('damaged');
  expect(file.availableBytes).toBeLessThanOrEqual(PIECE.length);
  expect(onFailure).toHaveBeenCalledTimes(1);
  await file.remove();
  expect(await readdir(directory)).toEqual([]);
});

test('a file that is deleted from outside while it is written is closed, and refuses new holders', async () => {
  const file = createFile();
  file.hold();
  await file.opened;
  const [name = ''] = await readdir(directory);
  await rm(join(directory, name));
  await file.append(PIECE);
  await file.endWriting();
  expect(() => file.read(0, 10)).toThrow('gone');
  expect(() => file.hold()).toThrow('damaged');
  file.release();
});

test('an append that waits ends when the file is removed', async () => {
  disk = 'waits';
  const file = createFile();
  await file.opened;
  const { waiting } = await appendUntilItWaits(file);
  const removing = file.remove();
  await expect(waiting).rejects.toThrow('removed');
  letGo();
  await removing;
  expect(await readdir(directory)).toEqual([]);
});

test('who lets go of a recording waits for no byte of it any more', async () => {
  const file = createFile();
  const waits = new Set<(reason: Error) => void>();
  const waiting = [1, 2, 3].map((bytes) => file.whenAvailable(bytes, waits));
  expect([file.waiting, waits.size]).toEqual([3, 3]);
  for (const end of [...waits]) end(new Error('left'));
  for (const wait of waiting) await expect(wait).rejects.toThrow('left');
  expect([file.waiting, waits.size]).toEqual([0, 0]);
});
