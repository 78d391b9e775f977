import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { OpusDecoder, type OpusDecoderSampleRate } from 'opus-decoder';
import { openFlacFrameDecoder } from './decode-flac';
import { type DecodedSound, type PackedDecoder, quietly, toSamples } from './decoded-sound';
import { OggPackets, type PageOfPackets } from './ogg-packets';

/** Decodes the first stream of an Ogg file: Opus, Vorbis or FLAC. There is no free decoder of Speex here. */
export function createOggDecoder(): PackedDecoder {
  const pages = new OggPackets();
  let stream: OggStream | null = null;
  return {
    async *decode(bytes) {
      for (const page of pages.push(bytes)) {
        stream ??= await openStream(page.packets[0] ?? Buffer.alloc(0));
        yield* stream.decode(page);
      }
    },
    async *finish() {
      if (stream) yield* stream.finish();
    },
    close: () => stream?.close(),
  };
}

/** A decoder that gets the pages of its stream, the first included. */
interface OggStream {
  decode(page: PageOfPackets): AsyncGenerator<DecodedSound>;
  finish(): AsyncGenerator<DecodedSound>;
  close(): void;
}

async function openStream(head: Buffer): Promise<OggStream> {
  const name = head.toString('latin1', 0, 8);
  if (name.startsWith('\x01vorbis')) return openVorbis(head);
  if (name === 'OpusHead') return openOpus(head);
  if (name.startsWith('\x7fFLAC')) return openFlac(head);
  if (name === 'Speex   ') throw new Error('Speex is not decoded here');
  throw new Error('the Ogg file holds no sound that is known');
}

const MOST_CHANNELS = 8;

async function openVorbis(head: Buffer): Promise<OggStream> {
  const channels = head[11] ?? 0;
  if (channels === 0 || channels > MOST_CHANNELS) throw new Error(`${channels} channels of Vorbis`);
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  const give = async (decoded: ReturnType<OggVorbisDecoder['decode']>) => toSamples(await decoded);
  return {
    async *decode({ bytes }) {
      const sound = await give(quietly(() => decoder.decode(bytes)));
      if (sound) yield sound;
    },
    async *finish() {
      const sound = await give(quietly(() => decoder.flush()));
      if (sound) yield sound;
    },
    close: () => decoder.free(),
  };
}

const OPUS_RATES = [8_000, 12_000, 16_000] as const satisfies OpusDecoderSampleRate[];
/** All that is of use in speech. Opus itself decodes to less than its 48 kHz, and faster. */
const MOST_OPUS_RATE = 16_000;
const OPUS_HEAD_BYTES = 19;
/** What the decoder's own memory for a packet takes, a channel. */
const MOST_OPUS_BYTES = 3_840;
const HEADER_PACKETS = 2;

/** RFC 7845, section 5.1. The rate is the least one of Opus that holds what was recorded, up to 16 kHz. */
async function openOpus(head: Buffer): Promise<OggStream> {
  if (head.length < OPUS_HEAD_BYTES) throw new Error('the header of Opus is cut');
  const channels = head[9] ?? 0;
  const recordedRate = head.readUInt32LE(12);
  const sampleRate = recordedRate
    ? (OPUS_RATES.find((rate) => rate >= recordedRate) ?? MOST_OPUS_RATE)
    : MOST_OPUS_RATE;
  const gain = 10 ** (head.readInt16LE(16) / (20 * 256));
  const family = head[18] ?? 0;
  if (channels === 0 || channels > (family === 0 ? 2 : MOST_CHANNELS)) {
    throw new Error(`${channels} channels of Opus`);
  }
  const decoder = new OpusDecoder({
    channels,
    sampleRate,
    ...(family !== 0 && {
      streamCount: head[19] ?? 0,
      coupledStreamCount: head[20] ?? 0,
      channelMappingTable: [...head.subarray(21, 21 + channels)],
    }),
  });
  await decoder.ready;
  let headers = HEADER_PACKETS;
  let skip = Math.round((head.readUInt16LE(10) * sampleRate) / 48_000);

  function decodePacket(packet: Buffer): DecodedSound | null {
    // A packet that the decoder refuses is left out, as players do it.
    if (packet.length > MOST_OPUS_BYTES * channels) return null;
    const decoded = quietly(() => decoder.decodeFrame(packet));
    const skipped = Math.min(skip, decoded.samplesDecoded);
    skip -= skipped;
    if (gain !== 1) {
      for (const units of decoded.channelData) {
        for (let at = 0; at < units.length; at += 1) units[at] = (units[at] ?? 0) * gain;
      }
    }
    return toSamples(decoded, channels, skipped);
  }

  return {
    async *decode({ packets }) {
      for (const packet of packets) {
        headers -= 1;
        const sound = headers >= 0 ? null : decodePacket(packet);
        if (sound) yield sound;
      }
    },
    async *finish() {},
    close: () => decoder.free(),
  };
}

/** Where STREAMINFO begins in the first packet of FLAC in Ogg (RFC 9639, section 10.1). */
const STREAM_INFO_PLACE = 17;

async function openFlac(head: Buffer): Promise<OggStream> {
  const decoder = await openFlacFrameDecoder();
  await decoder.open(head.subarray(STREAM_INFO_PLACE));
  return {
    async *decode({ packets }) {
      for (const packet of packets) {
        // The others hold what is known about the sound.
        const sound = packet[0] === 0xff ? await decoder.decode(packet) : null;
        if (sound) yield sound;
      }
    },
    async *finish() {},
    close: () => decoder.close(),
  };
}
