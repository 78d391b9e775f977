import { Worker, type WorkerOptions } from 'node:worker_threads';

/** A thread of ours, as the one sees it that feeds it. */
export interface WorkerThread<ToThread> {
  send(message: ToThread): void;
  /** Whether the process has to stay for it. */
  setNeeded(isNeeded: boolean): void;
  end(): Promise<void>;
}

export interface WorkerListener<FromThread> {
  onMessage(message: FromThread): void;
  /** It died: nothing more will come. */
  onDeath(error: Error): void;
}

export type StartWorkerThread<ToThread, FromThread> = (
  listener: WorkerListener<FromThread>,
) => WorkerThread<ToThread>;

/**
 * Listens to a running worker. The process does not stay for it until it is needed.
 *
 * @param worksFor What it does, for the error that tells of its end: `measures`.
 * @param givenAway The memory that a message hands over; it is copied by default.
 */
export function attachWorker<ToThread, FromThread>(
  worker: Worker,
  { onMessage, onDeath }: WorkerListener<FromThread>,
  worksFor: string,
  givenAway: (message: ToThread) => ArrayBuffer[] = () => [],
): WorkerThread<ToThread> {
  let death = new Error(`the thread that ${worksFor} has ended`);
  worker.on('message', onMessage);
  worker.on('error', (error) => {
    death = error instanceof Error ? error : new Error(String(error));
  });
  worker.on('exit', () => onDeath(death));
  worker.unref();
  return {
    send: (message) => worker.postMessage(message, givenAway(message)),
    setNeeded: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
    async end() {
      await worker.terminate();
    },
  };
}

/** For commands, tests and the benchmark: a worker whose TypeScript is loaded by tsx and by no bundler. */
export const workerByTsx = (file: URL, options: WorkerOptions = {}): Worker =>
  new Worker(
    `import('tsx/esm/api').then(({ register }) => {
      register();
      return import(${JSON.stringify(file)});
    });`,
    { ...options, eval: true },
  );

/** For tests that start many: does the work in this thread, in turns of the event loop as messages come. */
export function startHere<ToThread, FromThread>(
  createDesk: (send: (message: FromThread) => void) => (message: ToThread) => Promise<void>,
): StartWorkerThread<ToThread, FromThread> {
  return ({ onMessage }) => {
    let hasEnded = false;
    const answer = createDesk((message) => {
      if (!hasEnded) setImmediate(onMessage, message);
    });
    return {
      send: (message) => void setImmediate(() => void answer(message)),
      setNeeded() {},
      async end() {
        hasEnded = true;
      },
    };
  };
}
