import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants } from 'node:zlib';
import compression from 'compression';

/** What is shorter fits into one packet anyway. */
const SHORTEST_BYTES = 1024;
const CHUNK_BYTES = 64 * 1024;
/** A closed list: the library's own takes bytes of unknown kind for text, and some sound. */
const TEXT_TYPE =
  /^(?:text\/|application\/(?:(?:problem|manifest)\+json|json|x-ndjson|javascript)|image\/svg\+xml)/i;

const negotiateAndCompress = compression({
  threshold: SHORTEST_BYTES,
  filter: prepare,
  // Low levels: a browser on the same machine must not wait for what a network saves (decision 0032).
  level: 3,
  chunkSize: CHUNK_BYTES,
  // A page that streams, or a line of a list, must not wait in the compressor for the next.
  flush: constants.Z_SYNC_FLUSH,
  brotli: {
    chunkSize: CHUNK_BYTES,
    flush: constants.BROTLI_OPERATION_FLUSH,
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 3,
      // 256 KB a response, as much as gzip takes; more does not make our answers shorter.
      [constants.BROTLI_PARAM_LGWIN]: 18,
    },
  },
});

/**
 * Lets a response be compressed where its media type is text and the client takes it (RFC 9110, section
 * 12.5.3). Off the event loop; each write reaches the client without waiting for the next. To be called
 * before headers are sent, and never for sound. A listener for `drain` stays until the response ends.
 */
export function compressAnswer(request: IncomingMessage, response: ServerResponse): void {
  negotiateAndCompress(request, response, () => {});
  // Next calls it after each write, and its flush would make the compressor forget what it has seen.
  Object.assign(response, { flush: () => {} });
}

/** Makes the headers true for every encoding. Gives whether the response may be compressed. */
function prepare(request: IncomingMessage, response: ServerResponse): boolean {
  weakenEntityTag(response);
  // It has no media type, yet stands for an answer that varies.
  if (response.statusCode === 304) response.appendHeader('Vary', 'Accept-Encoding');
  const isText = TEXT_TYPE.test(String(response.getHeader('Content-Type')));
  if (!isText || response.hasHeader('Content-Range')) return false;
  // Only GET learns the length: it may be that of the compressed body (RFC 9110, section 8.6).
  if (request.method === 'HEAD') response.removeHeader('Content-Length');
  return true;
}

/** A strong one promises the same bytes, which the encodings of one text are not. */
function weakenEntityTag(response: ServerResponse): void {
  const tag = response.getHeader('ETag');
  if (typeof tag === 'string' && tag.startsWith('"')) response.setHeader('ETag', `W/${tag}`);
}
