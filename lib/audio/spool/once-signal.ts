interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Something that happens or fails once, for which many wait. Not a promise: what waits for one cannot leave, so that a
 * leg which comes slowly would keep each request that has ever asked for it.
 */
export class OnceSignal {
  readonly #waiters = new Set<Waiter>();
  #failure: Error | null = null;
  isSent = false;

  /** How many wait. */
  get waiting(): number {
    return this.#waiters.size;
  }

  /** Resolves when it is sent; rejects with its failure, or with the signal's reason as soon as that aborts. */
  wait(signal: AbortSignal): Promise<void> {
    if (this.isSent) return Promise.resolve();
    if (this.#failure) return Promise.reject(this.#failure);
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const leave = () => waiter.reject(signal.reason);
      const end = () => {
        this.#waiters.delete(waiter);
        signal.removeEventListener('abort', leave);
      };
      const waiter: Waiter = {
        resolve: () => {
          end();
          resolve();
        },
        reject: (error) => {
          end();
          reject(error);
        },
      };
      this.#waiters.add(waiter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  send(): void {
    if (this.#failure || this.isSent) return;
    this.isSent = true;
    for (const { resolve } of [...this.#waiters]) resolve();
  }

  fail(error: Error): void {
    if (this.isSent || this.#failure) return;
    this.#failure = error;
    for (const { reject } of [...this.#waiters]) reject(error);
  }
}
