interface Waiter {
  /** Bytes after the header that must have arrived; null for the entry to be servable at all. */
  bodyBytes: number | null;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Those who wait for bytes of one leg that have not arrived yet. */
export class ArrivalWaiters {
  readonly #waiters = new Set<Waiter>();

  /** @param bodyBytes How many must have arrived; null waits for the size. */
  wait(bodyBytes: number | null, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiters.delete(waiter);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        bodyBytes,
        resolve: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
        reject: (error) => {
          signal?.removeEventListener('abort', abort);
          reject(error);
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiters.add(waiter);
    });
  }

  /** Lets those go whose bytes are there. */
  wake(arrivedBytes: number, isServable: boolean): void {
    for (const waiter of this.#waiters) {
      const isDue = waiter.bodyBytes === null ? isServable : waiter.bodyBytes <= arrivedBytes;
      if (!isDue) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  rejectAll(error: Error): void {
    for (const { reject } of this.#waiters) reject(error);
    this.#waiters.clear();
  }
}
