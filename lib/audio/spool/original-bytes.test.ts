import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  chunkOf,
  formatChunk,
  gsmWaveOf,
  riffOf,
  soundOf,
  waveOf,
} from '@/lib/audio/formats/wave-fixture';
import { RANGE_FILE_BYTES, RANGE_VECTORS } from '@/lib/http/range-vectors';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const fixtureFile = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));
const SOUND = soundOf(200_000);
const PCM = formatChunk({ tag: 1, blockAlign: 2, bitsPerSample: 16 });
const MU_LAW = formatChunk({ tag: 7, blockAlign: 1, bitsPerSample: 8 });
const MP3_IN_WAV = formatChunk({ tag: 0x55, blockAlign: 1, bitsPerSample: 0 });
const GSM = fixtureFile('speech-gsm.wav');
const DECODED = fixtureFile('speech-gsm-decoded.wav');
const LIST = chunkOf('LIST', Buffer.from('INFOISFT_____'));
const ORIGINAL = { isOriginal: true };

let fixture: SpoolFixture;
beforeEach(async () => {
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

const FILES: [name: string, file: Buffer, contentType: string][] = [
  ['a plain WAV', waveOf(SOUND), 'audio/wav'],
  ['a WAV whose header lies', riffOf([PCM, chunkOf('data', SOUND, 0)], 'WAVE', 0), 'audio/wav'],
  [
    'a WAV with chunks around its sound',
    riffOf([LIST, PCM, chunkOf('data', SOUND), LIST]),
    'audio/wav',
  ],
  ['mu-law of an odd length', riffOf([MU_LAW, chunkOf('data', SOUND.subarray(1))]), 'audio/wav'],
  ['a WAV with a frame cut short', waveOf(SOUND).subarray(0, -1), 'audio/wav'],
  ['GSM in WAV', GSM, 'audio/wav'],
  [
    'GSM with a chunk behind it',
    Buffer.concat([gsmWaveOf(GSM.subarray(60, 6_560)), LIST]),
    'audio/wav',
  ],
  ['MP3', fixtureFile('speech.mp3'), 'audio/mpeg'],
  ['MP3 in WAV', riffOf([MP3_IN_WAV, chunkOf('data', fixtureFile('speech.mp3'))]), 'audio/wav'],
];

test.each(FILES)(
  '%s is given as the PBX sent it, with and without a stated length',
  async (_name, file, type) => {
    for (const [key, length] of [
      ['stated', file.length],
      ['not stated', null],
    ] as const) {
      const url = await fixture.serve(wholeSource(key, file, length), ORIGINAL);
      const response = await fetch(url);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-length')).toBe(String(file.length));
      expect((await bytesOf(response)).equals(file), key).toBe(true);
    }
  },
);

test('what is played and what was sent come from one fetch, under entity tags of their own', async () => {
  const source = wholeSource('leg', GSM);
  const [played, original] = [await fixture.serve(source), await fixture.serve(source, ORIGINAL)];
  const [one, other] = await Promise.all([fetch(played), fetch(original)]);
  expect(one.headers.get('etag')).not.toBe(other.headers.get('etag'));
  expect((await bytesOf(one)).equals(DECODED)).toBe(true);
  expect((await bytesOf(other)).equals(GSM)).toBe(true);
  expect(source.fetchCount).toBe(1);
});

test('every range of the table is answered out of the original', async () => {
  const sound = SOUND.subarray(
    0,
    RANGE_FILE_BYTES - riffOf([LIST, PCM, chunkOf('data', Buffer.alloc(0))]).length,
  );
  const file = riffOf([LIST, PCM, chunkOf('data', sound)]);
  expect(file.length).toBe(RANGE_FILE_BYTES);
  const url = await fixture.serve(wholeSource('leg', file), ORIGINAL);
  for (const [range, answer] of RANGE_VECTORS) {
    const response = await fetch(url, { headers: { range } });
    const body = await bytesOf(response);
    if (typeof answer === 'number') {
      expect(response.status, range).toBe(answer);
    } else {
      expect(response.status, range).toBe(206);
      expect(body.equals(file.subarray(answer[0], answer[1] + 1)), range).toBe(true);
    }
  }
});

test('what has arrived is served at once, the rest is waited for', async () => {
  const patient = await createSpoolFixture({ lingerMs: 60_000 });
  const file = riffOf([LIST, PCM, chunkOf('data', SOUND), LIST]);
  const source = scriptedSource('leg', file.length);
  const url = await patient.serve(source, ORIGINAL);
  source.send(file.subarray(0, 100_000));
  const first = await fetch(url, { headers: { range: 'bytes=0-99999' } });
  expect(first.headers.get('legato-recording')).toBe('arriving');
  expect((await bytesOf(first)).equals(file.subarray(0, 100_000))).toBe(true);
  const last = await fetch(url, { headers: { range: 'bytes=-20' } });
  source.send(file.subarray(100_000));
  source.end();
  expect((await bytesOf(last)).equals(file.subarray(-20))).toBe(true);
  await patient.close();
});

test('a leg that breaks off leaves what came of the original', async () => {
  const source = scriptedSource('leg', GSM.length);
  const url = await fixture.serve(source, ORIGINAL);
  source.send(GSM.subarray(0, 1_001));
  const running = await fetch(url);
  source.breakOff();
  await expect(running.arrayBuffer()).rejects.toThrow();
  await vi.waitFor(async () => {
    expect((await fetch(url)).headers.get('legato-recording')).toBe('broken-off');
  });
  const kept = await fetch(url);
  expect(kept.headers.get('etag')).not.toBe(running.headers.get('etag'));
  expect((await bytesOf(kept)).equals(GSM.subarray(0, 1_001))).toBe(true);
  expect(source.fetchCount).toBe(1);
});

test('a download says that it is the original', async () => {
  const url = await fixture.serve(wholeSource('leg', GSM), { ...ORIGINAL, isDownload: true });
  const response = await fetch(url, { method: 'HEAD' });
  expect(response.headers.get('content-disposition')).toContain('leg-2_original.wav"');
});

test('what the PBX sent is encrypted like what is played, and counts among the bytes', async () => {
  const url = await fixture.serve(wholeSource('leg', GSM));
  await bytesOf(await fetch(url));
  const names = await readdir(fixture.directory);
  const stored = names.map((name) => readFileSync(join(fixture.directory, name)));
  expect(names).toHaveLength(2);
  for (const bytes of stored) {
    expect(bytes.includes(GSM.subarray(0, 60))).toBe(false);
    expect(bytes.includes(DECODED.subarray(1_000, 1_100))).toBe(false);
  }
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(fixture.directory, name))).size),
  );
  const together = sizes.reduce((sum, size) => sum + size, 0);

  const tight = await createSpoolFixture({ maxBytes: together - 1 });
  const refused = await fetch(await tight.serve(wholeSource('leg', GSM)));
  expect(await refused.text()).toBe('spool-unavailable');
  await tight.close();
});

