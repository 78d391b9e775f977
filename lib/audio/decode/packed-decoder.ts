import type { PackedFormat } from '@/lib/audio/formats/audio-form';
import { CodecRun, type DecodedSound, type Ffmpeg, loadFfmpeg, PacketParser } from './ffmpeg-codec';
import { FlacStart, Id3Skipper, mp3DelayOf, OggPackets, readOggCodec } from './packed-streams';

type Take = (sound: DecodedSound) => void;

/** Decodes compressed sound that comes in pieces of any length. */
interface PackedDecoder {
  decode(bytes: Uint8Array): void;
  /** Nothing more comes: gives what the decoder still holds. */
  finish(): void;
  close(): void;
}

/** Rejects where FFmpeg does not load. What is decoded goes to `take`, in order. */
export async function createPackedDecoder(
  { container }: PackedFormat,
  take: Take,
): Promise<PackedDecoder> {
  const ffmpeg = await loadFfmpeg();
  switch (container) {
    case 'mp3':
      return mp3Decoder(ffmpeg, take);
    case 'flac':
      return flacDecoder(ffmpeg, take);
    case 'ogg':
      return oggDecoder(ffmpeg, take);
  }
}

function mp3Decoder(ffmpeg: Ffmpeg, take: Take): PackedDecoder {
  const skipper = new Id3Skipper();
  let delay = 0;
  const run = new CodecRun(ffmpeg, 'mp3', null, (sound) => {
    const late = Math.min(delay, sound.samples.length / sound.channels);
    delay -= late;
    take({ ...sound, samples: sound.samples.subarray(late * sound.channels) });
  });
  let isFirst = true;
  const parser = new PacketParser(ffmpeg, run, (packet) => {
    const statedDelay = isFirst ? mp3DelayOf(packet.data ?? Buffer.alloc(0)) : null;
    isFirst = false;
    if (statedDelay === null) run.decodePacket(packet);
    else delay = statedDelay;
  });
  return {
    decode: (bytes) => parser.push(skipper.push(bytes)),
    finish: () => parser.finish(),
    close: () => parser.close(),
  };
}

function flacDecoder(ffmpeg: Ffmpeg, take: Take): PackedDecoder {
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

function oggDecoder(ffmpeg: Ffmpeg, take: Take): PackedDecoder {
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
