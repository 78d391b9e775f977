import type { AudioForm, SampleRecoding } from '@/lib/audio/formats/audio-form';
import type { DecodingThread } from './decoding-thread';
import { isLittleEndian, SampleReader } from './sample-reader';

/** Makes sound playable while it passes by. */
export interface Recoder {
  /** 16-bit PCM of what is whole by now; the rest waits for the next call. Throws as `SoundDecoder` does. */
  decode(sound: Uint8Array): AsyncIterable<Uint8Array>;
  close(): void;
}

/** GSM is decoded on its thread. Samples are only written in another way, which is done where they pass. */
export function createRecoder(
  codec: NonNullable<AudioForm['codec']>,
  decoding: DecodingThread,
): Recoder {
  return codec === 'gsm' ? createGsmRecoder(decoding) : createSampleRecoder(codec);
}

function createGsmRecoder(decoding: DecodingThread): Recoder {
  const decoder = decoding.begin({ kind: 'gsm' });
  return {
    async *decode(sound) {
      for await (const { pcm } of decoder.decode(sound)) yield pcm;
    },
    close: () => decoder.close(),
  };
}

/** Samples of any kind as 16 bits, the lowest byte first, as WAV has them. */
function createSampleRecoder({ from, isBigEndian }: SampleRecoding): Recoder {
  const reader = new SampleReader(from, isBigEndian);
  return {
    async *decode(sound) {
      const { buffer, byteOffset, byteLength } = reader.read(sound);
      const decoded = Buffer.from(new Uint8Array(buffer, byteOffset, byteLength));
      yield isLittleEndian ? decoded : decoded.swap16();
    },
    close() {},
  };
}
