import { GSM_BLOCK_BYTES, readSound, SAMPLE_RATE } from './clips';
import { encodeAlaw, encodeMulaw, encodePcm8, encodePcm16, encodePcm24 } from './encode';
import type { ContainerTag, ToneTag } from './faults';
import type { LegSound } from './leg-sound';
import { TONE_FILES } from './tone-file';
import { type WavFormat, wavHeader } from './wav-header';

/** A leg as a file. Any part of it can be made alone. */
export interface LegFile {
  contentType: string;
  byteLength: number;
  /** Bytes from `start` up to `end`, not included. */
  bytes(start: number, end: number): Uint8Array;
}

/** Sizes that a WAV header may state instead of the true ones. */
export type StatedSize = (dataBytes: number) => number;

interface BlockFormat {
  wav: WavFormat;
  blockBytes: number;
  encode(sound: LegSound, firstBlock: number, blocks: number): Uint8Array;
}

const mono = (bits: number, formatTag: number, encode: (samples: Int16Array) => Uint8Array) => ({
  wav: {
    formatTag,
    channels: 1,
    bits,
    blockAlign: bits / 8,
    bytesPerSecond: (SAMPLE_RATE * bits) / 8,
  },
  blockBytes: (320 * bits) / 8,
  encode: (sound: LegSound, first: number, blocks: number) =>
    encode(sound.pcm(first, blocks, 'both')),
});

const BLOCK_FORMATS: Partial<Record<ContainerTag, BlockFormat>> = {
  'WAV-PCM16': mono(16, 1, encodePcm16),
  'WAV-PCM8': mono(8, 1, encodePcm8),
  'WAV-PCM24': mono(24, 1, encodePcm24),
  'WAV-ALAW': mono(8, 6, encodeAlaw),
  'WAV-MULAW': mono(8, 7, encodeMulaw),
  'WAV-PCM16-STEREO': {
    wav: { formatTag: 1, channels: 2, bits: 16, blockAlign: 4, bytesPerSecond: SAMPLE_RATE * 4 },
    blockBytes: 1280,
    encode(sound, first, blocks) {
      const left = sound.pcm(first, blocks, 'agent');
      const right = sound.pcm(first, blocks, 'caller');
      const both = new Int16Array(left.length * 2);
      for (let i = 0; i < left.length; i++) {
        both[2 * i] = left[i] ?? 0;
        both[2 * i + 1] = right[i] ?? 0;
      }
      return encodePcm16(both);
    },
  },
  'WAV-GSM': {
    wav: {
      formatTag: 0x31,
      channels: 1,
      bits: 0,
      blockAlign: 65,
      bytesPerSecond: 1625,
      samplesPerBlock: 320,
    },
    blockBytes: GSM_BLOCK_BYTES,
    encode: (sound, first, blocks) => sound.gsm(first, blocks),
  },
};

/** A file that cannot be cut together from blocks, sent as it is. */
const WHOLE_FILES: Partial<Record<ContainerTag, { contentType: string; name: string }>> = {
  OGG: { contentType: 'audio/ogg', name: 'conversation.ogg' },
  FLAC: { contentType: 'audio/flac', name: 'conversation.flac' },
  'MP3-STEREO': { contentType: 'audio/mpeg', name: 'conversation-stereo.mp3' },
  'OGG-STEREO': { contentType: 'audio/ogg', name: 'conversation-stereo.ogg' },
  'FLAC-STEREO': { contentType: 'audio/flac', name: 'conversation-stereo.flac' },
};

/** MPEG 2.5 layer III at 8 kHz and 16 kbit/s: 576 samples in 144 bytes. */
const MP3_FRAME_BYTES = 144;
const MP3_FRAME_SAMPLES = 576;

/** The file of a leg in the container; `statedSize` makes its WAV header lie. */
export function createLegFile(
  container: ContainerTag,
  sound: LegSound,
  statedSize?: StatedSize,
): LegFile {
  const file = WHOLE_FILES[container];
  if (file) return whole(file.contentType, readSound(file.name));
  if (isTone(container)) {
    const { contentType, bytes } = TONE_FILES[container];
    return whole(contentType, bytes());
  }
  if (container === 'MP3') return withHeader('audio/mpeg', new Uint8Array(0), mp3Frames(sound));
  if (container === 'WAV-MP3') {
    const frames = mp3Frames(sound);
    return withHeader('audio/x-wav', mp3WavHeader(frames.byteLength, sound), frames);
  }
  const format = BLOCK_FORMATS[container];
  if (!format) throw new RangeError(`No such container: ${container}`);
  const { blockBytes, wav, encode } = format;
  const body = {
    byteLength: sound.blocks * blockBytes,
    bytes(start: number, end: number) {
      const first = Math.floor(start / blockBytes);
      const blocks = Math.ceil(end / blockBytes) - first;
      return encode(sound, first, blocks).subarray(
        start - first * blockBytes,
        end - first * blockBytes,
      );
    },
  };
  const stated = statedSize?.(body.byteLength) ?? body.byteLength;
  return withHeader('audio/x-wav', wavHeader(wav, stated, sound.blocks * 320), body);
}

const isTone = (container: ContainerTag): container is ToneTag =>
  Object.hasOwn(TONE_FILES, container);

type Body = Pick<LegFile, 'byteLength' | 'bytes'>;

function withHeader(contentType: string, header: Uint8Array, body: Body): LegFile {
  const head = header.byteLength;
  return {
    contentType,
    byteLength: head + body.byteLength,
    bytes(start, end) {
      if (start >= head) return body.bytes(start - head, end - head);
      const rest = end > head ? body.bytes(0, end - head) : new Uint8Array(0);
      return Buffer.concat([header.subarray(start, end), rest]);
    },
  };
}

const whole = (contentType: string, bytes: Uint8Array): LegFile => ({
  contentType,
  byteLength: bytes.byteLength,
  bytes: (start, end) => bytes.subarray(start, end),
});

/** The conversation's frames again and again: each can be played on its own. */
function mp3Frames(sound: LegSound): Body {
  const conversation = readSound('conversation.mp3');
  const loop = conversation.byteLength - (conversation.byteLength % MP3_FRAME_BYTES);
  return {
    byteLength: Math.ceil((sound.blocks * 320) / MP3_FRAME_SAMPLES) * MP3_FRAME_BYTES,
    bytes(start, end) {
      const bytes = new Uint8Array(end - start);
      for (let at = start; at < end; ) {
        const part = conversation.subarray(at % loop, Math.min(loop, (at % loop) + end - at));
        bytes.set(part, at - start);
        at += part.byteLength;
      }
      return bytes;
    },
  };
}

const mp3WavHeader = (dataBytes: number, sound: LegSound) =>
  wavHeader(
    {
      formatTag: 0x55,
      channels: 1,
      bits: 0,
      blockAlign: 1,
      bytesPerSecond: 2000,
      mp3FrameBytes: MP3_FRAME_BYTES,
    },
    dataBytes,
    sound.blocks * 320,
  );
