import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

/**
 * Runs a task with a signal that aborts when `parent` does, or after `deadlineMs` with the error
 * that `tooLate` makes. It has its own timer and listener: those of AbortSignal.any may be collected
 * too early in older Node versions.
 */
export async function withDeadline<T>(
  deadlineMs: number,
  parent: AbortSignal,
  tooLate: () => Error,
  timers: Pick<Timers, 'after'>,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  parent.throwIfAborted();
  const controller = new AbortController();
  const leave = () => controller.abort(parent.reason);
  const cancel = timers.after(deadlineMs, () => controller.abort(tooLate()));
  parent.addEventListener('abort', leave, { once: true });
  try {
    return await task(controller.signal);
  } finally {
    cancel();
    parent.removeEventListener('abort', leave);
  }
}

/** The timers of the process, as an argument: a test can let time pass without waiting for it. */
export interface Timers {
  /** Calls `act` once after `ms`; the returned function prevents that. Keeps no process alive. */
  after(ms: number, act: () => void): () => void;
  /** Calls `act` every `ms` until the returned function is called. Keeps no process alive. */
  every(ms: number, act: () => void): () => void;
  /** Resolves after `ms`; rejects as soon as the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Resolves when everything else that is ready has had its turn on the event loop. */
  nextTurn(): Promise<void>;
}

export const processTimers: Timers = {
  after(ms, act) {
    const timer = setTimeout(act, ms).unref();
    return () => clearTimeout(timer);
  },
  every(ms, act) {
    const timer = setInterval(act, ms).unref();
    return () => clearInterval(timer);
  },
  wait: (ms, signal) => wait(ms, undefined, { signal }),
  nextTurn: () => turn(),
};
