/**
 * Runs a task with a signal that aborts when `parent` does, or after `deadlineMs` with the error
 * that `tooLate` makes. Own timer and listener: those of AbortSignal.any may be collected too early
 * in older Node versions.
 */
export async function withDeadline<T>(
  deadlineMs: number,
  parent: AbortSignal,
  tooLate: () => Error,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  parent.throwIfAborted();
  const controller = new AbortController();
  const leave = () => controller.abort(parent.reason);
  const timer = setTimeout(() => controller.abort(tooLate()), deadlineMs);
  parent.addEventListener('abort', leave, { once: true });
  try {
    return await task(controller.signal);
  } finally {
    clearTimeout(timer);
    parent.removeEventListener('abort', leave);
  }
}
