import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../statistics';

/** Resident memory of a process in KB: the median of three seconds. Linux only. */
export async function residentKilobytes(pid: number): Promise<number> {
  const samples: number[] = [];
  for (let count = 0; count < 6; count++) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    samples.push(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN));
    await delay(500);
  }
  return median(samples);
}

/** Open descriptors of a process: files, sockets, pipes. Linux only. */
export const openDescriptors = async (pid: number): Promise<number> =>
  (await readdir(`/proc/${pid}/fd`)).length;

/** The first value that satisfies, or the last one seen when the time is over. */
export async function settled<Value>(
  read: () => Promise<Value>,
  satisfies: (value: Value) => boolean,
  timeoutMs: number,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (satisfies(value) || Date.now() > deadline) return value;
    await delay(100);
  }
}
