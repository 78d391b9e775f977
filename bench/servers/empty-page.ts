import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/free-port.mjs';
import { projectRoot } from '../../scripts/project-root.mjs';
import { startServerProcess } from '../../scripts/server-process.mjs';
import type { Stage } from '../stage';

const NEXT = join(projectRoot, 'node_modules', 'next', 'dist', 'bin', 'next');

const FILES = {
  'package.json': '{ "name": "empty-page", "private": true, "type": "module" }\n',
  // The root is the project's, because that is where Next itself is found.
  'next.config.js': `export default { turbopack: { root: ${JSON.stringify(projectRoot)} } };\n`,
  // Without one of its own it would get the one beside the project's root.
  'instrumentation.js': 'export function register() {}\n',
  'app/layout.js':
    'export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>;\n}\n',
  'app/page.js': 'export default function Page() {\n  return <h1>Empty</h1>;\n}\n',
};

/**
 * Builds and serves a Next app of one page that does nothing, with the Next that Legato has. It lies
 * inside the project, where Next finds its packages, and is built again each time.
 */
export async function startEmptyPage(stage: Stage): Promise<{ url: string }> {
  const folder = join(projectRoot, '.cache', 'bench', 'empty-page');
  await mkdir(join(folder, 'app'), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
  const env = { NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  await promisify(execFile)(process.execPath, [NEXT, 'build', folder], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  const port = await freePort(4780);
  const server = await startServerProcess({
    name: 'The empty page',
    args: [NEXT, 'start', folder, '-H', '127.0.0.1', '-p', String(port)],
    env,
    url: `http://127.0.0.1:${port}`,
    readyPath: '/',
    isReady: ({ ok }) => ok,
  });
  stage.onEnd(server.stop);
  return server;
}
