// @ts-check
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

// Beside a run of `npm test`: waits until the run has ended, ends what it has left behind, and removes
// its folder. A run that is killed cannot do that itself.

/** How long a program may take to end by itself, in rounds of 200 ms. */
const ROUNDS_TO_END = 50;

const [, , folder = ''] = process.argv;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.once('close', clear);
process.stdin.resume();

async function clear() {
  for (let round = 0; round < 2 * ROUNDS_TO_END; round += 1) {
    const left = processesOfRun();
    if (left.length === 0) break;
    for (const pid of left) end(pid, round < ROUNDS_TO_END ? 'SIGTERM' : 'SIGKILL');
    await delay(200);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Everything that was started with the folder in its environment. Only Linux shows that; elsewhere a
 * server still ends with its parent (end-with-parent.mjs).
 *
 * @returns {number[]}
 */
function processesOfRun() {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && environmentOf(pid).includes(`LEGATO_RUN_FOLDER=${folder}`));
  } catch {
    return [];
  }
}

/** @param {number} pid */
function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function end(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in between.
  }
}
