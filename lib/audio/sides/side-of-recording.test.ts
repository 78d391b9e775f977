import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { soundOf } from '@/lib/audio/formats/wave-fixture';
import { type WaveFormat, waveHeader } from '@/lib/audio/formats/wave-header';
import { scriptedSource, wholeSource } from '@/lib/audio/spool/scripted-source';
import { createSpoolFixture, type SpoolFixture } from '@/lib/audio/spool/spool-fixture';
import { RANGE_FILE_BYTES, RANGE_VECTORS } from '@/lib/http/range-vectors';
import type { Side } from './side-of-recording';

const KINDS: [name: string, format: WaveFormat][] = [
  ['PCM 8 bit', { tag: 1, channels: 2, sampleRate: 8_000, bitsPerSample: 8 }],
  ['PCM 16 bit', { tag: 1, channels: 2, sampleRate: 8_000, bitsPerSample: 16 }],
  ['PCM 24 bit', { tag: 1, channels: 2, sampleRate: 8_000, bitsPerSample: 24 }],
  ['A-law', { tag: 6, channels: 2, sampleRate: 8_000, bitsPerSample: 8 }],
  ['mu-law', { tag: 7, channels: 2, sampleRate: 8_000, bitsPerSample: 8 }],
];
const PCM_16: WaveFormat = { tag: 1, channels: 2, sampleRate: 8_000, bitsPerSample: 16 };
const SIDES: Side[] = ['left', 'right'];
let fixture: SpoolFixture;

