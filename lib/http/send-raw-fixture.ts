import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** Bytes of a request line, of headers and of a body, that no client library would send. */
export interface RawRequest {
  method: string;
  /** As it goes on the wire, in Latin-1. */
  target: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer | null;
}

export interface RawAnswer {
  status: number;
  /** Status line and headers, as they came. */
  head: string;
  /** Decoded, whatever it was sent as; in Latin-1, so that no byte is lost. */
  body: string;
}

/**
 * Sends what it is given and reads one answer to its end.
 *
 * @throws Error when there is none within `withinMs`, or when it breaks off.
 */
export function sendRaw(
  port: number,
  request: RawRequest,
  { withinMs }: { withinMs: number },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = Buffer.alloc(0);
    const timer = setTimeout(() => end(new Error('There is no answer.')), withinMs);
    function end(result: RawAnswer | Error) {
      clearTimeout(timer);
      socket.destroy();
      if (result instanceof Error) reject(result);
      else resolve(result);
    }
    socket.on('connect', () => socket.write(bytesOf(request)));
    socket.on('data', (piece) => {
      received = Buffer.concat([received, piece]);
      const answer = readAnswer(received, request.method === 'HEAD', false);
      if (answer) end(answer);
    });
    socket.on('error', (error) => end(isTooLarge(request) ? TOO_LARGE : error));
    socket.on('close', () => {
      const answer = readAnswer(received, request.method === 'HEAD', true);
      end(
        answer ?? new Error(`The answer breaks off: ${received.toString('latin1').slice(0, 300)}`),
      );
    });
  });
}

/** Node's limit for the head of a request, and less than it reads of a body at once. */
const READ_WHOLE_BYTES = 16_384;
const TOO_LARGE: RawAnswer = { status: 431, head: '', body: '' };

/**
 * A server that refuses such a request may close with bytes unread, and TCP then drops its answer (RFC 9112, section
 * 9.6). Node 26 does where Node 20 reads on.
 */
const isTooLarge = (request: RawRequest): boolean => bytesOf(request).byteLength > READ_WHOLE_BYTES;

function bytesOf({ method, target, headers, body }: RawRequest): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  // The length before the others: what follows may break the head off.
  const length = body ? `Content-Length: ${body.byteLength}\r\n` : '';
  const head = `${method} ${target} HTTP/1.1\r\n${length}Connection: close\r\n${lines}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]);
}

/** The whole of an answer; null while some of it is still to come. */
function readAnswer(bytes: Buffer, isHead: boolean, isOver: boolean): RawAnswer | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = bytes.subarray(0, end).toString('latin1');
  const rest = bytes.subarray(end + 4);
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
  // "100 Continue" stands before the answer.
  if (status >= 100 && status < 200) return readAnswer(rest, isHead, isOver);
  const header = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim();
  const length = header('content-length');
  if (isHead || status === 204 || status === 304) return { status, head, body: '' };
  let body: Buffer | null = null;
  if (header('transfer-encoding') === 'chunked') body = dechunked(rest);
  else if (length !== undefined) body = rest.byteLength >= Number(length) ? rest : null;
  else if (isOver) body = rest;
  return body && { status, head, body: decoded(body, header('content-encoding')) };
}

function dechunked(bytes: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    if (end === -1) return null;
    const size = Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    if (size === 0) return Buffer.concat(chunks);
    if (bytes.byteLength < end + 4 + size) return null;
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 4 + size;
  }
}

function decoded(body: Buffer, encoding: string | undefined): string {
  const decode = { gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync }[
    encoding ?? ''
  ];
  return (decode ? decode(body) : body).toString('latin1');
}
