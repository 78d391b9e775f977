export type Redact = (text: string) => string;

const CREDENTIALS = /\b(apiKey|hash|timeStamp)=[^&\s"'<>\\]*/gi;
const SHA256_HEX = /\b[0-9a-f]{64}\b/gi;

/** Takes the key, in plain and percent-encoded form, and every hash made of it out of a text. */
export function createRedactor(apiKey: string): Redact {
  const encoded = encodeURIComponent(apiKey);
  const secrets = [...new Set([apiKey, encoded, encoded.toLowerCase()])].filter(Boolean);
  return (text) =>
    secrets
      .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
      .replace(CREDENTIALS, '$1=[redacted]')
      .replace(SHA256_HEX, '[redacted]');
}
