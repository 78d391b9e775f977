/** One row of a reply as it stands in its bytes, or one field of the envelope around the rows. */
export interface ReplyPart {
  /** Null for an element of the list, else the name of the member of the outer object. */
  name: string | null;
  from: number;
  to: number;
}

/**
 * Finds where each part of a JSON reply begins and ends without parsing it, one part at a time, so
 * that a long list need not be parsed in one go. The outer value is a list or an object; a list
 * under `entities` in that object gives its elements. What is inside a part is not checked.
 *
 * @throws SyntaxError where the outer value is neither, does not end, or has something after it.
 */
export function* splitReply(bytes: Uint8Array): Generator<ReplyPart, void> {
  const start = skipSpace(bytes, 0);
  if (bytes[start] !== BRACE && bytes[start] !== BRACKET)
    throw broken('is neither list nor object');
  const end = yield* partsOf(bytes, start);
  if (skipSpace(bytes, end) < bytes.length) throw broken('goes on after its end');
}

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;

/** The parts of the list or object that begins at `start`; returns the place after it. */
function* partsOf(bytes: Uint8Array, start: number): Generator<ReplyPart, number> {
  const isObject = bytes[start] === BRACE;
  const closer = isObject ? BRACE_END : BRACKET_END;
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === closer) return at + 1;
  for (;;) {
    let name: string | null = null;
    if (isObject) {
      const end = stringEnd(bytes, at);
      name = String(JSON.parse(textOf(bytes, at, end)));
      at = skipSpace(bytes, end);
      if (bytes[at] !== COLON) throw broken('has a name without a value');
      at = skipSpace(bytes, at + 1);
    }
    let to: number;
    if (name === 'entities' && bytes[at] === BRACKET) {
      yield { name, from: at, to: at };
      to = yield* partsOf(bytes, at);
    } else {
      to = valueEnd(bytes, at);
      yield { name, from: at, to };
    }
    at = skipSpace(bytes, to);
    if (bytes[at] === closer) return at + 1;
    if (bytes[at] !== COMMA) throw broken('lacks a comma');
    at = skipSpace(bytes, at + 1);
  }
}

/** The place after the value that begins at `start`. */
function valueEnd(bytes: Uint8Array, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = stringEnd(bytes, at) - 1;
    else if (byte === BRACE || byte === BRACKET) depth += 1;
    else if (byte === BRACE_END || byte === BRACKET_END) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (byte === COMMA && depth === 0) return at;
  }
  throw broken('is cut off in a value');
}

/** The place after the string that begins at `start`. */
function stringEnd(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== QUOTE) throw broken('has something else in place of a string');
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  throw broken('is cut off in a string');
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  // Tab, line feed, carriage return and blank; anything else below a blank is an error found later.
  while (at < bytes.length && (bytes[at] ?? SPACE) <= SPACE) at += 1;
  return at;
}

const decoder = new TextDecoder();

/** The text of one part, in UTF-8. */
export const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  decoder.decode(bytes.subarray(from, to));

const broken = (how: string) => new SyntaxError(`The reply ${how}`);
