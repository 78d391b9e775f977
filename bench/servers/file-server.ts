import { join } from 'node:path';
import { freePort } from '../../scripts/free-port.mjs';
import { projectRoot } from '../../scripts/project-root.mjs';
import { type ServerProcess, startServerProcess } from '../../scripts/server-process.mjs';
import type { Stage } from '../stage';

/** Serves a file by one of the reference servers, in a process of its own. */
export async function startFileServer(
  name: 'plain-http' | 'send',
  file: string,
  stage: Stage,
): Promise<ServerProcess> {
  const port = await freePort(4720);
  const server = await startServerProcess({
    name,
    args: [join(projectRoot, 'bench', 'servers', `${name}.mjs`), file, String(port)],
    env: { NODE_ENV: 'production' },
    url: `http://127.0.0.1:${port}`,
    readyPath: '/',
    isReady: ({ ok }) => ok,
  });
  stage.onEnd(server.stop);
  return server;
}
