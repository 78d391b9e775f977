// @ts-check
/**
 * The benchmark's second reference: `send`, by which Express serves files.
 *
 * Usage: node send.mjs <file> <port>
 */
import { createServer } from 'node:http';
import send from 'send';

const [file = '', port = '0'] = process.argv.slice(2);

createServer((request, response) => {
  send(request, encodeURI(file), { dotfiles: 'allow' }).pipe(response);
}).listen(Number(port), '127.0.0.1');
