/** Waits for a promise, or rejects with the signal's reason as soon as it aborts. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    // Also after leaving: a promise that nobody watches must not end the process.
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
