import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NGINX_PATHS = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/local/bin/nginx',
  '/usr/bin/nginx',
];

/** Where nginx is installed; null where it is not. */
export const nginxPath = NGINX_PATHS.find((path) => existsSync(path)) ?? null;

/** A real nginx that serves one file under `/leg.wav`, in a folder of its own; for tests. */
export async function startNginx(path: string, file: Uint8Array) {
  const { port, stop } = await runNginx(path, {
    files: { 'leg.wav': file },
    server: (directory, own) => `server { listen 127.0.0.1:${own}; root ${directory}; }`,
  });
  return { url: `http://127.0.0.1:${port}/leg.wav`, stop };
}

/**
 * The block that docs/operations.md shows, for Legato at `legatoUrl`: with this port, and the certificate
 * `legato.pem` and `legato.key` of `directory`.
 */
export function tlsBlockOfDocs(directory: string, port: number, legatoUrl: string): string {
  const [, block] = /```nginx\n([^`]+)```/.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
  if (!block) throw new Error('docs/operations.md shows no block of nginx.');
  return block
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replace('/etc/ssl/legato.pem', `${directory}/legato.pem`)
    .replace('/etc/ssl/legato.key', `${directory}/legato.key`)
    .replace('http://127.0.0.1:3000', legatoUrl);
}

/** Runs nginx with the `server` blocks of `server` on a free port, in a folder of its own with `files`. */
export async function runNginx(
  path: string,
  options: {
    files: Record<string, string | Uint8Array>;
    server: (directory: string, port: number) => string;
  },
) {
  const directory = await mkdtemp(join(tmpdir(), 'legato-nginx-'));
  const port = await freePort();
  for (const [name, content] of Object.entries(options.files)) {
    await writeFile(join(directory, name), content);
  }
  const configured = configuration(directory, options.server(directory, port));
  await writeFile(join(directory, 'nginx.conf'), configured);
  const child = spawn(path, ['-p', directory, '-c', join(directory, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  const hasExited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isListening = await untilListening(port, () => child.exitCode === null);
  if (!isListening) throw new Error(`nginx did not start: ${complaints}`);

  return {
    port,
    async stop() {
      child.kill('SIGTERM');
      await hasExited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function configuration(directory: string, server: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${directory}/${name};`)
    .join('\n  ');
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  return `daemon off;
${user}
worker_processes 1;
pid ${directory}/nginx.pid;
error_log stderr crit;
events { worker_connections 64; }
http {
  access_log off;
  types { audio/wav wav; }
  ${temporary}
  ${server}
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilListening(port: number, isRunning: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 200 && isRunning(); attempt += 1) {
    if (await accepts(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
