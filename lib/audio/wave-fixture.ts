import { waveHeader } from './wave-header';

/** Sound that differs from place to place, so that a wrong offset shows. */
export function soundOf(byteCount: number): Buffer {
  const sound = Buffer.alloc(byteCount);
  for (let index = 0; index < byteCount; index += 1)
    sound[index] = (index * 31 + (index >> 8)) % 251;
  return sound;
}

/** A WAV file as a PBX records: PCM, 16 bit, 8 kHz, one channel. */
export function waveOf(sound: Uint8Array): Buffer {
  const format = { tag: 1, channels: 1, sampleRate: 8_000, bitsPerSample: 16 };
  return Buffer.concat([waveHeader(format, sound.length), sound]);
}
