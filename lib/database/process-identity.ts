import { readFileSync, readlinkSync } from 'node:fs';
import * as z from 'zod';

/** What tells one process of one machine from all others, also from those that get its number later. */
export const ProcessIdentity = z.object({
  pid: z.int(),
  /** Of the machine's present run, and when the process began in it; null where the system does not say. */
  bootId: z.nullable(z.string()),
  startedAt: z.nullable(z.string()),
  /** Numbers mean the same within one of these alone: each container has its own. */
  pidNamespace: z.nullable(z.string()),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

export const thisProcess = (): ProcessIdentity => ({
  pid: process.pid,
  bootId: bootId(),
  startedAt: startOf('self'),
  pidNamespace: quietly(() => readlinkSync('/proc/self/ns/pid')),
});

/** Whether that process still runs; null where it cannot be told from here. */
export function isRunning(other: ProcessIdentity): boolean | null {
  const { bootId, pidNamespace } = thisProcess();
  // A system may hide /proc from one of the two.
  if (bootId === null || other.bootId === null || other.startedAt === null) return null;
  if (other.bootId !== bootId) return false;
  if (pidNamespace === null || other.pidNamespace !== pidNamespace) return null;
  return startOf(other.pid) === other.startedAt;
}

const bootId = () => quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());

/** Ticks since the machine started; null where there is no such process, or it has ended and waits to be reaped. */
function startOf(pid: number | 'self'): string | null {
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name of the program, in parentheses, may hold anything.
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === 'Z' || state === 'X' ? null : (fields[18] ?? null);
}

function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
