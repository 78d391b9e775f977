/** Runs a limited number of tasks at once, the rest in the order in which they came. */
export class TaskQueue {
  readonly #maxRunning: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(maxRunning: number) {
    this.#maxRunning = maxRunning;
  }

  /** The task reports its own failure; it must not reject. */
  add(task: () => Promise<void>): void {
    this.#waiting.push(task);
    this.#startNext();
  }

  #startNext(): void {
    if (this.#running >= this.#maxRunning) return;
    const task = this.#waiting.shift();
    if (!task) return;
    this.#running += 1;
    task().finally(() => {
      this.#running -= 1;
      this.#startNext();
    });
  }
}
