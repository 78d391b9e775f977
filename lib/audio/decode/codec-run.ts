import type { CodecContext, Frame, Packet } from 'node-av/lib';
import type { Ffmpeg } from './load-ffmpeg';
import { createSampleCopier } from './sample-copier';

export type CodecName = 'mp3' | 'flac' | 'vorbis' | 'opus' | 'speex';

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
