import type { Frame } from 'node-av/lib';
import type { Ffmpeg } from '../load-ffmpeg';

/**
 * The sound of a decoded frame as 16-bit samples, the channels in turn.
 *
 * @throws Where the decoder gave samples of a kind that none of ours gives.
 */
export function toSamples(frame: Frame, { constants }: Ffmpeg): Int16Array {
  const { channels, nbSamples, format } = frame;
  const planes = frame.data ?? [];
  const isFormat = (...formats: number[]) => formats.includes(format);
  const read = isFormat(constants.AV_SAMPLE_FMT_S16, constants.AV_SAMPLE_FMT_S16P)
    ? (plane: Buffer) => new Int16Array(...aligned(plane, 2))
    : isFormat(constants.AV_SAMPLE_FMT_S32, constants.AV_SAMPLE_FMT_S32P)
      ? (plane: Buffer) => fromIntegers(new Int32Array(...aligned(plane, 4)))
      : isFormat(constants.AV_SAMPLE_FMT_FLT, constants.AV_SAMPLE_FMT_FLTP)
        ? (plane: Buffer) => fromFloats(new Float32Array(...aligned(plane, 4)))
        : null;
  if (!read) throw new Error(`the decoder gives samples of the kind ${format}`);
  const isApart = planes.length > 1;
  const parts = planes.map((plane) =>
    read(plane).subarray(0, nbSamples * (isApart ? 1 : channels)),
  );
  const [only] = parts;
  return isApart || !only ? interleaved(parts, nbSamples) : only;
}

/** A view of larger units than bytes begins at a multiple of theirs. */
function aligned(plane: Buffer, unitBytes: number): [ArrayBufferLike, number, number] {
  const { buffer, byteOffset, length } = plane;
  const count = Math.floor(length / unitBytes);
  if (byteOffset % unitBytes === 0) return [buffer, byteOffset, count];
  return [Uint8Array.from(plane).buffer, 0, count];
}

const fromIntegers = (values: Int32Array) => Int16Array.from(values, (value) => value >> 16);

function fromFloats(values: Float32Array): Int16Array {
  const samples = new Int16Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const sample = Math.round((values[index] ?? 0) * 32_768);
    samples[index] = Math.max(-32_768, Math.min(32_767, sample));
  }
  return samples;
}

function interleaved(parts: readonly Int16Array[], count: number): Int16Array {
  const samples = new Int16Array(count * parts.length);
  for (const [channel, part] of parts.entries()) {
    for (let index = 0; index < count; index++) {
      samples[index * parts.length + channel] = part[index] ?? 0;
    }
  }
  return samples;
}
