interface Waiter {
  bytes: number;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Those who wait for bytes of a file that have not come. */
export class ByteWaiters {
  readonly #waiters = new Set<Waiter>();

  get count(): number {
    return this.#waiters.size;
  }

  /**
   * Resolves when so many bytes are there.
   *
   * @param waits Takes what ends the wait with an error, and loses it when the wait is over: who leaves must not be
   *   kept until the bytes come.
   */
  wait(bytes: number, waits: Set<(reason: Error) => void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error: Error) => {
        this.#waiters.delete(waiter);
        waits.delete(end);
        reject(error);
      };
      const waiter: Waiter = {
        bytes,
        resolve: () => {
          this.#waiters.delete(waiter);
          waits.delete(end);
          resolve();
        },
        reject: end,
      };
      waits.add(end);
      this.#waiters.add(waiter);
    });
  }

  /** Resolves those who wait for no more than so many bytes. */
  wake(bytes: number): void {
    for (const waiter of this.#waiters) if (waiter.bytes <= bytes) waiter.resolve();
  }

  rejectAll(error: Error): void {
    for (const { reject } of this.#waiters) reject(error);
  }
}
