import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { compressAnswer } from './compress-answer';

/** The request whose answer is lines of JSON. */
export interface LinesRequest {
  request: IncomingMessage;
  response: ServerResponse;
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** Whether nothing is sent before the first line is there: what it throws then is answered as a problem. */
  waitsForFirst?: boolean;
}

/**
 * Answers `GET` or `HEAD` with a line of JSON for each value, handed to the network as it comes and no faster than the
 * client takes it. Resolves when all are sent or the client has left: then no more are asked for.
 */
export async function answerJsonLines(
  lines: AsyncIterable<unknown>,
  { request, response, headers, signal, waitsForFirst = false }: LinesRequest,
): Promise<void> {
  if (waitsForFirst && request.method !== 'HEAD') lines = await begun(lines);
  compressAnswer(request, response);
  response.writeHead(200, {
    ...headers,
    'Cache-Control': 'private, no-store',
    'Content-Type': 'application/x-ndjson',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // nginx gathers lines otherwise.
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  const { taken } = watchDrain(response, signal);
  try {
    for await (const line of lines) {
      signal.throwIfAborted();
      const isTaken = response.write(`${JSON.stringify(line)}\n`);
      if (!isTaken) await taken();
    }
    response.end();
  } catch (error) {
    // The lines end where the client left. Anything else breaks the connection: a part is not the whole.
    if (!signal.aborted) throw error;
  }
}

/** The same lines, of which the first is there. */
async function begun(lines: AsyncIterable<unknown>): Promise<AsyncIterable<unknown>> {
  const rest = lines[Symbol.asyncIterator]();
  const first = await rest.next();
  return (async function* () {
    try {
      for (let next = first; !next.done; next = await rest.next()) yield next.value;
    } finally {
      await rest.return?.();
    }
  })();
}

/** What waits until the response takes more. One listener does: those of a compressed one stay until its end. */
function watchDrain(response: ServerResponse, signal: AbortSignal): { taken(): Promise<void> } {
  let goOn = () => {};
  response.on('drain', () => goOn());
  signal.addEventListener('abort', () => goOn(), { once: true });
  return {
    taken: async () => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
        if (signal.aborted) resolve();
      });
      signal.throwIfAborted();
    },
  };
}
