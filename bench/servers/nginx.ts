import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { freePort } from '../../scripts/free-port.mjs';
import { hasProgram } from '../load/has-program';
import type { Bench } from '../part';
import { untilAnswers } from './until-answers';

/**
 * Serves a file by nginx, one worker as the others have one process. null, and a sentence that says
 * what to install, where there is no nginx.
 */
export async function startNginx(
  file: string,
  { stage, say }: Bench,
): Promise<{ url: string } | null> {
  if (!hasProgram('nginx')) {
    say('NGINX IS MISSING, so this reference is left out: apt-get install nginx-light');
    return null;
  }
  const folder = await stage.makeFolder();
  const port = await freePort(4710);
  const config = join(folder, 'nginx.conf');
  await writeFile(config, configOf({ folder, port, root: dirname(file) }));
  const child = spawn('nginx', ['-c', config, '-p', folder, '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  stage.onEnd(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/`);
  return { url };
}

// tcp_nopush holds the end of each answer back for 44 ms on loopback, which no network would show.
const configOf = ({ folder, port, root }: { folder: string; port: number; root: string }) => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush off;
  keepalive_requests 1000000;
  types { audio/wav wav; }
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root "${root}"; }
}
`;
