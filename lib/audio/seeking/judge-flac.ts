import { type FlacFrame, lastFlacFrame, readFlacFrame } from '@/lib/audio/formats/flac-frame';
import type { Mend, SeekJudge } from './mend';

const MARK_BYTES = 4;
const BLOCK_HEADER_BYTES = 4;
const STREAM_INFO_BYTES = 34;
/** Where sound would begin if STREAMINFO were alone. */
const BARE_HEADER_BYTES = MARK_BYTES + BLOCK_HEADER_BYTES + STREAM_INFO_BYTES;
const IS_LAST = 0x80;
/** In STREAMINFO: rate in 20 bits, channels in 3, bits of a sample in 5, samples in 36 (RFC 9639 section 8.2). */
const RATES_OFFSET = MARK_BYTES + BLOCK_HEADER_BYTES + 10;
/** Pictures may stand before the sound; more than this is not held for it. */
const MOST_BEFORE_SOUND_BYTES = 1024 * 1024;
/** A frame of sound fits in here many times over. */
const TAIL_BYTES = 256 * 1024;
const TOLERANCE_SECONDS = 0.1;

/**
 * Compares the number of samples that a FLAC leg states with the numbers in its frames. A writer that cannot go back
 * states none: then a browser knows no length.
 */
export function createFlacJudge(): SeekJudge {
  return new FlacJudge();
}

interface StreamInfo {
  bytes: Buffer;
  sampleRate: number;
  channels: number;
  sampleCount: number;
  blockSize: number;
}

class FlacJudge implements SeekJudge {
  isHeldBack: boolean | null = null;
  #info: StreamInfo | null = null;
  /** Bytes before the first frame; null until they are known. */
  #soundOffset: number | null = null;
  #first: FlacFrame | null = null;
  #start: Buffer = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);

  add(sound: Uint8Array): void {
    if (this.#first || this.isHeldBack) {
      this.#tail = Buffer.concat([this.#tail, sound]).subarray(-TAIL_BYTES);
      return;
    }
    this.#start = Buffer.concat([this.#start, sound]);
    this.#readStart();
    if (!this.#first && this.#start.length > MOST_BEFORE_SOUND_BYTES) this.isHeldBack = true;
    if (!this.#first && !this.isHeldBack) return;
    this.#tail = Buffer.from(this.#start.subarray(-TAIL_BYTES));
    this.#start = Buffer.alloc(0);
  }

  verdict(): Mend | null {
    const info = this.#info;
    const first = this.#first;
    const skipBytes = this.#soundOffset;
    const last = info && lastFlacFrame(this.#tail, info.blockSize);
    if (!info || !first || !last || skipBytes === null) return null;
    const { channels, sampleRate } = info;
    const end = last.firstSample + last.sampleCount;
    if (first.firstSample !== 0) {
      const sampleCount = Math.max(0, end - first.firstSample);
      return { kind: 'decode', format: FLAC, channels, sampleRate, sampleCount };
    }
    if (Math.abs(end - info.sampleCount) <= TOLERANCE_SECONDS * sampleRate) return null;
    return { kind: 'header', header: headerFor(info.bytes, end), skipBytes };
  }

  #readStart(): void {
    const bytes = this.#start;
    if (bytes.length < BARE_HEADER_BYTES) return;
    this.#info ??= readStreamInfo(bytes);
    this.#soundOffset ??= soundOffsetOf(bytes);
    if (!this.#info || this.#soundOffset === null) return;
    this.#first = readFlacFrame(bytes, this.#soundOffset, this.#info.blockSize);
    if (this.#first)
      this.isHeldBack = this.#info.sampleCount === 0 || this.#first.firstSample !== 0;
  }
}

const FLAC = { kind: 'packed', container: 'flac' } as const;

/** STREAMINFO is always the first block. */
function readStreamInfo(bytes: Buffer): StreamInfo {
  const rates = bytes.readUInt32BE(RATES_OFFSET);
  return {
    bytes: Buffer.from(bytes.subarray(0, BARE_HEADER_BYTES)),
    sampleRate: rates >>> 12,
    channels: ((rates >>> 9) & 7) + 1,
    sampleCount: (rates & 0xf) * 2 ** 32 + bytes.readUInt32BE(RATES_OFFSET + 4),
    blockSize: bytes.readUInt16BE(MARK_BYTES + BLOCK_HEADER_BYTES),
  };
}

/** Where the first frame begins; null while a block before it has not come. */
function soundOffsetOf(bytes: Buffer): number | null {
  for (let offset = MARK_BYTES; offset + BLOCK_HEADER_BYTES <= bytes.length; ) {
    const kind = bytes.readUInt8(offset);
    offset += BLOCK_HEADER_BYTES + bytes.readUIntBE(offset + 1, 3);
    if ((kind & IS_LAST) !== 0) return offset;
  }
  return null;
}

/** STREAMINFO as the only block, with the number of samples that there are. */
function headerFor(start: Buffer, sampleCount: number): Uint8Array {
  const header = Buffer.from(start);
  header.writeUInt8(IS_LAST, MARK_BYTES);
  const rates = header.readUInt32BE(RATES_OFFSET);
  const high = Math.floor(sampleCount / 2 ** 32) & 0xf;
  header.writeUInt32BE(((rates & 0xffff_fff0) | high) >>> 0, RATES_OFFSET);
  header.writeUInt32BE(sampleCount % 2 ** 32, RATES_OFFSET + 4);
  return header;
}
