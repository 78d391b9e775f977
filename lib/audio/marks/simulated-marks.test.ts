import { describe, expect, test } from 'vitest';
import { createRecoder } from '@/lib/audio/decode/create-recoder';
import { readContainer } from '@/lib/audio/formats/read-container';
import { takeSampledLeg } from '@/lib/audio/measure/measuring-desk';
import type { SimulatedLeg } from '@/lib/simulator/call';
import type { ContainerTag } from '@/lib/simulator/faults';
import { createLegFile } from '@/lib/simulator/leg-file';
import { createLegSound, type LegSound } from '@/lib/simulator/leg-sound';
import { countInto, createConfusion, KINDS, rightShareOf, truthOf } from './confusion-fixture';

const SOUNDS: readonly SimulatedLeg['sound'][] = ['talk', 'ringing-then-talk', 'waiting'];

/** Legs of the simulated PBX: spoken by four voices, ringing and hold music. */
const sounds = Array.from({ length: 18 }, (_, number) =>
  createLegSound(1, `1392271611.${number}`, {
    callRecordId: 7_000 + number,
    durationSeconds: 90 + 7 * number,
    sound: SOUNDS[number % 3] ?? 'talk',
    username: `agent ${number}`,
  }),
);

/** Measured out of the file as a PBX sends it. */
async function measured(container: ContainerTag, sound: LegSound) {
  const { bytes, byteLength } = createLegFile(container, sound);
  const file = Buffer.from(bytes(0, byteLength));
  const form = readContainer(file, true);
  if (form?.sound?.kind !== 'sampled') throw new Error(`${container} holds no samples`);
  const leg = takeSampledLeg(form.sound);
  const coded = file.subarray(form.soundOffset);
  if (form.codec) {
    const decoder = await createRecoder(form.codec);
    leg.add(await decoder.decode(coded));
    decoder.close();
  } else {
    leg.add(coded);
  }
  return leg.finish();
}

test.each<[ContainerTag]>([['WAV-PCM16'], ['WAV-ALAW'], ['WAV-MULAW'], ['WAV-GSM'], ['WAV-PCM8']])(
  'the kind of sound is right in at least 97 of 100 seconds of each kind, in %s',
  async (container) => {
    const confusion = createConfusion();
    for (const sound of sounds) {
      const { marks } = await measured(container, sound);
      countInto(confusion, truthOf(sound.parts), marks.marks);
    }
    for (const kind of KINDS) {
      expect(rightShareOf(confusion, kind), JSON.stringify(confusion)).toBeGreaterThan(0.97);
    }
    expect(confusion.speech.music).toBe(0);
  },
);

describe('a conversation on two channels', () => {
  const talks = sounds.filter((_, number) => number % 3 !== 2);

  test('has the share of each side as it was spoken, within a twentieth', async () => {
    for (const sound of talks) {
      const { talk } = (await measured('WAV-PCM16-STEREO', sound)).marks;
      const spoken = (side: 'agent' | 'caller') =>
        sound.parts
          .filter((part) => part.side === side)
          .reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0) /
        (sound.blocks / 25);
      expect(Math.abs((talk?.leftShare ?? 0) - spoken('agent'))).toBeLessThan(0.05);
      expect(Math.abs((talk?.rightShare ?? 0) - spoken('caller'))).toBeLessThan(0.05);
      expect(talk?.crosstalk).toEqual([]);
    }
  });

  test('has the same marks as when its sides are mixed', async () => {
    for (const sound of talks.slice(0, 4)) {
      const apart = (await measured('WAV-PCM16-STEREO', sound)).marks.marks;
      const mixed = (await measured('WAV-PCM16', sound)).marks.marks;
      expect(apart.map(({ kind }) => kind)).toEqual(mixed.map(({ kind }) => kind));
    }
  });
});

test('the speech of every leg is as loud as the clips were made: 20 dB below full scale', async () => {
  for (const sound of sounds.filter((_, number) => number % 3 !== 2)) {
    const { loudness } = (await measured('WAV-PCM16', sound)).marks;
    expect(loudness.speechDb).toBeGreaterThan(-22);
    expect(loudness.speechDb).toBeLessThan(-18);
    expect(loudness.peakDb).toBeGreaterThan(-12);
  }
});
