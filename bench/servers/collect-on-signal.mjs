// @ts-check
/**
 * Loaded ahead of a server: on SIGUSR2 it collects the garbage and writes what is left to the file that
 * `HEAP_FIGURES_FILE` names, as JSON: bytes of the heap in use, bytes outside of it, and timers that run.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const file = process.env.HEAP_FIGURES_FILE;

if (file && isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  process.on('SIGUSR2', async () => {
    // What a collection lets go of in a callback is only garbage for the next one.
    for (let turn = 0; turn < 3; turn += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { heapUsed, external } = process.memoryUsage();
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    writeFileSync(`${file}.new`, JSON.stringify({ heapUsed, external, timers }));
    renameSync(`${file}.new`, file);
  });
}
