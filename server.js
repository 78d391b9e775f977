// @ts-check
/**
 * The production server: Next, with audio and downloads taken out of its way.
 *
 * Next's own routing costs more than reading and decrypting a range does (docs/decisions/0030), so
 * requests for bytes go straight to the handler that `pages/api` would call; all else is Next's, but
 * for what it would answer with a page where the contract wants a problem.
 */
import { createServer } from 'node:http';

Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? 'production' });

const LONGEST_GOODBYE_MS = 10_000;

const { default: next } = await import('next');
const app = next({ dev: false });
// Preparing runs instrumentation.ts: the settings are read there, mistakes end the process there.
await app.prepare();
const parts = globalThis.legatoServerParts;
if (!parts) throw new Error('instrumentation.ts did not run: build with `npm run build` first.');

const handle = app.getRequestHandler();
const server = createServer((request, response) => {
  if (parts.answerBytes(request, response)) return;
  if (!parts.refuseUnroutable(request, response)) void handle(request, response);
});

// Next listens for upgrades and leaves those that it does not know open, so that nothing could end.
server.on('upgrade', (_request, socket) => {
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
});

server.on('error', (error) => {
  const isBusy = 'code' in error && error.code === 'EADDRINUSE';
  console.error(
    isBusy
      ? `Port ${parts.port} on ${parts.host} is in use. Stop what listens there, or set PORT.`
      : error,
  );
  process.exit(1);
});

server.listen(parts.port, parts.host, () => {
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : parts.port;
  console.log(`Legato listens on http://${parts.host === '::1' ? '[::1]' : parts.host}:${port}`);
});

/** Lets what is being answered finish, for a bounded time. */
function stop() {
  server.close(async () => {
    await parts?.close();
    process.exit(0);
  });
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), LONGEST_GOODBYE_MS).unref();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
