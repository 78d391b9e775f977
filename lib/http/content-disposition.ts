/** Names that Windows keeps for devices, whatever ending follows. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** File systems end at 255 bytes; this leaves room for the ending and for ` (1)`. */
const MAX_STEM_BYTES = 200;

/**
 * `attachment` with a name that every file system takes: as RFC 6266 section 4.1 says, an ASCII
 * `filename` for old clients, and `filename*` (RFC 8187) beside it where that lost something.
 */
export function contentDisposition(fileName: string): string {
  const name = safeFileName(fileName);
  const ascii = name.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
  const plain = `attachment; filename="${safeFileName(ascii)}"`;
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${encodeExtended(name)}`;
}

/** Takes out what Windows, macOS or Linux refuse in a name, and what a path or a header would read. */
export function safeFileName(name: string): string {
  const dot = name.lastIndexOf('.');
  const ending = dot >= 0 ? name.slice(dot) : '';
  const stem = (dot >= 0 ? name.slice(0, dot) : name)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*%;]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  const short = shorten(stem).replace(/[. ]+$/, '') || 'recording';
  return `${WINDOWS_DEVICE.test(short) ? `_${short}` : short}${ending}`;
}

function shorten(text: string): string {
  let bytes = 0;
  let short = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_STEM_BYTES) break;
    short += character;
  }
  return short;
}

/** RFC 8187 section 3.2.1: all but attr-char is percent-encoded. */
const encodeExtended = (value: string) =>
  encodeURIComponent(value).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
