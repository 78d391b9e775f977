// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { endWithUs } from './end-with-us.mjs';
import { projectRoot } from './project-root.mjs';

/**
 * @typedef {object} ServerProcess
 * @property {number} pid      id of its process
 * @property {string} url      where it answers, without a slash at the end
 * @property {() => string} output   the last of what it printed
 * @property {Promise<number>} ended resolves with the exit code, whatever ended it
 * @property {() => Promise<void>} stop ends it, by force after five seconds
 */

const END_WITH_PARENT = pathToFileURL(join(projectRoot, 'scripts/end-with-parent.mjs')).href;
// Reached by what hangs, not by a slow machine.
const START_MS = 300_000;

/**
 * Starts one Node program and waits until it answers over HTTP. What it prints from then on goes
 * to `onOutput`; until then it is kept for the error. It never outlives this process.
 *
 * @param {{
 *   name: string, args: string[], env: Record<string, string>, url: string,
 *   readyPath: string, isReady: (response: Response) => boolean,
 *   timeoutMs?: number, onOutput?: (text: string) => void,
 * }} program
 * @returns {Promise<ServerProcess>}
 * @throws Error holding the program's own last words when it ends or stays silent instead.
 */
export async function startServerProcess(program) {
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, ...program.args], {
    cwd: projectRoot,
    env: { ...process.env, ...program.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  endWithUs(child);
  let printed = '';
  let isUp = false;
  const keep = (/** @type {Buffer} */ chunk) => {
    printed = (printed + chunk).slice(-20_000);
    if (isUp) program.onOutput?.(String(chunk));
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      printed += `${error.message}\n`;
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(force);
  };

  const hasEnded = ended.then(() => true);
  const deadline = Date.now() + (program.timeoutMs ?? START_MS);
  while (!(await answers(program))) {
    if (await Promise.race([hasEnded, delay(100, false)])) {
      throw new Error(`${program.name} ended instead of starting:\n${printed}`);
    }
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${program.name} does not answer at ${program.url}:\n${printed}`);
    }
  }
  isUp = true;
  return { pid: child.pid ?? 0, url: program.url, output: () => printed, ended, stop };
}

/** @param {{ url: string, readyPath: string, isReady: (response: Response) => boolean }} program */
async function answers({ url, readyPath, isReady }) {
  try {
    const response = await fetch(url + readyPath, { signal: AbortSignal.timeout(START_MS) });
    await response.arrayBuffer();
    return isReady(response);
  } catch {
    return false;
  }
}
