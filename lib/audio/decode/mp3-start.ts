const ID3_HEADER_BYTES = 10;
/** An encoder's frame of information stands behind the side information, 36 bytes in at most. */
const FAR_ENOUGH = 40;
/** From that frame's mark to the delay that LAME and its kin tell there. */
const DELAY_OFFSET = 141;
/** Samples by which each decoder is late, as all players count them. */
const DECODER_DELAY = 529;

/** Takes an ID3v2 tag off the start of an MP3 file that comes in pieces. */
export class Id3Skipper {
  #waiting: Buffer | null = Buffer.alloc(0);
  #skip = 0;

  /** The bytes that follow the tag. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#waiting) {
      this.#waiting = Buffer.concat([this.#waiting, bytes]);
      if (this.#waiting.length < ID3_HEADER_BYTES) return new Uint8Array(0);
      const start = this.#waiting;
      this.#waiting = null;
      this.#skip = id3Bytes(start);
      return this.push(start);
    }
    const rest = bytes.subarray(this.#skip);
    this.#skip -= bytes.length - rest.length;
    return rest;
  }
}

/** Length of an ID3v2 tag with its header; 0 where there is none. */
function id3Bytes(start: Buffer): number {
  if (start.toString('latin1', 0, 3) !== 'ID3') return 0;
  return (
    ID3_HEADER_BYTES + start.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0)
  );
}

/**
 * Samples at the start that were not in the original, where the first frame is an encoder's frame of
 * information and no sound; null where it is sound.
 */
export function mp3DelayOf(firstFrame: Buffer): number | null {
  const start = firstFrame.toString('latin1', 0, FAR_ENOUGH);
  const mark = Math.max(start.indexOf('Xing'), start.indexOf('Info'));
  if (mark < 0) return null;
  const place = mark + DELAY_OFFSET;
  const delay = firstFrame.length >= place + 2 ? firstFrame.readUInt16BE(place) >> 4 : 0;
  return delay === 0 ? 0 : delay + DECODER_DELAY;
}
