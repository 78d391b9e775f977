import type { Frame } from 'node-av/lib';
import type { Ffmpeg } from './load-ffmpeg';

type Units = Int16Array | Int32Array | Float32Array;

/** What a decoder's samples are divided by to make 16 bits of them. */
interface SampleKind {
  view(plane: Buffer): Units;
  factor: number;
}

/**
 * Reads the sound of decoded frames as 16-bit samples, the channels in turn. They hold until the next
 * frame is read. Throws where the decoder gives samples of a kind that none of ours gives.
 */
export function createSampleCopier({ constants }: Ffmpeg): (frame: Frame) => Int16Array {
  const kinds = new Map<number, SampleKind>([
    [constants.AV_SAMPLE_FMT_S16, SHORTS],
    [constants.AV_SAMPLE_FMT_S16P, SHORTS],
    [constants.AV_SAMPLE_FMT_S32, INTEGERS],
    [constants.AV_SAMPLE_FMT_S32P, INTEGERS],
    [constants.AV_SAMPLE_FMT_FLT, FLOATS],
    [constants.AV_SAMPLE_FMT_FLTP, FLOATS],
  ]);
  let samples = new Int16Array(0);

  return (frame) => {
    const kind = kinds.get(frame.format);
    if (!kind) throw new Error(`the decoder gives samples of the kind ${frame.format}`);
    const planes = frame.data ?? [];
    const length = frame.nbSamples * frame.channels;
    if (samples.length < length) samples = new Int16Array(length);
    for (const [first, plane] of planes.entries()) {
      copy(kind.view(plane), kind.factor, samples, first, planes.length, length);
    }
    return samples.subarray(0, length);
  };
}

/** One plane holds all channels in turn, or each of several holds one. */
function copy(
  units: Units,
  factor: number,
  samples: Int16Array,
  first: number,
  stride: number,
  length: number,
): void {
  for (let from = 0, to = first; to < length; from += 1, to += stride) {
    // Stored in 16 bits the fraction is dropped; rounding would take as long as the decoder.
    samples[to] = Math.max(-32_768, Math.min(32_767, (units[from] ?? 0) * factor));
  }
}

const SHORTS: SampleKind = {
  view: (plane) => new Int16Array(bufferOf(plane, 2), offsetOf(plane, 2), plane.length >> 1),
  factor: 1,
};
const INTEGERS: SampleKind = {
  view: (plane) => new Int32Array(bufferOf(plane, 4), offsetOf(plane, 4), plane.length >> 2),
  factor: 1 / 65_536,
};
const FLOATS: SampleKind = {
  view: (plane) => new Float32Array(bufferOf(plane, 4), offsetOf(plane, 4), plane.length >> 2),
  factor: 32_768,
};

/** A view of larger units than bytes begins at a multiple of theirs. */
const bufferOf = (plane: Buffer, unitBytes: number): ArrayBufferLike =>
  plane.byteOffset % unitBytes === 0 ? plane.buffer : Uint8Array.from(plane).buffer;
const offsetOf = ({ byteOffset }: Buffer, unitBytes: number): number =>
  byteOffset % unitBytes === 0 ? byteOffset : 0;
