import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import { removeKeptFiles } from './kept-files';
import { measuredLeg } from './kept-fixture';
import { KeptWaves, type KeptWavesOptions } from './kept-waves';

const KEY = randomBytes(32);
const DAY_MS = 86_400_000;
let folder: string;
let directory: string;
let now: number;
let warnings: string[];
let sweep: () => void;
const opened: KeptWaves[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legato-kept-'));
  directory = join(folder, 'waves');
  // Later than the disk's own clock, which counts for nothing.
  now = Date.parse('2046-11-24T10:00:00Z');
  warnings = [];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((kept) => kept.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** Lets no time pass but the test's own. */
const timers: Pick<Timers, 'every'> = {
  every(ms, act) {
    sweep = act;
    return processTimers.every(2 ** 31 - 1 - ms, () => {});
  },
};

function openKept(options: Partial<KeptWavesOptions> = {}): KeptWaves {
  const kept = new KeptWaves({
    directory,
    key: KEY,
    maxBytes: 1024 ** 2,
    ttlMs: 30 * DAY_MS,
    now: () => now,
    timers,
    log: { warn: (_, message) => void warnings.push(message) },
    ...options,
  });
  opened.push(kept);
  return kept;
}

/** Keeps legs, one after the other, and ends that process. */
async function keepLegs(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const kept = openKept();
    kept.keep(leg(key), measuredLeg(key.length));
    await kept.close();
  }
}

const leg = (key: string, revision = 'first') => ({ key, revision });
const files = () => readdirSync(directory).sort();
const onlyFile = () => {
  const [name] = files();
  return join(directory, name ?? 'none');
};

describe('kept waves', () => {
  test('are the same after a restart', async () => {
    const measured = measuredLeg(1);
    const before = openKept();
    before.keep(leg('a'), measured);
    // At once, before they are on the disk.
    expect(await before.find(leg('a'))).toBe(measured);
    await before.close();

    const found = await openKept().find(leg('a'));
    expect(found).toEqual(measured);
    expect(found?.marks.marks.length).toBeGreaterThan(0);
    expect(await openKept().find(leg('b'))).toBeNull();
    expect(warnings).toEqual([]);
  });

  test('show neither what they are of nor what they hold', async () => {
    const measured = measuredLeg(1);
    const kept = openKept();
    kept.keep(leg('1392271611.238/2'), measured);
    await kept.close();
    expect(files().join()).not.toContain('1392271611');
    const bytes = readFileSync(onlyFile());
    for (const secret of ['speech', 'marks', '1392271611', 'first']) {
      expect(bytes.includes(secret)).toBe(false);
    }
    expect(bytes.includes(Buffer.from(measured.peaks.peaks.subarray(0, 16)))).toBe(false);
    expect(bytes.includes(Buffer.from(measured.peaks.rms.subarray(0, 16)))).toBe(false);
    expect(bytes.length).toBeLessThan(measured.peaks.peaks.length + measured.peaks.rms.length);
  });

  test('of another key are unreadable, and removed', async () => {
    await keepLegs('a');
    const other = openKept({ key: randomBytes(32) });
    expect(await other.find(leg('a'))).toBeNull();
    await other.close();
    expect(files()).toEqual([]);
    expect(await openKept().find(leg('a'))).toBeNull();
  });

  test.each([
    ['changed at its start', (bytes: Buffer) => flip(bytes, 0)],
    ['changed in the middle', (bytes: Buffer) => flip(bytes, bytes.length >> 1)],
    ['changed at its end', (bytes: Buffer) => flip(bytes, bytes.length - 1)],
    ['cut', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['cut to nothing', () => Buffer.alloc(0)],
    ['longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(1)])],
  ])('whose file was %s are none, and the file is removed', async (_, change) => {
    await keepLegs('a');
    writeFileSync(onlyFile(), change(readFileSync(onlyFile())));
    expect(await openKept().find(leg('a'))).toBeNull();
    expect(files()).toEqual([]);
  });

  test('of one leg do not pass for those of another', async () => {
    await keepLegs('a');
    const ofA = onlyFile();
    const bytes = readFileSync(ofA);
    await keepLegs('bb');
    const ofB = join(directory, files().find((name) => !ofA.endsWith(name)) ?? 'none');
    writeFileSync(ofB, bytes);
    const kept = openKept();
    expect(await kept.find(leg('bb'))).toBeNull();
    expect(await kept.find(leg('a'))).not.toBeNull();
  });

  test('are found although another file vanishes while the folder is listed', async () => {
    await keepLegs('a', 'bb');
    const [first, second] = files().map((name) => join(directory, name));
    // In the listing, and gone when it is looked at.
    rmSync(second ?? 'none');
    symlinkSync(join(folder, 'nowhere'), second ?? 'none');
    const kept = openKept();
    const found = await Promise.all([kept.find(leg('a')), kept.find(leg('bb'))]);
    expect(found.filter((waves) => waves !== null)).toHaveLength(1);
    expect(existsSync(first ?? 'none')).toBe(true);
    expect(warnings).toEqual([]);
  });

  test('of a leg that was recorded again are not its own', async () => {
    await keepLegs('a');
    const kept = openKept();
    expect(await kept.find(leg('a', 'second'))).toBeNull();
    expect(files()).toEqual([]);

    const longer = measuredLeg(9, 12);
    kept.keep(leg('a', 'second'), longer);
    await kept.close();
    expect(await openKept().find(leg('a', 'second'))).toEqual(longer);
    expect(files()).toHaveLength(1);
  });
});

const flip = (bytes: Buffer, place: number): Buffer => {
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  return bytes;
};

describe('the bounds of kept waves', () => {
  test('a full folder loses what was not used for longest, across restarts', async () => {
    for (const key of ['a', 'bb', 'ccc']) {
      now += 1_000;
      await keepLegs(key);
    }
    const sizes = files().map((name) => statSync(join(directory, name)).size);
    const maxBytes = sizes.reduce((sum, size) => sum + size, 0) + 100;
    now += 1_000;
    const reader = openKept();
    await reader.close();
    expect(await reader.find(leg('a'))).not.toBeNull();

    now += 1_000;
    const writer = openKept({ maxBytes });
    writer.keep(leg('dddd'), measuredLeg(4));
    await writer.close();
    const found = await Promise.all(
      ['a', 'bb', 'ccc', 'dddd'].map((key) => openKept().find(leg(key))),
    );
    expect(found.map((measured) => measured !== null)).toEqual([true, false, true, true]);
  });

  test('a full folder loses what was not used for longest, within one process', async () => {
    const sizer = openKept();
    sizer.keep(leg('a'), measuredLeg(1));
    await sizer.close();
    const kept = openKept({ maxBytes: 3.5 * statSync(onlyFile()).size });
    for (const key of ['a', 'bb', 'ccc']) {
      kept.keep(leg(key), measuredLeg(1));
      await kept.close();
    }
    expect(await kept.find(leg('a'))).not.toBeNull();
    kept.keep(leg('dddd'), measuredLeg(1));
    await kept.close();
    const found = await Promise.all(['a', 'bb', 'ccc', 'dddd'].map((key) => kept.find(leg(key))));
    expect(found.map((measured) => measured !== null)).toEqual([true, false, true, true]);
  });

  test('a bound that was lowered holds from the start', async () => {
    await keepLegs('a', 'bb', 'ccc');
    await openKept({ maxBytes: statSync(onlyFile()).size + 100 }).close();
    expect(files()).toHaveLength(1);
  });

  test('one that is larger than all the room is not kept', async () => {
    const kept = openKept({ maxBytes: 100 });
    kept.keep(leg('a'), measuredLeg(1));
    await kept.close();
    expect(files()).toEqual([]);
  });

  test('days count from when a leg was measured, however often it is used', async () => {
    const kept = openKept();
    kept.keep(leg('a'), measuredLeg(1));
    await kept.close();
    now += 29 * DAY_MS;
    const later = openKept();
    expect(await later.find(leg('a'))).not.toBeNull();
    now += DAY_MS;
    expect(await later.find(leg('a'))).toBeNull();
    expect(files()).toEqual([]);
  });

  test('what is too old is swept without being asked for', async () => {
    await keepLegs('a', 'bb');
    await openKept().close();
    now += 30 * DAY_MS;
    expect(files()).toHaveLength(2);
    sweep();
    await expect.poll(files).toEqual([]);
  });

  test('more than the disk can take at once is not kept, and costs no memory', async () => {
    const kept = openKept({ maxBytes: 1024 ** 3 });
    const long = measuredLeg(1);
    long.peaks.peaks = new Uint8Array(6 * 1024 ** 2);
    for (const key of ['a', 'bb', 'ccc', 'dddd']) kept.keep(leg(key), long);
    await kept.close();
    expect(files()).toHaveLength(2);
  });
});

describe('the folder of kept waves', () => {
  test('is cleared of what an interrupted write left, and of nothing else', async () => {
    await keepLegs('a');
    renameSync(onlyFile(), `${onlyFile()}-draft`);
    writeFileSync(join(directory, 'a-note.txt'), 'ours');
    await openKept().close();
    expect(files()).toEqual(['a-note.txt']);
    await removeKeptFiles(directory);
    expect(files()).toEqual(['a-note.txt']);
  });

  test('is listed and cleared although folders in it have the names of its files', async () => {
    await keepLegs('a');
    const [wave = ''] = files();
    const folders = [`0-${wave}`, `0-${wave}-draft`, wave.replace(/.(?=\.legato)/, '_')];
    for (const folder of folders) mkdirSync(join(directory, folder));
    const kept = openKept();
    expect(await kept.find(leg('a'))).not.toBeNull();
    await kept.close();
    await removeKeptFiles(directory);
    expect(files().sort()).toEqual(folders.sort());
  });

  test('goes when nothing is to be kept', async () => {
    await keepLegs('a', 'bb');
    await removeKeptFiles(directory);
    expect(existsSync(directory)).toBe(false);
    await expect(removeKeptFiles(directory)).resolves.toBeUndefined();
  });

  test('is made again where somebody removed it', async () => {
    const kept = openKept();
    await kept.close();
    rmSync(directory, { recursive: true });
    kept.keep(leg('a'), measuredLeg(1));
    await kept.close();
    expect(await kept.find(leg('a'))).not.toBeNull();
    expect(warnings).toEqual([]);
  });

  test('that cannot be one costs a warning', async () => {
    writeFileSync(directory, 'a file');
    const kept = openKept();
    kept.keep(leg('a'), measuredLeg(1));
    kept.keep(leg('bb'), measuredLeg(2));
    await kept.close();
    expect(await kept.find(leg('a'))).toBeNull();
    expect(warnings).toEqual(['what is kept of waveforms cannot be listed']);
  });

  test('on a full disk costs a warning, and is used again when there is room', async () => {
    let isDiskFull = true;
    const openFile = async (path: string, flags: string, mode: number): Promise<FileHandle> => {
      if (!isDiskFull) return open(path, flags, mode);
      // A full disk is Linux's own: what is written to /dev/full fails with ENOSPC.
      symlinkSync('/dev/full', path);
      return open(path, 'w');
    };
    const kept = openKept({ openFile });
    for (const key of ['a', 'bb', 'ccc']) kept.keep(leg(key), measuredLeg(key.length));
    await kept.close();
    expect(warnings).toEqual(['waveforms cannot be kept']);
    expect(files()).toEqual([]);
    expect(await kept.find(leg('a'))).toBeNull();

    isDiskFull = false;
    kept.keep(leg('a'), measuredLeg(1));
    await kept.close();
    expect(await kept.find(leg('a'))).not.toBeNull();
    isDiskFull = true;
    kept.keep(leg('bb'), measuredLeg(2));
    await kept.close();
    expect(warnings).toHaveLength(2);
  });

  test('that lost a file has one leg less', async () => {
    await keepLegs('a');
    const kept = openKept();
    await kept.close();
    truncateSync(onlyFile());
    rmSync(onlyFile());
    expect(await kept.find(leg('a'))).toBeNull();
    expect(warnings).toEqual([]);
  });
});
