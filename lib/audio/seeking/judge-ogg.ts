import { type OggPage, OggPages, pageAt } from '@/lib/audio/formats/ogg-page';
import type { Mend, Rewriter, SeekJudge } from './mend';
import { type PacketLengths, packetLengthsOf } from './ogg-packet-length';

const TOLERANCE_SECONDS = 0.1;
/**
 * Chromium lands within a page of Vorbis as if it were at the page's end. Encoders fill pages with 4 KB: two seconds of
 * speech as most write it, and ten where somebody saves.
 */
const MOST_PAGE_SECONDS = 2.5;
/** Comments may hold pictures; more than this is not held for them. */
const MOST_BEFORE_SOUND_BYTES = 1024 * 1024;
const FULL_SEGMENT = 255;
/** Of a packet of sound no more is needed to know its length. */
const PACKET_START_BYTES = 20;

/**
 * Compares the places that pages state with the sound in their packets. A recorder that joins a stream under way
 * begins at a thousand seconds, and a browser then shows them.
 */
export function createOggJudge(): SeekJudge {
  return new OggJudge();
}

class OggJudge implements SeekJudge {
  isHeldBack: boolean | null = null;
  readonly #pages = new OggPages();
  readonly #counter = new SoundCounter();
  #isTrue = true;
  #hasLongPages = false;
  #before = 0;
  #bytesBefore = 0;

  add(sound: Uint8Array): void {
    for (const page of this.#pages.push(sound)) {
      const place = this.#counter.placeAfter(page);
      if (place === null || page.granule === null) continue;
      const late = Math.abs(page.granule - place) / this.#counter.granuleRate;
      // The last page may state less: that cuts the end off its last packet.
      const isCut = page.isLast && page.granule < place;
      const isTrue = late <= TOLERANCE_SECONDS || isCut;
      const pageSeconds = (place - this.#before) / this.#counter.granuleRate;
      this.#before = place;
      if (this.#counter.channels !== null && pageSeconds > MOST_PAGE_SECONDS) {
        this.#hasLongPages = true;
      }
      this.isHeldBack ??= !isTrue || this.#hasLongPages;
      this.#isTrue &&= isTrue;
    }
    this.#bytesBefore += sound.length;
    if (this.#counter.isUnknown) this.isHeldBack ??= false;
    if (this.#bytesBefore > MOST_BEFORE_SOUND_BYTES) this.isHeldBack ??= true;
  }

  verdict(): Mend | null {
    const { channels, granuleRate } = this.#counter;
    if (this.#hasLongPages && channels) {
      const format = { kind: 'packed', container: 'ogg' } as const;
      const sampleCount = this.#before;
      return { kind: 'decode', format, channels, sampleRate: granuleRate, sampleCount };
    }
    return this.#isTrue ? null : { kind: 'rewrite', createRewriter: () => new PageRewriter() };
  }
}

/** Says in each page where the sound is, counted from the first packet on. */
class PageRewriter implements Rewriter {
  readonly #pages = new OggPages();
  readonly #counter = new SoundCounter();
  #stated = 0;
  #counted = 0;

  push(bytes: Uint8Array): Uint8Array {
    const out: Buffer[] = [];
    for (const page of this.#pages.push(bytes, (other) => out.push(other))) {
      const place = this.#counter.placeAfter(page);
      out.push(
        place === null || page.granule === null
          ? page.bytes
          : this.#rewrite(page, page.granule, place),
      );
    }
    return Buffer.concat(out);
  }

  finish(): Uint8Array {
    return this.#pages.rest;
  }

  #rewrite(page: OggPage, granule: number, place: number): Buffer {
    const advance = granule - this.#stated;
    const isCut = page.isLast && advance >= 0 && advance < place - this.#counted;
    const truth = isCut ? this.#counted + advance : place;
    this.#stated = granule;
    this.#counted = place;
    return pageAt(page, truth);
  }
}

/** Counts the sound in the packets of the first stream. */
class SoundCounter {
  /** Whether the stream is of a kind whose packets cannot be counted. */
  isUnknown = false;
  #lengths: PacketLengths | null = null;
  #serial: number | null = null;
  #packetCount = 0;
  #place = 0;
  #start: Buffer[] = [];
  #startBytes = 0;

  get granuleRate(): number {
    return this.#lengths?.granuleRate || 1;
  }

  get channels(): number | null {
    return this.#lengths?.channels ?? null;
  }

  /** Where the sound is after a page; null for pages of headers, of other streams and of unknown sound. */
  placeAfter(page: OggPage): number | null {
    this.#serial ??= page.serial;
    if (page.serial !== this.#serial || this.isUnknown) return null;
    const before = this.#packetCount;
    let offset = page.contentOffset;
    for (const size of page.segments) {
      this.#keepStart(page.bytes.subarray(offset, offset + size));
      offset += size;
      if (size < FULL_SEGMENT) this.#takePacket(Buffer.concat(this.#start));
    }
    const hasSound = this.#packetCount > Math.max(before, this.#lengths?.headerCount ?? 0);
    return hasSound ? this.#place : null;
  }

  /** Headers are needed whole. */
  #keepStart(part: Buffer): void {
    const isHeader = this.#packetCount < (this.#lengths?.headerCount ?? 1);
    if (!isHeader && this.#startBytes >= PACKET_START_BYTES) return;
    if (this.#startBytes > MOST_BEFORE_SOUND_BYTES) return;
    this.#start.push(part);
    this.#startBytes += part.length;
  }

  #takePacket(packet: Buffer): void {
    this.#start = [];
    this.#startBytes = 0;
    this.#packetCount += 1;
    if (this.#packetCount === 1) {
      this.#lengths = packetLengthsOf(packet);
      this.isUnknown = this.#lengths === null;
      return;
    }
    const lengths = this.#lengths;
    if (!lengths) return;
    if (this.#packetCount <= lengths.headerCount) lengths.readHeader(packet);
    else this.#place += lengths.lengthOf(packet);
  }
}
