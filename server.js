// @ts-check
/**
 * The production server: Next, with audio and downloads taken out of its way.
 *
 * Next's own routing costs more than reading and decrypting a range does (docs/decisions/0030), so
 * each request goes to Legato's listener first, which answers those for bytes and passes on the others.
 */
import { createServer } from 'node:http';
import { limitConnections, serverOptions } from './lib/http/server-limits.mjs';
import { whenRunning } from './lib/server/running.mjs';

Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? 'production' });

const LONGEST_GOODBYE_MS = 10_000;

const { default: next } = await import('next');
const app = next({ dev: false });
// Preparing runs instrumentation.ts: the settings are read there, mistakes end the process there.
await app.prepare();
const legato = await startedLegato();
const listener = legato.listener(app.getRequestHandler(), '.next/static');
const server = createServer(serverOptions(), listener);
limitConnections(server);
legato.refuseUnreadable(server);

server.on('error', (error) => {
  const isBusy = 'code' in error && error.code === 'EADDRINUSE';
  console.error(
    isBusy
      ? `Port ${legato.port} on ${legato.host} is in use. Stop what listens there, or set PORT.`
      : error,
  );
  process.exit(1);
});

server.listen(legato.port, legato.host, () => {
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : legato.port;
  console.log(`Legato listens on http://${legato.host === '::1' ? '[::1]' : legato.host}:${port}`);
});

/** A build of another version starts nothing, and Next would keep the process alive all the same. */
async function startedLegato() {
  try {
    return await whenRunning();
  } catch (error) {
    console.error(error, 'Build it again with `npm run build`.');
    process.exit(1);
  }
}

/** Lets what is being answered finish, for a bounded time. */
function stop() {
  server.close(async () => {
    await legato.close();
    process.exit(0);
  });
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), LONGEST_GOODBYE_MS).unref();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
