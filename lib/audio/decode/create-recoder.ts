import type { AudioForm, SampleRecoding } from '@/lib/audio/formats/audio-form';
import { createGsmDecoder } from './decode-gsm';
import { isLittleEndian, SampleReader } from './sample-reader';

/** Makes sound playable while it passes by. */
export interface Recoder {
  /** 16-bit PCM of what is whole by now; the rest waits for the next call. */
  decode(sound: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

/** Rejects with a LegatoError where the decoder does not load. */
export async function createRecoder(codec: NonNullable<AudioForm['codec']>): Promise<Recoder> {
  return codec === 'gsm' ? await createGsmDecoder() : createSampleRecoder(codec);
}

/** Samples of any kind as 16 bits, the lowest byte first, as WAV has them. */
function createSampleRecoder({ from, isBigEndian }: SampleRecoding): Recoder {
  const reader = new SampleReader(from, isBigEndian);
  return {
    async decode(sound) {
      const { buffer, byteOffset, byteLength } = reader.read(sound);
      const decoded = Buffer.from(new Uint8Array(buffer, byteOffset, byteLength));
      return isLittleEndian ? decoded : decoded.swap16();
    },
    close() {},
  };
}