beforeEach(async () => {
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

/** A stereo file of so many frames, and the two files that its sides must be. */
function stereoOf(format: WaveFormat, frames: number) {
  const size = format.bitsPerSample / 8;
  const sound = soundOf(frames * size * 2);
  const side = (offset: number) => {
    const samples = Array.from({ length: frames }, (_, frame) =>
      sound.subarray((frame * 2 + offset) * size, (frame * 2 + offset + 1) * size),
    );
    const mono = Buffer.concat(samples);
    const header = waveHeader({ ...format, channels: 1 }, mono.length);
    return Buffer.concat([header, mono, new Uint8Array(mono.length % 2)]);
  };
  const file = Buffer.concat([waveHeader(format, sound.length), sound]);
  return { file, left: side(0), right: side(1) };
}

describe.each(KINDS)('%s', (_name, format) => {
  test.each(SIDES)('gives the %s side as a file of its own', async (side) => {
    const stereo = stereoOf(format, 100_001);
    const url = await fixture.serve(wholeSource('leg', stereo.file), { side });
    const response = await fetch(url);
    const body = await bytesOf(response);

    expect(response.headers.get('content-length')).toBe(String(body.length));
    expect(body.equals(stereo[side])).toBe(true);
  });

  test('answers any byte of it', async () => {
    const stereo = stereoOf(format, 501);
    const url = await fixture.serve(wholeSource('leg', stereo.file), { side: 'right' });
    const { right } = stereo;
    for (const [first, length] of [
      [0, 60],
      [43, 2],
      [57, 3],
      [59, 1],
      [60, 1],
      [61, 7],
      [right.length - 2, 2],
      [right.length - 1, 1],
    ] as const) {
      const range = `bytes=${first}-${first + length - 1}`;
      const body = await bytesOf(await fetch(url, { headers: { range } }));
      expect(body, range).toEqual(right.subarray(first, first + length));
    }
  });
});

test('every range of the table is answered out of the side', async () => {
  const stereo = stereoOf(PCM_16, (RANGE_FILE_BYTES - 44) / 2);
  const url = await fixture.serve(wholeSource('leg', stereo.file), { side: 'left' });
  for (const [range, answer] of RANGE_VECTORS) {
    const response = await fetch(url, { headers: { range } });
    const body = await bytesOf(response);
    if (answer === 416) {
      expect(response.status, range).toBe(416);
    } else if (answer === 200) {
      expect(response.status, range).toBe(200);
      expect(body.equals(stereo.left), range).toBe(true);
    } else {
      const [first, last] = answer;
      expect(response.headers.get('content-range'), range).toBe(
        `bytes ${first}-${last}/${RANGE_FILE_BYTES}`,
      );
      expect(body.equals(stereo.left.subarray(first, last + 1)), range).toBe(true);
    }
  }
});

test('both sides and the whole come from one fetch, and have entity tags of their own', async () => {
  const source = wholeSource('leg', stereoOf(PCM_16, 1_000).file);
  const urls = await Promise.all([
    fixture.serve(source),
    fixture.serve(source, { side: 'left' }),
    fixture.serve(source, { side: 'right' }),
  ]);
  const heads = await Promise.all(urls.map((url) => fetch(url, { method: 'HEAD' })));
  const etags = heads.map((head) => head.headers.get('etag') ?? '');

  expect(heads.map((head) => head.headers.get('content-length'))).toEqual(['4044', '2044', '2044']);
  expect(new Set(etags).size).toBe(3);
  for (const etag of etags) expect(etag).toMatch(/^"[\w-]+"$/);
  const [, leftUrl = ''] = urls;
  const [whole = '', left = ''] = etags;
  const asked = (etag: string) => fetch(leftUrl, { headers: { 'if-none-match': etag } });
  expect([(await asked(left)).status, (await asked(whole)).status]).toEqual([304, 200]);
  expect(source.fetchCount).toBe(1);
});

test('a download says which side it is', async () => {
  const { file } = stereoOf(PCM_16, 10);
  const url = await fixture.serve(wholeSource('leg', file), { side: 'left', isDownload: true });
  const response = await fetch(url, { method: 'HEAD' });
  expect(response.headers.get('content-disposition')).toContain('leg-2_left.wav"');
});

test('what has arrived is served at once, what has not is waited for', async () => {
  const patient = await createSpoolFixture({ lingerMs: 60_000 });
  const stereo = stereoOf(PCM_16, 100_000);
  const source = scriptedSource('leg', stereo.file.length);
  const url = await patient.serve(source, { side: 'right' });
  // 14,990 frames and three bytes of the next.
  source.send(stereo.file.subarray(0, 44 + 14_990 * 4 + 3));

  const first = await fetch(url, { headers: { range: 'bytes=0-30023' } });
  expect(first.headers.get('legato-recording')).toBe('arriving');
  expect((await bytesOf(first)).equals(stereo.right.subarray(0, 30_024))).toBe(true);

  const cut = await fetch(url, { headers: { range: 'bytes=30000-30025' } });
  const ahead = await fetch(url, { headers: { range: 'bytes=-10' } });
  source.send(stereo.file.subarray(44 + 14_990 * 4 + 3));
  source.end();
  expect((await bytesOf(cut)).equals(stereo.right.subarray(30_000, 30_026))).toBe(true);
  expect((await bytesOf(ahead)).equals(stereo.right.subarray(-10))).toBe(true);
  expect(source.fetchCount).toBe(1);
  await patient.close();
});

test('a leg that breaks off breaks the answer, and its sides end where it did', async () => {
  const stereo = stereoOf(PCM_16, 100_000);
  const source = scriptedSource('leg', stereo.file.length);
  const url = await fixture.serve(source, { side: 'left' });
  source.send(stereo.file.subarray(0, 44 + 50_000 * 4 + 1));
  const running = await fetch(url);
  source.breakOff();
  await expect(running.arrayBuffer()).rejects.toThrow();

  await vi.waitFor(async () => {
    expect((await fetch(url)).headers.get('legato-recording')).toBe('broken-off');
  });
  const kept = await bytesOf(await fetch(url));
  const header = waveHeader({ ...PCM_16, channels: 1 }, 100_000);
  expect(kept.equals(Buffer.concat([header, stereo.left.subarray(44, 100_044)]))).toBe(true);
});

test.each([
  ['one channel', waveHeader({ ...PCM_16, channels: 1 }, 100)],
  ['three channels', waveHeader({ ...PCM_16, channels: 3 }, 120)],
])('a WAV of %s has no side', async (_name, header) => {
  const url = await fixture.serve(wholeSource('leg', Buffer.concat([header, soundOf(120)])), {
    side: 'left',
  });
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([400, 'invalid-request']);
});
