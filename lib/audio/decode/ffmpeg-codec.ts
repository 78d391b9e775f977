import type { CodecContext, CodecParser, Frame, Packet } from 'node-av/lib';

type CodecName = 'mp3' | 'flac' | 'vorbis' | 'opus' | 'speex';

/** Decoded sound: 16 bits, the channels in turn. It holds until more is decoded. */
export interface DecodedSound {
  samples: Int16Array;
  channels: number;
  sampleRate: number;
}

/** One decoder of FFmpeg at work. */
export class CodecRun {
  readonly context: CodecContext;
  readonly #samplesOf: (frame: Frame) => Int16Array;
  readonly #packet: Packet;
  readonly #frame: Frame;
  readonly #take: (sound: DecodedSound) => void;

  constructor(
    ffmpeg: Ffmpeg,
    name: CodecName,
    extraData: Buffer | null,
    take: (sound: DecodedSound) => void,
  ) {
    const { av } = ffmpeg;
    this.#samplesOf = createSampleCopier(ffmpeg);
    this.#take = take;
    const codec = av.Codec.findDecoder(codecIds(ffmpeg)[name]);
    this.context = new av.CodecContext();
    this.context.allocContext3(codec);
    if (extraData) this.context.extraData = extraData;
    av.FFmpegError.throwIfError(this.context.open2Sync(codec), `open the decoder ${name}`);
    this.#packet = new av.Packet();
    this.#packet.alloc();
    this.#frame = new av.Frame();
    this.#frame.alloc();
  }

  decode(bytes: Buffer): void {
    this.#packet.data = bytes;
    this.decodePacket(this.#packet);
  }

  /** A packet that the decoder refuses is left out, as players do it. */
  decodePacket(packet: Packet | null): void {
    if (this.context.sendPacketSync(packet) < 0) return;
    while (this.context.receiveFrameSync(this.#frame) >= 0) {
      this.#take({
        samples: this.#samplesOf(this.#frame),
        channels: this.#frame.channels,
        sampleRate: this.#frame.sampleRate,
      });
      this.#frame.unref();
    }
  }

  close(): void {
    this.#frame.free();
    this.#packet.free();
    this.context.freeContext();
  }
}

const codecIds = ({ constants }: Ffmpeg) => ({
  mp3: constants.AV_CODEC_ID_MP3,
  flac: constants.AV_CODEC_ID_FLAC,
  vorbis: constants.AV_CODEC_ID_VORBIS,
  opus: constants.AV_CODEC_ID_OPUS,
  speex: constants.AV_CODEC_ID_SPEEX,
});

/** FFmpeg copies what it is given, so it is given little at a time. */
const PIECE_BYTES = 4_096;

/** Cuts a stream without a container into the frames of its codec. */
export class PacketParser {
  readonly #parser: CodecParser;
  readonly #packet: Packet;
  readonly #run: CodecRun;
  readonly #take: (packet: Packet) => void;

  constructor({ av }: Ffmpeg, run: CodecRun, take: (packet: Packet) => void) {
    this.#run = run;
    this.#take = take;
    this.#parser = new av.CodecParser();
    this.#parser.init(run.context.codecId);
    this.#packet = new av.Packet();
    this.#packet.alloc();
  }

  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      this.#parse(bytes.subarray(from, from + PIECE_BYTES));
    }
  }

  /** The last frames end where nothing follows them. */
  finish(): void {
    do this.#parseOnce(Buffer.alloc(0));
    while (this.#packet.size > 0);
    this.#run.decodePacket(null);
  }

  close(): void {
    this.#packet.free();
    this.#parser.close();
    this.#run.close();
  }

  #parse(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const piece = bytes.subarray(from);
      const taken = this.#parseOnce(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
      if (taken <= 0 && this.#packet.size === 0)
        throw new Error('the stream cannot be cut into frames');
      from += Math.max(0, taken);
    }
  }

  #parseOnce(bytes: Buffer): number {
    const taken = this.#parser.parse2(this.#run.context, this.#packet, bytes, NO_TIME, NO_TIME, 0);
    if (this.#packet.size > 0) this.#take(this.#packet);
    return taken;
  }
}

const NO_TIME = 0n;

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
function createSampleCopier({ constants }: Ffmpeg): (frame: Frame) => Int16Array {
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

export type Ffmpeg = Awaited<ReturnType<typeof importFfmpeg>>;

let loaded: Promise<Ffmpeg> | null = null;

/**
 * FFmpeg from node-av, loaded by the first leg that needs it: it takes 30 MB. It prints nothing: what goes
 * wrong with a leg is logged by Legato. Rejects where there is no FFmpeg for this machine.
 */
export function loadFfmpeg(): Promise<Ffmpeg> {
  // An import that has been resolved still costs a millisecond or two when it is asked for again.
  loaded ??= importFfmpeg();
  return loaded;
}

async function importFfmpeg() {
  const [av, constants] = await Promise.all([import('node-av/lib'), import('node-av/constants')]);
  av.Log.setLevel(constants.AV_LOG_QUIET);
  return { av, constants };
}
