import type { Duplex } from 'node:stream';
import type { Timers } from '@/lib/concurrency/with-deadline';
import { refusal, simpleQuery, welcome } from './wire-answers';
import { type WireRequest, WireRequestReader } from './wire-requests';

/** A database with one connection, which speaks PostgreSQL's protocol. */
export interface SingleConnection {
  /** Runs one request to its end; `send` gets the bytes of the answer, which are valid during the call. */
  run(request: Uint8Array, send: (bytes: Uint8Array) => void): Promise<void>;
  isInTransaction(): boolean;
}

export interface DeskOptions {
  connection: SingleConnection;
  /** Who holds the connection by an open transaction and asks nothing for so long is put out. */
  idleLimitMs: number;
  timers: Pick<Timers, 'after'>;
  /** The connection broke: nothing can be asked of it again. */
  onBroken: (error: unknown) => void;
}

const ROLLBACK = simpleQuery('rollback');

interface Guest {
  stream: Duplex;
  isGone: boolean;
}

/**
 * Shares one connection among clients: requests are served in the order in which they came, and who has begun a
 * transaction is served alone until it ends. A client that goes takes its transaction with it.
 */
export function createConnectionDesk({ connection, idleLimitMs, timers, onBroken }: DeskOptions) {
  const queue: { guest: Guest; request: Uint8Array }[] = [];
  let holder: Guest | null = null;
  let isWorking = false;
  let stopWaiting = () => {};

  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    stopWaiting();
    try {
      for (let next = takeNext(); next; next = takeNext()) {
        const { stream } = next.guest;
        // Copied: the database writes its next answer over this one.
        await connection.run(next.request, (bytes) => stream.write(Buffer.from(bytes)));
        holder = connection.isInTransaction() ? next.guest : null;
        if (holder?.isGone) queue.unshift({ guest: holder, request: ROLLBACK });
      }
    } catch (error) {
      // Nobody is served any more, and all clients hear of it by the end of their streams.
      return onBroken(error);
    }
    isWorking = false;
    const idle = holder;
    if (idle) stopWaiting = timers.after(idleLimitMs, () => idle.stream.destroy());
  }

  function takeNext() {
    const index = holder ? queue.findIndex(({ guest }) => guest === holder) : 0;
    return index < 0 ? undefined : queue.splice(index, 1)[0];
  }

  function leave(guest: Guest): void {
    if (guest.isGone) return;
    guest.isGone = true;
    for (let index = queue.length - 1; index >= 0; index -= 1) {
      if (queue[index]?.guest === guest) queue.splice(index, 1);
    }
    if (holder === guest) queue.unshift({ guest, request: ROLLBACK });
    void work();
  }

  function answer(guest: Guest, request: WireRequest): void {
    const { stream } = guest;
    switch (request.kind) {
      case 'ssl':
        stream.write('N');
        break;
      case 'startup':
        stream.write(welcome());
        break;
      case 'end':
        stream.end();
        break;
      case 'request':
        if (request.refusal) {
          stream.write(refusal('54000', request.refusal, holder === guest ? 'E' : 'I'));
        } else {
          queue.push({ guest, request: request.bytes });
          void work();
        }
    }
  }

  return {
    serve(stream: Duplex): void {
      const guest: Guest = { stream, isGone: false };
      const reader = new WireRequestReader();
      stream.on('data', (bytes: Uint8Array) => {
        try {
          for (const request of reader.read(bytes)) answer(guest, request);
        } catch {
          stream.destroy();
        }
      });
      stream.on('error', () => stream.destroy());
      stream.on('close', () => leave(guest));
    },
  };
}
