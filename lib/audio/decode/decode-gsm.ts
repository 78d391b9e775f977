import { setImmediate as nextTurn } from 'node:timers/promises';
import { DECODED_BLOCK_BYTES, GSM_BLOCK_BYTES } from '@/lib/audio/formats/wave-form';
import { LegatoError } from '@/lib/errors';
import { loadFfmpeg } from './ffmpeg-codec';

const SAMPLE_RATE = 8_000;

/** About two milliseconds of work, then other requests have their turn. */
const BLOCKS_PER_TURN = 200;

/** Makes GSM playable while it passes by: 16-bit samples, 320 for each block. */
export interface GsmDecoder {
  /** Decodes the blocks that are whole by now; the rest waits for the next call. */
  decode(sound: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

/**
 * Loads FFmpeg from node-av, for the first leg that needs it and not before: it takes 30 MB.
 *
 * @throws LegatoError `recording-unreadable` where there is no FFmpeg for this machine.
 */
export async function createGsmDecoder(): Promise<GsmDecoder> {
  const { av, constants } = await loadForGsm();
  const codec = av.Codec.findDecoder(constants.AV_CODEC_ID_GSM_MS);
  const context = new av.CodecContext();
  context.allocContext3(codec);
  context.sampleRate = SAMPLE_RATE;
  context.channelLayout = constants.AV_CHANNEL_LAYOUT_MONO;
  av.FFmpegError.throwIfError(context.open2Sync(codec), 'open the GSM decoder');
  const packet = new av.Packet();
  packet.alloc();
  const frame = new av.Frame();
  frame.alloc();
  let rest: Uint8Array = new Uint8Array(0);

  /** A block that FFmpeg refuses is silence, so that what follows keeps its place in time. */
  function decodeBlock(block: Uint8Array, target: Uint8Array): void {
    packet.data = Buffer.from(block.buffer, block.byteOffset, block.length);
    if (context.sendPacketSync(packet) < 0 || context.receiveFrameSync(frame) < 0) return;
    const samples = frame.data?.[0];
    if (samples) target.set(samples.subarray(0, DECODED_BLOCK_BYTES));
    frame.unref();
  }

  return {
    async decode(sound) {
      const input = rest.length === 0 ? sound : Buffer.concat([rest, sound]);
      const blockCount = Math.floor(input.length / GSM_BLOCK_BYTES);
      const decoded = new Uint8Array(blockCount * DECODED_BLOCK_BYTES);
      for (let block = 0; block < blockCount; block += 1) {
        if (block > 0 && block % BLOCKS_PER_TURN === 0) await nextTurn();
        const from = block * GSM_BLOCK_BYTES;
        decodeBlock(
          input.subarray(from, from + GSM_BLOCK_BYTES),
          decoded.subarray(block * DECODED_BLOCK_BYTES, (block + 1) * DECODED_BLOCK_BYTES),
        );
      }
      rest = Uint8Array.from(input.subarray(blockCount * GSM_BLOCK_BYTES));
      return decoded;
    },
    close() {
      frame.free();
      packet.free();
      context.freeContext();
    },
  };
}

async function loadForGsm() {
  try {
    return await loadFfmpeg();
  } catch (cause) {
    throw new LegatoError(
      'recording-unreadable',
      'This leg is GSM audio, and the decoder (the npm package node-av) does not load on this server. Run npm install again on it.',
      { cause },
    );
  }
}
