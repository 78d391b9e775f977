import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulator } from './create-simulator';
import { ConnectionReset } from './replies';

interface ServeOptions {
  /** 0 takes any free port. */
  port: number;
  host: string;
}

/**
 * Serves a simulated PBX over HTTP. Faults of the connection are real: the socket is destroyed.
 *
 * @throws the error of `listen`, such as EADDRINUSE.
 */
export async function serveSimulator(
  simulator: Pick<Simulator, 'handle'>,
  { port, host }: ServeOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    answer(simulator, incoming, outgoing).catch((error: unknown) => {
      if (!(error instanceof ConnectionReset)) outgoing.destroy();
      else if (outgoing.headersSent) breakOff(outgoing);
      else outgoing.socket?.resetAndDestroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { handle }: Pick<Simulator, 'handle'>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const leave = new AbortController();
  outgoing.once('close', () => leave.abort());
  const request = new Request(`http://${incoming.headers.host ?? 'pbx'}${incoming.url ?? '/'}`, {
    method: incoming.method ?? 'GET',
    signal: leave.signal,
  });
  incoming.resume();
  const response = await handle(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  const reader = response.body?.getReader();
  outgoing.once('close', () => reader?.cancel().catch(() => {}));
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) break;
    // Keeps the request itself: its signal no longer aborts once the request is collected.
    if (!outgoing.write(piece.value)) await drained(outgoing, request.signal);
  }
  outgoing.end();
}

/** Ends the connection after everything written was sent, so that the same bytes arrive each time. */
function breakOff({ socket }: ServerResponse): void {
  socket?.write('', () => socket.destroy());
}

/** Resolves when more may be written; rejects when no one listens any more. */
const drained = (outgoing: ServerResponse, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    outgoing.once('drain', () => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
  });
