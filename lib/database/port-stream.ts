import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

/** A port between two threads as a stream of bytes: to the PostgreSQL client it is a socket. */
export class PortStream extends Duplex {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super({ allowHalfOpen: false });
    this.#port = port;
    port.on('message', (bytes: Uint8Array) => {
      this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    });
    port.on('close', () => this.push(null));
  }

  /** There is nothing to wait for: what is written waits in the port. */
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  // What else a client asks of a socket.
  setNoDelay = (): this => this;
  setKeepAlive = (): this => this;

  ref(): this {
    this.#port.ref();
    return this;
  }

  unref(): this {
    this.#port.unref();
    return this;
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    const bytes = Uint8Array.from(chunk);
    this.#port.postMessage(bytes, [bytes.buffer]);
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), '', done);
  }

  /** Who has said all has heard all: the other side sees the port close, and so does this one. */
  override _final(done: () => void): void {
    this.#port.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#port.close();
    done(error);
  }
}
