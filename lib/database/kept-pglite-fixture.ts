import { EventEmitter, once } from 'node:events';
import { MessageChannel, type Transferable, Worker } from 'node:worker_threads';
import pg from 'pg';
import type { FromPglite, ToPglite } from './pglite-messages';
import { PortStream } from './port-stream';
import { startPgliteByTsx } from './start-pglite-by-tsx';
import type { StartPgliteThread } from './start-pglite-thread';

/** Threads whose database is empty again, and that nobody uses. */
const idle: Worker[] = [];

/**
 * A database in memory, for tests that start many: to start a thread and a database takes a second of the processor, to
 * empty one a hundredth of that. A thread is kept until the process ends. It looks into no folder, whatever it is given.
 */
export const startKeptPglite: StartPgliteThread = () => {
  const kept = idle.pop();
  const worker = kept ?? startAnother();
  const facade = new KeptThread(worker);
  if (kept) setImmediate(() => facade.emit('message', { kind: 'opened' } satisfies FromPglite));
  return facade;
};

function startAnother(): Worker {
  const worker = startPgliteByTsx({ folder: null, runningRequest: new SharedArrayBuffer(4) });
  if (!(worker instanceof Worker)) throw new TypeError('a thread was asked for');
  return worker;
}

class KeptThread extends EventEmitter {
  readonly #worker: Worker;
  readonly #hear = (message: FromPglite) => this.emit('message', message);
  readonly #end = () => this.emit('exit');

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
    worker.on('message', this.#hear);
    worker.on('exit', this.#end);
  }

  postMessage(message: ToPglite, transferred?: readonly Transferable[]): void {
    if (message.kind === 'connection') this.#worker.postMessage(message, transferred);
    else void this.#giveBack();
  }

  terminate(): Promise<number> {
    return this.#worker.terminate();
  }

  async #giveBack(): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ kind: 'connection', port: port2 } satisfies ToPglite, [port2]);
    const stream = new PortStream(port1);
    const client = new pg.Client({ user: 'postgres', database: 'postgres', stream: () => stream });
    await client.connect();
    await client.query('drop schema public cascade; create schema public;');
    const closed = once(stream, 'close');
    await client.end();
    await closed;
    this.#worker.off('message', this.#hear);
    this.#worker.off('exit', this.#end);
    idle.push(this.#worker);
    this.emit('exit');
  }
}
