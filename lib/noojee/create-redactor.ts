import 'server-only';

export type Redact = (text: string) => string;

const CREDENTIALS = /\b(apiKey|hash|timeStamp)=[^&\s"'<>\\]*/gi;
const SHA256_HEX = /\b[0-9a-f]{64}\b/gi;

/**
 * Removes secrets from a text in every form that they may have there (plain, percent-encoded
 * in whole or in part, escaped in JSON), and with them every hash made of the key.
 */
export function createRedactor(secrets: readonly string[]): Redact {
  const patterns = secrets
    .filter(Boolean)
    .map((secret) => new RegExp([...secret].map(formsOf).join(''), 'gi'));
  return (text) =>
    patterns
      .reduce((rest, pattern) => rest.replace(pattern, '[redacted]'), text)
      .replace(CREDENTIALS, '$1=[redacted]')
      .replace(SHA256_HEX, '[redacted]');
}

/** A pattern for one character as it may stand in text, in a URL, or in JSON inside of JSON. */
function formsOf(character: string): string {
  const octets = [...Buffer.from(character)].map(
    (octet) => `%(?:25)*${octet.toString(16).padStart(2, '0')}`,
  );
  const units = Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index).toString(16).padStart(4, '0');
    return `\\\\+u${unit}`;
  });
  const plain = /\w/.test(character) ? character : `\\\\*${escapePattern(character)}`;
  const forms = [plain, octets.join(''), units.join('')];
  return `(?:${(character === ' ' ? [...forms, '\\+'] : forms).join('|')})`;
}

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
