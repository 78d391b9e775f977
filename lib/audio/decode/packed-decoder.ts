import type { PackedFormat } from '@/lib/audio/formats/audio-form';
import { createMp3Decoder } from './decode-mp3';
import type { DecodedSound } from './decoded-sound';
import { CodecRun, type Ffmpeg, loadFfmpeg, PacketParser } from './ffmpeg-codec';
import { FlacStart, OggPackets, readOggCodec } from './packed-streams';

/** Decodes compressed sound that comes in pieces of any length, a bounded piece of it at a time. */
export interface PackedDecoder {
  decode(bytes: Uint8Array): AsyncGenerator<DecodedSound>;
  /** Nothing more comes: gives what the decoder still holds. */
  finish(): AsyncGenerator<DecodedSound>;
  close(): void;
}

/** Runs on the thread that calls it: the one that measures, or the one that decodes. */
export async function createPackedDecoder({ container }: PackedFormat): Promise<PackedDecoder> {
  switch (container) {
    case 'mp3':
      return createMp3Decoder();
    case 'flac':
      return byFfmpeg(flacDecoder);
    case 'ogg':
      return byFfmpeg(oggDecoder);
  }
}

type Take = (sound: { samples: Int16Array; channels: number; sampleRate: number }) => void;

interface FfmpegDecoder {
  decode(bytes: Uint8Array): void;
  finish(): void;
  close(): void;
}

async function byFfmpeg(
  create: (ffmpeg: Ffmpeg, take: Take) => FfmpegDecoder,
): Promise<PackedDecoder> {
  let made: DecodedSound[] = [];
  const decoder = create(await loadFfmpeg(), ({ samples, ...sound }) => {
    made.push({ ...sound, samples: Int16Array.from(samples) });
  });
  async function* take() {
    const all = made;
    made = [];
    yield* all;
  }
  return {
    async *decode(bytes) {
      decoder.decode(bytes);
      yield* take();
    },
    async *finish() {
      decoder.finish();
      yield* take();
    },
    close: () => decoder.close(),
  };
}

function flacDecoder(ffmpeg: Ffmpeg, take: Take): FfmpegDecoder {
  const start = new FlacStart();
  let parser: PacketParser | null = null;
  return {
    decode(bytes) {
      const frames = start.push(bytes);
      if (frames.length === 0) return;
      if (!parser) {
        const run = new CodecRun(ffmpeg, 'flac', start.streamInfo, take);
        parser = new PacketParser(ffmpeg, run, (packet) => run.decodePacket(packet));
      }
      parser.push(frames);
    },
    finish: () => parser?.finish(),
    close: () => parser?.close(),
  };
}

function oggDecoder(ffmpeg: Ffmpeg, take: Take): FfmpegDecoder {
  const packets = new OggPackets();
  const first: Buffer[] = [];
  let run: CodecRun | null = null;
  return {
    decode(bytes) {
      for (const packet of packets.push(bytes)) {
        if (run) {
          run.decode(packet);
          continue;
        }
        first.push(packet);
        const codec = readOggCodec(first);
        if (codec) run = new CodecRun(ffmpeg, codec.codec, codec.extraData, take);
      }
    },
    finish: () => run?.decodePacket(null),
    close: () => run?.close(),
  };
}
