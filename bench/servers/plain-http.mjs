// @ts-check
/**
 * The reference of the benchmark: what anybody would write first. Plain node:http and a stream of the
 * file, one byte range, and `/json` for what other requests wait.
 *
 * Usage: node plain-http.mjs <file> <port>
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';

const [file = '', port = '0'] = process.argv.slice(2);
const { size } = statSync(file);

createServer((request, response) => {
  if (request.url === '/json') {
    const body = JSON.stringify({ uniqueId: '1392271611.238', legs: [1, 2, 3] });
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
    return;
  }
  const asked = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const start = asked ? Number(asked[1]) : 0;
  const end = asked ? Math.min(Number(asked[2]), size - 1) : size - 1;
  response.writeHead(asked ? 206 : 200, {
    'Content-Type': 'audio/wav',
    'Content-Length': end - start + 1,
    'Accept-Ranges': 'bytes',
    ...(asked ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
  });
  const stream = createReadStream(file, { start, end });
  response.once('close', () => stream.destroy());
  stream.pipe(response);
}).listen(Number(port), '127.0.0.1');