test('a leg that nothing here plays can be saved as it was sent, and is refused in every other form', async () => {
  const adpcm = formatChunk({ tag: 0x11, blockAlign: 256, bitsPerSample: 4 });
  const file = riffOf([adpcm, chunkOf('data', SOUND)]);
  for (const [key, length] of [
    ['stated', file.length],
    ['not stated', null],
  ] as const) {
    const source = wholeSource(key, file, length);
    const original = await fetch(await fixture.serve(source, ORIGINAL));
    expect(original.headers.get('content-type')).toBe('audio/wav');
    expect((await bytesOf(original)).equals(file), key).toBe(true);
    const played = await fetch(await fixture.serve(source));
    expect(played.status).toBe(502);
    expect(await played.text()).toBe('recording-unreadable');
    const { signal } = new AbortController();
    await expect(fixture.spool.measure(source, signal, 60_000)).rejects.toThrow('0x11');
    expect(source.fetchCount).toBe(1);
  }
});

test('a listener of such a leg is refused at its first bytes, and the download stops', async () => {
  const file = riffOf([
    formatChunk({ tag: 0x11, blockAlign: 256, bitsPerSample: 4 }),
    chunkOf('data', SOUND),
  ]);
  const source = scriptedSource('leg', file.length);
  const asked = fetch(await fixture.serve(source));
  source.send(file.subarray(0, 1_000));
  expect((await asked).status).toBe(502);
  await vi.waitFor(() => expect(source.runningCount).toBe(0));
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
});

test('an error page is not given as an original', async () => {
  const url = await fixture.serve(wholeSource('leg', Buffer.from('<html>No</html>')), ORIGINAL);
  expect((await fetch(url)).status).toBe(502);
});
