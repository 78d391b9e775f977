// @ts-check
import { createServer } from 'node:net';

/**
 * A port of 127.0.0.1 that nobody listens on: the first free one from `preferred` upwards, or any.
 *
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
export async function freePort(preferred) {
  if (preferred === undefined) return await tryPort(0);
  for (let port = preferred; port < preferred + 100; port += 1) {
    try {
      return await tryPort(port);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`No free port from ${preferred} to ${preferred + 99}. Stop something and retry.`);
}

/**
 * @param {number} port
 * @returns {Promise<number>}
 */
function tryPort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

/** @param {unknown} error */
function isTaken(error) {
  return error instanceof Error && 'code' in error && /EADDRINUSE|EACCES/.test(String(error.code));
}
