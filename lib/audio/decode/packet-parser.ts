import type { CodecParser, Packet } from 'node-av/lib';
import type { CodecRun } from './codec-run';
import type { Ffmpeg } from './load-ffmpeg';

/** FFmpeg copies what it is given, so it is given little at a time. */
const PIECE_BYTES = 4_096;

/** Cuts a stream without a container into the frames of its codec. */
export class PacketParser {
  readonly #parser: CodecParser;
  readonly #packet: Packet;
  readonly #run: CodecRun;
  readonly #take: (packet: Packet) => void;

  constructor({ av }: Ffmpeg, run: CodecRun, take: (packet: Packet) => void) {
    this.#run = run;
    this.#take = take;
    this.#parser = new av.CodecParser();
    this.#parser.init(run.context.codecId);
    this.#packet = new av.Packet();
    this.#packet.alloc();
  }

  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      this.#parse(bytes.subarray(from, from + PIECE_BYTES));
    }
  }

  /** The last frames end where nothing follows them. */
  finish(): void {
    do this.#parseOnce(Buffer.alloc(0));
    while (this.#packet.size > 0);
    this.#run.decodePacket(null);
  }

  close(): void {
    this.#packet.free();
    this.#parser.close();
    this.#run.close();
  }

  #parse(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const piece = bytes.subarray(from);
      const taken = this.#parseOnce(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
      if (taken <= 0 && this.#packet.size === 0)
        throw new Error('the stream cannot be cut into frames');
      from += Math.max(0, taken);
    }
  }

  #parseOnce(bytes: Buffer): number {
    const taken = this.#parser.parse2(this.#run.context, this.#packet, bytes, NO_TIME, NO_TIME, 0);
    if (this.#packet.size > 0) this.#take(this.#packet);
    return taken;
  }
}

const NO_TIME = 0n;
