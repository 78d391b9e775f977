/** What an encoder writes into a first frame without sound, known as Xing, Info or VBRI after its mark. */
export interface EncoderNote {
  /** Whether it says that every frame has the same bit rate. */
  isConstant: boolean;
  /** Frames that follow; null where it does not say. */
  frameCount: number | null;
  /** Samples that were not in the original: before its first and after its last. */
  delay: number;
  padding: number;
}

/** The mark stands behind the side information, 36 bytes in at most. */
const MARK_BY = 40;
const HAS_FRAME_COUNT = 1;
/** From the mark to 24 bits of LAME and similar encoders: 12 of delay, 12 of padding. */
const DELAY_OFFSET = 141;
/** Samples by which each decoder is late, as all players count them. */
const DECODER_DELAY = 529;

/** @returns Null where the first frame of a stream is sound. */
export function readEncoderNote(frame: Buffer): EncoderNote | null {
  const start = frame.toString('latin1', 0, MARK_BY);
  if (start.includes('VBRI')) return { isConstant: false, frameCount: null, delay: 0, padding: 0 };
  const mark = Math.max(start.indexOf('Xing'), start.indexOf('Info'));
  if (mark < 0) return null;
  const flags = frame.length >= mark + 8 ? frame.readUInt32BE(mark + 4) : 0;
  const hasCount = (flags & HAS_FRAME_COUNT) !== 0 && frame.length >= mark + 12;
  const place = mark + DELAY_OFFSET;
  const both = frame.length >= place + 3 ? frame.readUIntBE(place, 3) : 0;
  const [delay, padding] = [both >> 12, both & 0xfff];
  return {
    isConstant: start.startsWith('Info', mark),
    frameCount: hasCount ? frame.readUInt32BE(mark + 8) : null,
    delay: delay === 0 ? 0 : delay + DECODER_DELAY,
    padding: delay === 0 ? 0 : Math.max(0, padding - DECODER_DELAY),
  };
}
