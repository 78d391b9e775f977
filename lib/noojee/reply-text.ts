/** The text of some bytes of a reply; of all of them where no place is named. */
export type TextReader = (bytes: Uint8Array, from?: number, to?: number) => string;

const utf8 = new TextDecoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON is UTF-8 (RFC 8259, section 8.1), whatever the head of the answer says. Where the bytes are none, the charset
 * that it names is believed: servlets send ISO-8859-1 unless told otherwise.
 *
 * @param contentType As the PBX sent it.
 */
export function createTextReader(contentType: string | null): TextReader {
  const stated = decoderOf(/charset="?([\w.:-]+)/i.exec(contentType ?? '')?.[1]);
  return (bytes, from = 0, to = bytes.length) => {
    const part = bytes.subarray(from, to);
    try {
      return strictUtf8.decode(part);
    } catch {
      return (stated ?? utf8).decode(part);
    }
  };
}

function decoderOf(charset: string | undefined): TextDecoder | null {
  if (charset === undefined) return null;
  try {
    return new TextDecoder(charset);
  } catch {
    return null;
  }
}

/** Without the byte-order mark that some servers begin with (RFC 8259, section 8.1: it may be ignored). */
export const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
