/** What Legato uses of `compression`. Its own types speak of Express's requests and bring all of them along. */
declare module 'compression' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { BrotliOptions, ZlibOptions } from 'node:zlib';

  type Filter = (request: IncomingMessage, response: ServerResponse) => boolean;

  interface CompressionOptions extends ZlibOptions {
    brotli?: BrotliOptions;
    /** Asked when the headers are complete; they may still be changed. */
    filter?: Filter;
    /** Bytes. Counts where the length is known when the headers are sent. */
    threshold?: number;
  }

  function compression(
    options: CompressionOptions,
  ): (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  export = compression;
}
