import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '@/lib/contract/call';
import { Marks, Peaks } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest, TEST_KEY } from './legato-under-test';

const DAY_MS = 86_400_000;
let dataDir: string;
/** The first Legato of a test; its PBX stays for those that follow. */
let first: LegatoUnderTest;
const started: LegatoUnderTest[] = [];
let now: number;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'legato-'));
  now = Date.now();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((legato) => legato.close()));
  rmSync(dataDir, { recursive: true, force: true });
});

/** A Legato on the folder of the test. The one before it has to be closed. */
async function start(settings: Record<string, string> = {}): Promise<LegatoUnderTest> {
  const legato = await startLegatoUnderTest({
    now: () => now,
    settings: {
      DATA_DIR: dataDir,
      ...(started.length > 0 && { NOOJEE_URL: first.pbxUrl }),
      ...settings,
    },
  });
  if (started.length === 0) first = legato;
  started.push(legato);
  return legato;
}

async function restart(settings: Record<string, string> = {}): Promise<LegatoUnderTest> {
  await started.at(-1)?.runtime.close();
  return start(settings);
}

const asked = () => first.simulator.requests.recording;
const wavesFolder = () => join(dataDir, 'waves');
const keptFiles = () =>
  existsSync(wavesFolder())
    ? readdirSync(wavesFolder()).filter((name) => name.endsWith('.legato-waves'))
    : [];

/** Peaks and marks of each leg of a call, asked for until they are whole. */
async function wavesOf({ url }: LegatoUnderTest, { uniqueId, legs }: Call) {
  const ask = async (path: string) => {
    for (;;) {
      const response = await fetch(url + path);
      const answer: unknown = await response.json();
      if (!JSON.stringify(answer).includes('"arriving"')) return answer;
    }
  };
  return Promise.all(
    legs.map(async ({ leg }) => ({
      peaks: Peaks.parse(await ask(paths.api.peaks(uniqueId, leg))),
      marks: Marks.parse(await ask(paths.api.marks(uniqueId, leg))),
    })),
  );
}

const arrivalsOf = (waves: Awaited<ReturnType<typeof wavesOf>>) =>
  waves.map(({ peaks }) => peaks.arrival);

/** Opens a call until all that was measured of it is on the disk. */
async function openAndKeep(legato: LegatoUnderTest, tag: string) {
  const call = await legato.callOf(tag);
  const before = keptFiles().length;
  const waves = await wavesOf(legato, call);
  await expect.poll(() => keptFiles().length).toBe(before + call.legs.length);
  return { call, waves };
}

describe('waves that are kept', () => {
  test.each(['always', 'on-play'])(
    'are answered after a restart with WAVES=%s, and the PBX is asked for no audio',
    async (mode) => {
      const { call, waves } = await openAndKeep(await start(), 'FIVE-LEGS');
      expect(asked()).toBe(call.legs.length);
      const again = await restart({ WAVES: mode });
      expect(await wavesOf(again, call)).toEqual(waves);
      expect(arrivalsOf(waves)).toEqual(call.legs.map(() => 'complete'));
      expect(asked()).toBe(call.legs.length);
    },
  );

  test('come from a leg that is played, too', async () => {
    const legato = await start({ WAVES: 'on-play' });
    const { uniqueId } = await legato.callOf('ONE-LEG');
    await (await fetch(legato.audioUrl(uniqueId, 1))).arrayBuffer();
    await expect.poll(() => keptFiles().length).toBe(1);
  });

  test('are answered to nobody who may not hear the leg', async () => {
    const { call } = await openAndKeep(await start(), 'ONE-LEG');
    await started.at(-1)?.runtime.close();
    const legato = await startLegatoUnderTest({
      settings: { DATA_DIR: dataDir, NOOJEE_URL: first.pbxUrl },
      access: {
        divideLegs: async (_, legs) => ({ open: [], restricted: legs.map((leg) => leg) }),
      },
    });
    started.push(legato);
    const response = await fetch(legato.url + paths.api.peaks(call.uniqueId, 1));
    expect(response.status).toBe(404);
  });

  test('go after their days, and then the leg is fetched again', async () => {
    const { call } = await openAndKeep(await start(), 'ONE-LEG');
    now += 30 * DAY_MS;
    const later = await restart({ WAVES_DAYS: '30' });
    await expect.poll(keptFiles).toEqual([]);
    expect(arrivalsOf(await wavesOf(later, call))).toEqual(['complete']);
    expect(asked()).toBe(2);
  });

  test('stay within their megabytes', async () => {
    await openAndKeep(await start(), 'FIVE-LEGS');
    const bytes = keptFiles().map((name) => statSync(join(wavesFolder(), name)).size);
    // Files of an earlier start under the same key, larger than what they should be.
    const [name = ''] = keptFiles();
    writeFileSync(join(wavesFolder(), name), Buffer.alloc(1024 ** 2));
    await restart({ WAVES_MAX_MB: '1' });
    await expect.poll(() => keptFiles().length).toBeLessThan(bytes.length);
    const stored = keptFiles().map((kept) => statSync(join(wavesFolder(), kept)).size);
    expect(stored.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1024 ** 2);
  });

  test.each([{ WAVES: 'never' }, { WAVES_MAX_MB: '0' }, { WAVES_DAYS: '0' }])(
    'are removed with %j',
    async (settings) => {
      await openAndKeep(await start(), 'ONE-LEG');
      await restart(settings);
      await expect.poll(() => existsSync(wavesFolder())).toBe(false);
    },
  );
});

