/** What a `Range` header asks of a file. `end` is exclusive. */
export type RangeAnswer =
  | { kind: 'whole' }
  | { kind: 'part'; start: number; end: number }
  | { kind: 'unsatisfiable' };

/** nginx counts in 64 bits and refuses what does not fit. */
const LARGEST_POSITION = 2n ** 63n - 1n;

const RANGE = /^ *(?:(\d+) *- *(\d*)|-(\d+)) *$/;

/**
 * Reads a `Range` header as RFC 9110 section 14.2 allows and as nginx does. Where the two leave a
 * choice nginx is followed: another unit is ignored, a broken specifier answers 416.
 *
 * Several ranges of which more than one can be satisfied answer with the whole file, which section
 * 14.2 permits and which overlapping ranges cannot turn into work.
 *
 * @param header Its value, without white space around it; undefined without the header.
 * @param size Bytes of the file, at least one.
 */
export function parseRange(header: string | undefined, size: number): RangeAnswer {
  if (!header || header.length < 7 || header.slice(0, 6).toLowerCase() !== 'bytes=') {
    return { kind: 'whole' };
  }
  const parts: { start: number; end: number }[] = [];
  for (const specifier of header.slice(6).split(',')) {
    const part = readSpecifier(specifier, size);
    if (part === null) return { kind: 'unsatisfiable' };
    if (part.start < part.end) parts.push(part);
    else if (part.start === 0) return { kind: 'whole' };
    if (parts.length > 1) return { kind: 'whole' };
  }
  const [only] = parts;
  return only ? { kind: 'part', ...only } : { kind: 'unsatisfiable' };
}

/** null when it is broken; `start` not before `end` when it lies outside the file. */
function readSpecifier(specifier: string, size: number): { start: number; end: number } | null {
  const match = RANGE.exec(specifier);
  if (!match) return null;
  const [, first, last, suffix] = match;
  if (suffix !== undefined) {
    const length = readPosition(suffix);
    return length === null ? null : { start: Math.max(0, size - length), end: size };
  }
  const start = readPosition(first ?? '');
  const end = last ? readPosition(last) : size - 1;
  if (start === null || end === null) return null;
  return { start, end: Math.min(end + 1, size) };
}

function readPosition(digits: string): number | null {
  const position = BigInt(digits);
  return position > LARGEST_POSITION ? null : Number(position);
}
