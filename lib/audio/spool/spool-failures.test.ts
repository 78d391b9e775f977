import {
  type FileHandle,
  open,
  readdir,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { LegatoError } from '@/lib/errors';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const WAVE = waveOf(soundOf(300_000));
const here = () => new AbortController().signal;
let fixture: SpoolFixture;
let now = 0;
let isDiskFull = false;

/** A full disk is Linux's own: what is written to /dev/full fails with ENOSPC. */
async function openFile(path: string, flags: string, mode: number): Promise<FileHandle> {
  if (!isDiskFull) return open(path, flags, mode);
  await symlink('/dev/full', path);
  return open(path, 'w');
}

beforeEach(async () => {
  now = 1_000_000;
  isDiskFull = false;
  fixture = await createSpoolFixture({ now: () => now, openFile });
});
afterEach(() => fixture.close());

const openLeg = (source: Parameters<SpoolFixture['spool']['open']>[0], again = false) =>
  fixture.spool.open(source, here(), { again });

describe('a download that fails', () => {
  test('rejects all who wait, and is asked again after a second', async () => {
    let fetchCount = 0;
    const source = {
      key: 'leg',
      fetch: async () => {
        fetchCount += 1;
        throw new LegatoError('recording-gone', 'The PBX no longer has it.');
      },
    };
    const openings = await Promise.allSettled([openLeg(source), openLeg(source), openLeg(source)]);
    expect(openings.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(openLeg(source)).rejects.toMatchObject({ code: 'recording-gone' });
    expect(fetchCount).toBe(1);

    now += 1_000;
    await expect(openLeg(source)).rejects.toMatchObject({ code: 'recording-gone' });
    expect(fetchCount).toBe(2);
    await expect(openLeg(source, true)).rejects.toMatchObject({ code: 'recording-gone' });
    expect(fetchCount).toBe(3);
  });

  test.each([
    ['an error page', Buffer.from('<html>Internal error</html>'), 'recording-unreadable'],
    ['no byte', Buffer.alloc(0), 'recording-empty'],
    ['a header and no sound', WAVE.subarray(0, 44), 'recording-empty'],
  ])('because it brings %s says so', async (_name, bytes, code) => {
    await expect(openLeg(wholeSource('stated', bytes))).rejects.toMatchObject({ code });
    await expect(openLeg(wholeSource('not stated', bytes, null))).rejects.toMatchObject({ code });
    await vi.waitFor(async () => expect(await readdir(fixture.directory)).toEqual([]));
  });
});

describe('a leg that breaks off', () => {
  const cut = WAVE.subarray(0, 44 + 100_001);
  const kept = waveOf(WAVE.subarray(44, 44 + 100_000));

  test.each([
    ['by an error', (source: ReturnType<typeof scriptedSource>) => source.breakOff()],
    ['by ending too early', (source: ReturnType<typeof scriptedSource>) => source.end()],
  ])('%s keeps what arrived in whole samples, for a minute', async (_name, end) => {
    const source = scriptedSource('leg', WAVE.length);
    source.send(cut);
    const running = await openLeg(source);
    end(source);
    await expect(running.read(0, running.size)).rejects.toMatchObject({ code: 'pbx-unreachable' });
    running.release();

    const part = await openLeg(source);
    expect(part.isBrokenOff).toBe(true);
    expect(part.etag).not.toBe(running.etag);
    expect(Buffer.from(await part.read(0, part.size)).equals(kept)).toBe(true);
    part.release();
    expect(source.fetchCount).toBe(1);

    now += 60_000;
    source.send(WAVE);
    source.end();
    const whole = await openLeg(source);
    expect(Buffer.from(await whole.read(0, whole.size)).equals(WAVE)).toBe(true);
    expect(whole.arrival).not.toBe('broken-off');
    whole.release();
    await vi.waitFor(async () => expect((await readdir(fixture.directory)).length).toBe(1));
  });

  test('is served at once to those who waited for the end to know its size', async () => {
    const source = scriptedSource('leg', null);
    const opening = openLeg(source);
    source.send(cut);
    source.breakOff();
    const part = await opening;
    expect(part.isBrokenOff).toBe(true);
    expect(part.size).toBe(kept.length);
    part.release();
  });

  test('without a stated length is recognised by the size in its header', async () => {
    const part = await openLeg(wholeSource('leg', cut, null));
    expect(part.isBrokenOff).toBe(true);
    part.release();
  });

  test('stays readable for those who hold it while it is fetched again', async () => {
    const source = scriptedSource('leg', WAVE.length);
    source.send(cut);
    source.breakOff();
    const first = await openLeg(source);
    await expect(first.read(0, first.size)).rejects.toThrow();
    const part = await openLeg(source);
    const again = openLeg(source, true);
    await vi.waitFor(() => expect(source.runningCount).toBe(1));
    source.send(WAVE);
    source.end();
    const whole = await again;
    expect(Buffer.from(await part.read(0, part.size)).equals(kept)).toBe(true);
    expect(Buffer.from(await whole.read(0, whole.size)).equals(WAVE)).toBe(true);
    for (const recording of [first, part, whole]) recording.release();
    await vi.waitFor(async () => expect((await readdir(fixture.directory)).length).toBe(1));
  });
});

describe('the disk', () => {
  test('when full gives a clear problem, and works again when it is not', async () => {
    isDiskFull = true;
    const source = wholeSource('leg', WAVE);
    const failing = await openLeg(source)
      .then(
        (recording) => recording.read(0, WAVE.length).finally(() => recording.release()),
        (error: unknown) => Promise.reject(error),
      )
      .catch((error: unknown) => error);
    expect(failing).toMatchObject({ code: 'spool-unavailable' });
    await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));

    isDiskFull = false;
    now += 1_000;
    const recording = await openLeg(source);
    expect(Buffer.from(await recording.read(0, WAVE.length)).equals(WAVE)).toBe(true);
    recording.release();
  });

  test('whose directory is gone has it created again', async () => {
    await rm(fixture.directory, { recursive: true });
    const recording = await openLeg(wholeSource('leg', WAVE));
    expect(Buffer.from(await recording.read(0, WAVE.length)).equals(WAVE)).toBe(true);
    recording.release();
  });

  test('whose directory cannot be made gives a clear problem', async () => {
    await rm(fixture.directory, { recursive: true });
    await writeFile(fixture.directory, 'a file is in the way');
    const source = wholeSource('leg', WAVE);
    await expect(openLeg(source)).rejects.toMatchObject({ code: 'spool-unavailable' });

    await rm(fixture.directory);
    now += 1_000;
    (await openLeg(source)).release();
  });

  test('from which somebody deleted a file has the leg fetched again', async () => {
    const source = wholeSource('leg', WAVE);
    const first = await openLeg(source);
    await first.read(0, WAVE.length);
    const [name = ''] = await readdir(fixture.directory);
    await unlink(join(fixture.directory, name));
    expect(Buffer.from(await first.read(0, WAVE.length)).equals(WAVE)).toBe(true);
    first.release();
    await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));

    const second = await openLeg(source);
    expect(Buffer.from(await second.read(0, WAVE.length)).equals(WAVE)).toBe(true);
    second.release();
    expect(source.fetchCount).toBe(2);
  });
});

