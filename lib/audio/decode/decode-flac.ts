import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { type DecodedSound, type PackedDecoder, quietly, toSamples } from './decoded-sound';
import { FlacFrames } from './flac-frames';
import { FlacStart } from './packed-streams';

/** Decodes FLAC by libFLAC. */
export async function createFlacDecoder(): Promise<PackedDecoder> {
  const decoder = await openFlacFrameDecoder();
  const start = new FlacStart();
  const frames = new FlacFrames();
  let isOpen = false;

  async function* decodeAll(found: Iterable<Uint8Array>): AsyncGenerator<DecodedSound> {
    for (const frame of found) {
      const sound = await decoder.decode(frame);
      if (sound) yield sound;
    }
  }

  return {
    async *decode(bytes) {
      const sound = start.push(bytes);
      if (sound.length === 0) return;
      if (!isOpen && start.streamInfo) await decoder.open(start.streamInfo);
      isOpen = true;
      yield* decodeAll(frames.push(sound));
    },
    finish: () => decodeAll(frames.finish()),
    close: () => decoder.close(),
  };
}

/** Decodes frames that somebody else has cut. */
export async function openFlacFrameDecoder() {
  const decoder = new FLACDecoder();
  await decoder.ready;
  const decode = (bytes: Uint8Array) => quietly(() => decoder.decodeFrames([bytes]));
  return {
    /** Frames may leave rate and bits to these 34 bytes (RFC 9639, section 8.2). */
    async open(streamInfo: Uint8Array): Promise<void> {
      const header = Buffer.from('fLaC\x80\0\0\x22', 'latin1');
      await decode(Buffer.concat([header, streamInfo.subarray(0, STREAM_INFO_BYTES)]));
    },
    async decode(frame: Uint8Array): Promise<DecodedSound | null> {
      const decoded = await decode(frame);
      // It divides by the greatest sample, not by full scale: of 16 bits that gives each one back.
      const halfRange = 2 ** (decoded.bitDepth - 1);
      const fullScale = (32_768 * (halfRange - 1)) / halfRange;
      return toSamples(decoded, decoded.channelData.length, 0, fullScale);
    },
    close: () => decoder.free(),
  };
}

const STREAM_INFO_BYTES = 34;
