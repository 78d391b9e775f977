import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readContainer } from '@/lib/audio/formats/read-container';
import { createGsmDecoder } from './decode-gsm';

const fixture = (name: string) =>
  readFile(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));

async function decodeGsm(...pieces: Uint8Array[]): Promise<Buffer> {
  const decoder = createGsmDecoder();
  const decoded: Uint8Array[] = [];
  for (const piece of pieces) {
    for await (const { samples } of decoder.decode(piece)) {
      decoded.push(new Uint8Array(samples.buffer));
    }
  }
  return Buffer.concat(decoded);
}

test('decodes GSM to the very samples that libgsm finds', async () => {
  const coded = await fixture('speech-gsm.wav');
  const expected = (await fixture('speech-gsm-decoded.wav')).subarray(44);
  const form = readContainer(coded, true);
  expect(form?.codec).toBe('gsm');

  const decoded = await decodeGsm(coded.subarray(form?.soundOffset));
  expect(decoded.equals(expected.subarray(0, decoded.length))).toBe(true);
  expect(decoded.length).toBe(Math.floor((coded.length - 60) / 65) * 640);
});

test('decodes the same whatever pieces the blocks come in', async () => {
  const sound = (await fixture('speech-gsm.wav')).subarray(60);
  const pieces: Uint8Array[] = [];
  for (let offset = 0; offset < sound.length; offset += 77) {
    pieces.push(sound.subarray(offset, offset + 77));
  }
  expect((await decodeGsm(...pieces)).equals(await decodeGsm(sound))).toBe(true);
});

test('decodes 20,000 blocks of noise, with every overflow in them, as libgsm does', async () => {
  const noise = Buffer.alloc(65 * 20_000);
  let state = 1;
  for (let index = 0; index < noise.length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    noise[index] = state >>> 24;
  }
  // Of the 6.4 million samples that libgsm 1.0.22 gives for these blocks (by `sox -D`, without dither).
  const digest = createHash('sha256')
    .update(await decodeGsm(noise))
    .digest('hex');
  expect(digest).toBe('97067720af2f379c9d6b414fc1e596bd8432eec20e59edf1156de2e739f50aab');
});
