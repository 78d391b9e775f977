import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readContainer } from '@/lib/audio/formats/read-container';
import { createGsmDecoder } from './decode-gsm';

const fixture = (name: string) =>
  readFile(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));

test('decodes GSM to the very samples that another decoder finds', async () => {
  const coded = await fixture('speech-gsm.wav');
  const expected = (await fixture('speech-gsm-decoded.wav')).subarray(44);
  const form = readContainer(coded, true);
  expect(form?.codec).toBe('gsm');

  const decoder = await createGsmDecoder();
  const decoded = await decoder.decode(coded.subarray(form?.soundOffset));
  decoder.close();
  expect(Buffer.from(decoded).equals(expected.subarray(0, decoded.length))).toBe(true);
  expect(decoded.length).toBe(Math.floor((coded.length - 60) / 65) * 640);
});

test('decodes the same whatever pieces the blocks come in', async () => {
  const sound = (await fixture('speech-gsm.wav')).subarray(60);
  const whole = await createGsmDecoder();
  const pieces = await createGsmDecoder();
  const expected = await whole.decode(sound);
  const decoded: Uint8Array[] = [];
  for (let offset = 0; offset < sound.length; offset += 77) {
    decoded.push(await pieces.decode(sound.subarray(offset, offset + 77)));
  }
  whole.close();
  pieces.close();
  expect(Buffer.concat(decoded).equals(expected)).toBe(true);
});

test('gives 320 samples for each block, also for blocks of noise', async () => {
  const decoder = await createGsmDecoder();
  const noise = Buffer.alloc(65 * 500);
  for (let index = 0; index < noise.length; index += 1) noise[index] = (index * 7919) % 256;
  const decoded = await decoder.decode(noise);
  decoder.close();
  expect(decoded.length).toBe(500 * 640);
});
