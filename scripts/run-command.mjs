// @ts-check
import { spawn } from 'node:child_process';
import { endWithUs } from './end-with-us.mjs';
import { projectRoot } from './project-root.mjs';

/**
 * Runs a program to its end, its output on ours and nothing on its input.
 *
 * @param {string[]} command  the program and its arguments
 * @param {{ env?: Record<string, string>, timeoutMinutes?: number }} [options]
 * @returns {Promise<number>} its exit code; 1 when it was killed or could not be started
 */
export function runCommand([program = '', ...args], { env = {}, timeoutMinutes = 10 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    endWithUs(child);
    const timer = setTimeout(() => {
      console.error(`Stopped after ${timeoutMinutes} minutes: ${program} ${args.join(' ')}`);
      child.kill('SIGKILL');
    }, timeoutMinutes * 60_000);
    const end = (/** @type {number} */ code) => {
      clearTimeout(timer);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${program} cannot be started: ${error.message}`);
      end(1);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}
