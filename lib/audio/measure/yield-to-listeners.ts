import { constants, platform, setPriority } from 'node:os';

/**
 * Lets the thread that serves go before this one. Linux gives each thread a priority of its own
 * (setpriority(2)); elsewhere it would be the whole server's, and stays as it is.
 *
 * @returns Whether it could: a sandbox may forbid it, and then measuring goes on as it would.
 */
export function yieldToListeners(set: typeof setPriority = setPriority): boolean {
  if (platform() !== 'linux') return false;
  try {
    set(constants.priority.PRIORITY_BELOW_NORMAL);
    return true;
  } catch {
    return false;
  }
}
