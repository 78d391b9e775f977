import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  'app/layout.js': `
    export const metadata = { icons: { icon: '/icon.svg' } };
    export default function Layout({ children }) {
      return <html lang="en"><body>{children}</body></html>;
    }`,
  'app/page.js': `
    export default function Page() {
      return <h1>Empty</h1>;
    }`,
  'app/start/page.js': `
    import Link from 'next/link';
    import { PressButton } from './press-button';
    export default function Page() {
      return <><PressButton /><Link id="go" href="/dynamic">Go</Link></>;
    }`,
  'app/start/press-button.js': `'use client';
    import { useState } from 'react';
    export function PressButton() {
      const [isPressed, setPressed] = useState(false);
      const label = isPressed ? 'Pressed' : 'Press';
      return <button type="button" aria-label={label} onClick={() => setPressed(true)} />;
    }`,
  'app/dynamic/page.js': `
    import { connection } from 'next/server';
    export default async function Page() {
      await connection();
      return <h1 id="dynamic">Dynamic</h1>;
    }`,
  'app/answers/[name]/route.js': `
    import { readFileSync } from 'node:fs';
    import { join } from 'node:path';
    const kept = new Map();
    export async function GET(_request, { params }) {
      const file = join(process.env.ANSWERS_FOLDER, (await params).name + '.json');
      if (!kept.has(file)) kept.set(file, readFileSync(file));
      return new Response(kept.get(file), { headers: { 'content-type': 'application/json' } });
    }`,
};

/**
 * Builds and serves a Next app that does nothing, with the Next that Legato has: an empty page at `/`; at
 * `/start` a button that answers and a link to `/dynamic`, which is made for each visit; and `answers`, JSON
 * by name, each at `/answers/{name}`. It lies inside the project, where Next finds its packages, and is
 * built again each time.
 */
export async function startEmptyPage(
  stage: Stage,
  answers: Record<string, string> = {},
): Promise<{ url: string }> {
  const folder = join(projectRoot, '.cache', 'bench', 'empty-page');
  await rm(join(folder, 'app'), { recursive: true, force: true });
  // Browsers ask for an icon: where there is none, the answer is a whole page that says so.
  await cp(join(projectRoot, 'public', 'icon.svg'), join(folder, 'public', 'icon.svg'));
  const files = Object.entries(answers).map(([name, json]) => [`answers/${name}.json`, json]);
  for (const [name = '', text = ''] of [...Object.entries(FILES), ...files]) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const env = {
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
    ANSWERS_FOLDER: join(folder, 'answers'),
  };
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
