import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { PackedFormat } from '@/lib/audio/formats/audio-form';
import { readSound } from '@/lib/simulator/clips';
import { takePackedLeg } from './measuring-desk';

type Container = PackedFormat['container'];

async function measured(container: Container, file: Uint8Array, pieceBytes = 4_000) {
  const leg = await takePackedLeg({ kind: 'packed', container });
  try {
    for (let from = 0; from < file.length; from += pieceBytes) {
      await leg.add(file.subarray(from, from + pieceBytes));
    }
    return await leg.finish();
  } finally {
    leg.close();
  }
}

const conversation = (container: Container) => readSound(`conversation.${container}`);
const speechMp3 = readFileSync(fileURLToPath(new URL('../fixtures/speech.mp3', import.meta.url)));

/** How much two waveforms differ, where one is late by so many peaks: 0 for not at all. */
function differenceOf(one: Uint8Array, other: Uint8Array, late = 0): number {
  let difference = 0;
  let sum = 0;
  for (let index = 0; index < Math.min(one.length, other.length - late); index++) {
    difference += Math.abs((one[index] ?? 0) - (other[index + late] ?? 0));
    sum += one[index] ?? 0;
  }
  return difference / sum;
}

describe('compressed sound', () => {
  test.each<[Container, number]>([
    ['flac', 20],
    ['ogg', 20],
    ['mp3', 36],
  ])('in %s lasts as long as it plays: %d s', async (container, seconds) => {
    const { peaks } = await measured(container, conversation(container));
    expect(peaks).toMatchObject({ channels: 1, sampleRate: 8_000 });
    // MP3 comes in frames of 72 ms, the first of which only fills the decoder.
    expect(peaks.durationSeconds).toBeGreaterThanOrEqual(seconds);
    expect(peaks.durationSeconds).toBeLessThan(seconds + (container === 'mp3' ? 0.3 : 0.001));
  });

  test('shows the same conversation whatever it is packed in', async () => {
    const { rms } = (await measured('flac', conversation('flac'))).peaks;
    const ogg = (await measured('ogg', conversation('ogg'))).peaks.rms;
    const mp3 = (await measured('mp3', conversation('mp3'))).peaks.rms;
    expect(differenceOf(rms, ogg)).toBeLessThan(0.05);
    const lates = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((late) => differenceOf(rms, mp3, late));
    expect(Math.min(...lates)).toBeLessThan(0.3);
  });

  test.each<[Container]>([['flac'], ['ogg'], ['mp3']])(
    'in %s is measured the same in pieces of any length',
    async (container) => {
      const file = conversation(container).subarray(0, 20_000);
      const whole = await measured(container, file, file.length);
      expect(whole.peaks.rms.length).toBeGreaterThan(10);
      expect(await measured(container, file, 77)).toEqual(whole);
    },
  );

  test('after a tag, and with some damaged bytes, is measured for the rest', async () => {
    const tag = Buffer.concat([
      Buffer.from('ID3\x04\0\0\0\0\x10\0', 'latin1'),
      Buffer.alloc(2_048, 0xff),
    ]);
    const sound = await measured('mp3', speechMp3);
    const tagged = await measured('mp3', Buffer.concat([tag, speechMp3]));
    expect(tagged.peaks).toEqual(sound.peaks);
    const damaged = Uint8Array.from(speechMp3).fill(0, 1_000, 1_400);
    const { durationSeconds } = (await measured('mp3', damaged)).peaks;
    expect(durationSeconds).toBeGreaterThan(sound.peaks.durationSeconds - 1);
  });

  test.each<[string, Container, Buffer]>([
    ['nothing that is sound', 'mp3', Buffer.alloc(10_000, 7)],
    ['an Ogg page of something else', 'ogg', Buffer.from(`OggS${'\0'.repeat(22)}\x01\x08fishbone`)],
    ['the header of a FLAC file alone', 'flac', Buffer.from('fLaC\x80\0\0\x22', 'latin1')],
  ])('that is %s is refused', async (_what, container, file) => {
    await expect(measured(container, file)).rejects.toThrow();
  });
});
