import { DECODED_BLOCK_BYTES, GSM_BLOCK_BYTES } from '@/lib/audio/formats/wave-form';
import type { DecodedSound, PackedDecoder } from './decoded-sound';
import { BitReader, FRAME_SAMPLES, GsmFrames } from './gsm-frame';

const SAMPLE_RATE = 8_000;
const BLOCK_SAMPLES = DECODED_BLOCK_BYTES / 2;
/** A second of sound given at a time. */
const BLOCKS_A_PIECE = 25;

/** Decodes the GSM of WAV files: blocks of two frames in 65 bytes, whole ones only. */
export function createGsmDecoder(): PackedDecoder {
  const frames = new GsmFrames();
  let rest: Uint8Array = new Uint8Array(0);

  function decodeBlocks(blocks: Uint8Array): DecodedSound {
    const count = blocks.length / GSM_BLOCK_BYTES;
    const samples = new Int16Array(count * BLOCK_SAMPLES);
    for (let block = 0; block < count; block += 1) {
      const bits = new BitReader(blocks.subarray(block * GSM_BLOCK_BYTES));
      const first = block * BLOCK_SAMPLES;
      frames.decode(bits, samples.subarray(first, first + FRAME_SAMPLES));
      frames.decode(bits, samples.subarray(first + FRAME_SAMPLES, first + BLOCK_SAMPLES));
    }
    return { samples, channels: 1, sampleRate: SAMPLE_RATE };
  }

  return {
    async *decode(bytes) {
      const input = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const end = input.length - (input.length % GSM_BLOCK_BYTES);
      rest = Uint8Array.from(input.subarray(end));
      const pieceBytes = BLOCKS_A_PIECE * GSM_BLOCK_BYTES;
      for (let from = 0; from < end; from += pieceBytes) {
        yield decodeBlocks(input.subarray(from, Math.min(end, from + pieceBytes)));
      }
    },
    async *finish() {},
    close() {},
  };
}