test('a leg that breaks off is logged once, however many were cut off', async () => {
  const lines: string[] = [];
  const logged = await createSpoolFixture({ log: { warn: (_fields, line) => lines.push(line) } });
  const source = scriptedSource('leg', WAVE.length);
  const url = await logged.serve(source);
  source.send(WAVE.subarray(0, 100_000));
  const responses = await Promise.all([fetch(url), fetch(url), fetch(url)]);
  source.breakOff();
  for (const response of responses) await expect(response.arrayBuffer()).rejects.toThrow();
  await logged.close();
  expect(lines).toEqual(["a leg's download broke off"]);
});

test('a stored leg that was damaged ends its answer abnormally, and is fetched again', async () => {
  const lines: string[] = [];
  const logged = await createSpoolFixture({ log: { warn: (_fields, line) => lines.push(line) } });
  const source = wholeSource('leg', WAVE);
  const url = await logged.serve(source);
  await (await fetch(url)).arrayBuffer();
  await logged.untilStored();
  const [name = ''] = await readdir(logged.directory);
  await truncate(join(logged.directory, name), 200_000);

  const range = 'bytes=250000-250009';
  expect((await fetch(url, { headers: { range } })).status).toBe(503);
  const again = Buffer.from(await (await fetch(url)).arrayBuffer());
  expect(again.equals(WAVE)).toBe(true);
  expect(source.fetchCount).toBe(2);

  await logged.untilStored();
  const [second = ''] = (await readdir(logged.directory)).filter((other) => other !== name);
  await truncate(join(logged.directory, second), 200_000);
  await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();
  expect(lines).toEqual(['a stored leg cannot be read']);
  await logged.close();
});
