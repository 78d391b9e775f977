// @ts-check
import { spawn } from 'node:child_process';
import { endWithUs } from './end-with-us.mjs';
import { projectRoot } from './project-root.mjs';

/** Longer than any story may take. */
const IDLE_MINUTES = 10;
const LONGEST_GOODBYE_MS = 10_000;

/**
 * Runs a program to its end, with its output on ours and no input. It may take any time as long as it
 * prints something now and then: a slow machine is no failure, silence is.
 *
 * @param {string[]} command  the program and its arguments
 * @param {{ env?: Record<string, string>, idleMinutes?: number }} [options]
 * @returns {Promise<number>} its exit code; 1 when it was stopped or could not be started
 */
export function runCommand([program = '', ...args], { env = {}, idleMinutes = IDLE_MINUTES } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectRoot,
      env: { ...colours(), ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    endWithUs(child);
    /** @type {NodeJS.Timeout | undefined} */
    let force;
    const stopWhenIdle = () => {
      console.error(`Stopped after ${idleMinutes} silent minutes: ${program} ${args.join(' ')}`);
      // Playwright cleans up after SIGINT only.
      child.kill('SIGINT');
      force = setTimeout(() => child.kill('SIGKILL'), LONGEST_GOODBYE_MS);
    };
    const idle = setTimeout(stopWhenIdle, idleMinutes * 60_000);
    const passOn = (/** @type {NodeJS.WriteStream} */ to) => (/** @type {Buffer} */ chunk) => {
      idle.refresh();
      to.write(chunk);
    };
    child.stdout.on('data', passOn(process.stdout));
    child.stderr.on('data', passOn(process.stderr));
    const end = (/** @type {number} */ code) => {
      clearTimeout(idle);
      clearTimeout(force);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${program} cannot be started: ${error.message}`);
      end(1);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/** A pipe is no terminal: programs colour their output for a pipe only when asked. */
const colours = () => (process.stdout.isTTY ? { FORCE_COLOR: '1' } : {});
