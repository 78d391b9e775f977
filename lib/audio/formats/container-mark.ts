import { WAVE_MARKS } from './wave-marks';

/** A container that begins with a mark of its own. */
export type MarkedContainer = 'wave' | 'ogg' | 'flac';

/** The container whose mark stands at the start of these bytes. */
export function markOf(bytes: Buffer): MarkedContainer | null {
  const mark = bytes.toString('latin1', 0, 4);
  if (WAVE_MARKS.has(mark)) return 'wave';
  return mark === 'OggS' ? 'ogg' : mark === 'fLaC' ? 'flac' : null;
}

/**
 * The first container that begins somewhere within these bytes. A mark alone is not enough there: what
 * has to stand behind it counts too.
 */
export function findMark(bytes: Buffer): { mark: MarkedContainer; offset: number } | null {
  let first: { mark: MarkedContainer; offset: number } | null = null;
  for (const { mark, text } of LATER_MARKS) {
    const offset = mark === 'wave' ? waveOffset(bytes, text) : bytes.indexOf(text, 0, 'latin1');
    if (offset >= 0 && (!first || offset < first.offset)) first = { mark, offset };
  }
  return first;
}

const LATER_MARKS: readonly { mark: MarkedContainer; text: string }[] = [
  ...[...WAVE_MARKS].map((text) => ({ mark: 'wave', text }) as const),
  // Version 0, and the first page of a stream, which may be the last as well.
  { mark: 'ogg', text: 'OggS\0\x02' },
  { mark: 'ogg', text: 'OggS\0\x06' },
  // STREAMINFO of 34 bytes, which may be the last block.
  { mark: 'flac', text: 'fLaC\0\0\0\x22' },
  { mark: 'flac', text: 'fLaC\x80\0\0\x22' },
];

function waveOffset(bytes: Buffer, text: string): number {
  let offset = bytes.indexOf(text, 0, 'latin1');
  while (offset >= 0 && bytes.toString('latin1', offset + 8, offset + 12) !== 'WAVE') {
    offset = bytes.indexOf(text, offset + 1, 'latin1');
  }
  return offset;
}
