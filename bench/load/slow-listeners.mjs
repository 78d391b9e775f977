// @ts-check
/**
 * Many listeners of one URL that read slowly, as players do: one chunk of at most 64 KiB every 2.7 s,
 * 24 KB/s. Its parent says when to start and when to leave; it reports when each has its first byte.
 *
 * Usage: fork(slow-listeners.mjs, [url, count, cookie])
 */
import { connect } from 'node:net';

const PERIOD_MS = 2_700;

const url = new URL(process.argv[2] ?? '');
const count = Number(process.argv[3]);
const cookie = process.argv[4] ?? '';
/** @type {Set<import('node:net').Socket>} */
const sockets = new Set();
let heard = 0;
let refused = 0;

process.on('message', (message) => {
  if (message === 'start') for (let index = 0; index < count; index += 1) listen(index);
  if (message === 'leave') {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    process.send?.('left');
  }
});
process.once('disconnect', () => process.exit(0));

/** @param {number} index */
function listen(index) {
  const socket = connect(Number(url.port), url.hostname);
  sockets.add(socket);
  socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nCookie: ${cookie}\r\n\r\n`);
  socket.on('error', () => {});

  socket.once('data', (chunk) => {
    if (!chunk.subarray(0, 15).toString('latin1').startsWith('HTTP/1.1 200')) refused += 1;
    heard += 1;
    socket.pause();
    if (heard === count) process.send?.(refused === 0 ? 'heard' : `${refused} were refused`);
    // The first turn is spread over the period, as people press play at different times.
    setTimeout(() => readSlowly(socket), (PERIOD_MS * (index % 100)) / 100);
  });
}

/** @param {import('node:net').Socket} socket */
function readSlowly(socket) {
  const timer = setInterval(() => {
    socket.once('data', () => socket.pause());
    socket.resume();
  }, PERIOD_MS);
  socket.once('close', () => clearInterval(timer));
}
