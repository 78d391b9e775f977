import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { LegatoError } from '@/lib/errors';
import type { HttpContext } from './handle';
import { logFailure, problemAnswer } from './problem-answer';

/** What is being answered on a connection: several where a client sends ahead. */
type UnderWay = Set<{ request: IncomingMessage; response: ServerResponse }>;

/** As long as a refused client may go on sending, so that its answer reaches it (RFC 9112, section 9.6). */
const DISCARD_MS = 2_000;

/**
 * Answers on `server` what Node would refuse in no words, because no request comes of it: headers that are broken, too
 * large or late, a body that is, and upgrades. By a problem, as everything else, and the connection is closed.
 */
export function refuseUnreadable(
  server: Server,
  context: Pick<HttpContext, 'log' | 'newRequestId' | 'pageHeaders'>,
): void {
  const underWay = new WeakMap<Duplex, UnderWay>();

  server.on('request', (request, response) => {
    const { socket } = request;
    const all = underWay.get(socket) ?? new Set();
    underWay.set(socket, all);
    const one = { request, response };
    all.add(one);
    response.once('close', () => all.delete(one));
  });
  // A wish that nobody knows may be passed over (RFC 9110, section 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));

  function refuse(socket: Duplex, error: LegatoError): void {
    if (!mayAnswer(socket, underWay.get(socket))) {
      socket.destroy();
      return;
    }
    const requestId = context.newRequestId();
    logFailure(context.log, error, { requestId, pathname: '' });
    const { status, headers, body } = problemAnswer(error, requestId);
    const lines = Object.entries({
      ...headers,
      ...context.pageHeaders.everywhere,
      'X-Request-Id': requestId,
      Date: new Date().toUTCString(),
      Connection: 'close',
      'Content-Length': Buffer.byteLength(body),
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`;
    socket.end(head + body);
    discard(socket);
  }

  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuse(socket, unreadable(error.code));
  });
  // Next listens for upgrades as well, and leaves those that it does not know open: nothing could end.
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => {});
    refuse(
      socket,
      new LegatoError('invalid-request', 'Legato speaks HTTP alone: ask for no Upgrade.'),
    );
  });
}

/**
 * Whether an answer would be taken for that of what could not be read. It would not where an answer has begun, nor
 * where a request that came whole is still waiting for its own. What was refused before is not writable.
 */
function mayAnswer(socket: Duplex, underWay: UnderWay = new Set()): boolean {
  const others = [...underWay].filter(
    ({ request, response }) => request.complete || response.headersSent,
  );
  return socket.writable && others.length === 0;
}

/** No request may come of what else is sent, and closing with bytes unread would make TCP drop the answer. */
function discard(socket: Duplex): void {
  socket.on('data', () => {});
  socket.removeAllListeners('data');
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), DISCARD_MS);
  socket.once('close', () => clearTimeout(timer));
}

/** By Node's code alone: its error holds the bytes that were sent, cookies among them. */
function unreadable(code = 'unknown'): LegatoError {
  const options = { cause: code };
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new LegatoError(
        'request-timed-out',
        'The request was not whole in time: check the connection and try again.',
        options,
      );
    case 'HPE_HEADER_OVERFLOW':
      return new LegatoError(
        'headers-too-large',
        'The headers are larger than 16 KiB: send fewer cookies or a shorter address.',
        options,
      );
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new LegatoError(
        'invalid-request',
        'The request is too large: send its chunks without extensions.',
        options,
      );
    default:
      return new LegatoError(
        'invalid-request',
        'This is no request of HTTP that can be read: check what sent it.',
        options,
      );
  }
}
