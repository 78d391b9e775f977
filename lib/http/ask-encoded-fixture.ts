import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const DECODERS: Record<string, () => Transform> = {
  br: createBrotliDecompress,
  gzip: createGunzip,
  deflate: createInflate,
};

/** An answer whose headers have come. */
export interface EncodedAnswer {
  response: IncomingMessage;
  /** What it says of its encoding. */
  encoding: string | undefined;
  /** The bytes as they were sent. */
  sent(): Promise<Buffer>;
  /** The body as text, decoded. */
  text(): Promise<string>;
  /** The decoded body as it comes. */
  decoded(): AsyncIterable<Buffer>;
  leave(): void;
}

/** Asks without the help of `fetch`, which decodes and hides that it did. */
export function askEncoded(
  url: string,
  headers: OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<EncodedAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      response.on('error', () => {});
      const encoding = response.headers['content-encoding'];
      const decoded = () => {
        const decoder = DECODERS[encoding ?? '']?.();
        return decoder ? response.pipe(decoder) : response;
      };
      resolve({
        response,
        encoding,
        sent: () => gather(response),
        text: async () => (await gather(decoded())).toString(),
        decoded,
        leave: () => asked.destroy(),
      });
    });
    asked.on('error', reject).end();
  });
}

async function gather(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