describe('the key of what is kept', () => {
  const keyFile = () => join(dataDir, 'data.key');

  test('lies in a file for its owner alone, and in no line of the log', async () => {
    const legato = await start();
    const { call } = await openAndKeep(legato, 'ONE-LEG');
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    const key = readFileSync(keyFile(), 'utf8').trim();
    await legato.runtime.close();
    rmSync(wavesFolder(), { recursive: true });
    writeFileSync(wavesFolder(), 'a file where a folder should be');
    await wavesOf(await start(), call);
    await started.at(-1)?.runtime.close();
    const logged = started.map((each) => each.logged()).join('');
    expect(logged).toContain('what is kept of waveforms cannot be listed');
    expect(logged).not.toContain(key);
    expect(logged).not.toContain(Buffer.from(key, 'base64').toString('hex'));
  });

  test.each([
    ['was deleted', () => rmSync(keyFile())],
    ['was replaced', () => writeFileSync(keyFile(), `${randomBytes(32).toString('base64')}\n`)],
  ])('that %s opens nothing any more: it is removed, and measured again', async (_, change) => {
    const { call } = await openAndKeep(await start(), 'ONE-LEG');
    const [old = ''] = keptFiles();
    await started.at(-1)?.runtime.close();
    change();
    const again = await start({ WAVES: 'on-play' });
    expect(arrivalsOf(await wavesOf(again, call))).toEqual(['not-fetched']);
    await expect.poll(keptFiles).toEqual([]);
    await openAndKeep(await restart(), 'ONE-LEG');
    expect(keptFiles()).not.toContain(old);
    expect(asked()).toBe(2);
  });

  test('may lie elsewhere', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'legato-key-'));
    const file = join(elsewhere, 'key');
    writeFileSync(file, randomBytes(32).toString('base64'));
    const { call } = await openAndKeep(await start({ DATA_KEY_FILE: file }), 'ONE-LEG');
    expect(existsSync(keyFile())).toBe(false);
    const again = await restart({ DATA_KEY_FILE: file, WAVES: 'on-play' });
    expect(arrivalsOf(await wavesOf(again, call))).toEqual(['complete']);
    const without = await restart({ WAVES: 'on-play' });
    expect(arrivalsOf(await wavesOf(without, call))).toEqual(['not-fetched']);
    rmSync(elsewhere, { recursive: true });
  });

  test('that cannot be read costs a warning, and Legato works without', async () => {
    writeFileSync(keyFile(), 'no key at all');
    const legato = await start();
    const call = await legato.callOf('ONE-LEG');
    expect(arrivalsOf(await wavesOf(legato, call))).toEqual(['complete']);
    expect(legato.logged()).toContain('waveforms cannot be kept: there is no key for them');
    expect(readFileSync(keyFile(), 'utf8')).toBe('no key at all');
  });
});

describe('the disk', () => {
  const WINDOW_BYTES = 24;

  /** Pieces of a file that could come from nowhere else. */
  function windowsOf(bytes: Buffer): Buffer[] {
    const windows: Buffer[] = [];
    for (let from = 256; from + WINDOW_BYTES <= bytes.length; from += 1_000) {
      const window = bytes.subarray(from, from + WINDOW_BYTES);
      if (new Set(window).size > WINDOW_BYTES / 2) windows.push(window);
    }
    return windows;
  }

  const filesBelow = (folder: string): Buffer[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name)));

  const findSound = (windows: readonly Buffer[]) => {
    const files = filesBelow(dataDir);
    return windows.filter((window) => files.some((file) => file.includes(window))).length;
  };

  test.each(['WAV-PCM16', 'WAV-GSM', 'WAV-MULAW', 'MP3'])(
    'holds no sound of a leg of %s that was played and whose waves are kept',
    async (tag) => {
      const legato = await start();
      const { call, waves } = await openAndKeep(legato, tag);
      const played = Buffer.from(
        await (await fetch(legato.audioUrl(call.uniqueId, 1))).arrayBuffer(),
      );
      const query = `apiKey=${TEST_KEY}&uniqueId=${call.uniqueId}&leg=1`;
      const url = `${first.pbxUrl}/njadmin/rest/RecordingAPI/retrieveByUniqueId?${query}`;
      const sent = Buffer.from(await (await fetch(url, { method: 'POST' })).arrayBuffer());
      const peaks = waves.map((wave) => Buffer.from(wave.peaks.peaks, 'base64'));
      const windows = [sent, played, ...peaks].flatMap(windowsOf);
      expect(windows.length).toBeGreaterThan(50);

      expect(readdirSync(legato.spoolFolder).length).toBeGreaterThan(0);
      expect(findSound(windows)).toBe(0);
      await legato.runtime.close();
      expect(findSound(windows)).toBe(0);
      await wavesOf(await start(), call);
      expect(findSound(windows)).toBe(0);

      // The search would find it.
      writeFileSync(join(wavesFolder(), 'control-sent'), sent);
      writeFileSync(join(dataDir, 'control-played'), Buffer.concat([played, ...peaks]));
      expect(findSound(windows)).toBe(windows.length);
    },
  );
});
