import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

const MODULE = new URL('./run-folder.mjs', import.meta.url).href;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.runIf(process.platform === 'linux')(
  'a run that is killed leaves neither its programs nor its folder behind',
  async () => {
    const script = `
      import { spawn } from 'node:child_process';
      import { mkdtempSync } from 'node:fs';
      import { join } from 'node:path';
      import { tmpdir } from 'node:os';
      import { takeRunFolder } from ${JSON.stringify(MODULE)};
      const folder = takeRunFolder();
      mkdtempSync(join(tmpdir(), 'left-'));
      // In a group of its own, as the browsers are that a kill leaves behind.
      const left = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { detached: true });
      left.once('spawn', () => console.log(JSON.stringify({ folder, pid: left.pid })));
    `;
    const run = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    const [printed] = await once(run.stdout, 'data');
    const { folder, pid } = JSON.parse(String(printed));
    expect([existsSync(folder), isRunning(pid)]).toEqual([true, true]);

    run.kill('SIGKILL');
    await expect.poll(() => existsSync(folder)).toBe(false);
    await expect.poll(() => isRunning(pid)).toBe(false);
  },
);
