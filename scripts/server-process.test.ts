import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from './free-port.mjs';

const SERVER = `process.on('SIGTERM', () => process.exit()); require('node:http').createServer((_, response) => response.end()).listen(process.env.PORT)`;
const MODULE = new URL('./server-process.mjs', import.meta.url).href;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a server ends with the process that started it, even if that was killed, and so does its folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'legato-ends-'));
  const port = await freePort();
  const program = {
    name: 'A server',
    args: ['--eval', SERVER],
    env: { PORT: String(port), LEGATO_FOLDER_TO_REMOVE: folder },
    url: `http://127.0.0.1:${port}`,
    readyPath: '/',
  };
  const script = `
    import { startServerProcess } from ${JSON.stringify(MODULE)};
    const program = ${JSON.stringify(program)};
    const { pid } = await startServerProcess({ ...program, isReady: () => true });
    console.log(pid);
    setInterval(() => {}, 1000);
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  const [printed] = await once(parent.stdout, 'data');
  const pid = Number(String(printed).trim());
  expect(isRunning(pid)).toBe(true);

  parent.kill('SIGKILL');
  await expect.poll(() => isRunning(pid)).toBe(false);
  expect(existsSync(folder)).toBe(false);
});
