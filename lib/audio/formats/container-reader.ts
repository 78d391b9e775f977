import type { AudioForm } from './audio-form';
import { recogniseContainer } from './recognise-container';
import type { Recognition, WantedBytes } from './recognition';

/** What tells a page of text from sound. */
const FIRST_BYTES = 256;

/**
 * Recognises a leg while its bytes arrive, and holds none of them but those that still tell what it is:
 * 64 KB and a chunk of the download at most, whatever stands before the sound.
 */
export class ContainerReader {
  /** The first bytes of the leg. */
  first: Buffer = Buffer.alloc(0);
  readonly #recognition: Recognition = recogniseContainer();
  #wanted: WantedBytes | null = null;
  /** What is held, in order, and its place in the leg. */
  #chunks: Buffer[] = [];
  #heldBytes = 0;
  #heldFrom = 0;
  #skipped: Buffer[] = [];

  /**
   * Takes the next bytes of the leg, which must not change afterwards.
   *
   * @returns Null while more are needed.
   * @throws LegatoError as `Recognition` says.
   */
  push(chunk: Buffer): AudioForm | null {
    this.#chunks.push(chunk);
    this.#heldBytes += chunk.length;
    if (this.first.length < FIRST_BYTES) {
      this.first = Buffer.concat([this.first, chunk.subarray(0, FIRST_BYTES - this.first.length)]);
    }
    return this.#read(false);
  }

  /** The form of a leg of which nothing more will come. Throws as `push` does. */
  end(): AudioForm {
    const form = this.#read(true);
    if (!form) throw new Error('a leg that is whole was not recognised');
    return form;
  }

  /** The bytes that were passed over since the last call: nothing here needs them any more. */
  takeSkipped(): Buffer {
    const skipped = Buffer.concat(this.#skipped);
    this.#skipped = [];
    return skipped;
  }

  /** All that has come and was not taken as skipped. */
  takeRest(): Buffer {
    const rest = Buffer.concat([...this.#skipped, ...this.#chunks]);
    this.#skipped = [];
    this.#chunks = [];
    this.#heldBytes = 0;
    return rest;
  }

  #read(isWhole: boolean): AudioForm | null {
    this.#wanted ??= this.#begin();
    while (this.#wanted) {
      const { from, byteCount } = this.#wanted;
      const heldTo = this.#heldFrom + this.#heldBytes;
      if (heldTo < from + byteCount && !isWhole) {
        this.#skipTo(from);
        return null;
      }
      const bytes = this.#join().subarray(Math.max(0, from - this.#heldFrom));
      const given = this.#recognition.next({ bytes, isWhole });
      if (given.done) return given.value;
      this.#wanted = given.value;
    }
    return null;
  }

  #begin(): WantedBytes | null {
    const first = this.#recognition.next({ bytes: Buffer.alloc(0), isWhole: false });
    return first.done ? null : first.value;
  }

  #join(): Buffer {
    const [only = Buffer.alloc(0)] = this.#chunks;
    if (this.#chunks.length <= 1) return only;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }

  #skipTo(place: number): void {
    const skipped = Math.min(place - this.#heldFrom, this.#heldBytes);
    if (skipped <= 0) return;
    const held = this.#join();
    this.#skipped.push(held.subarray(0, skipped));
    this.#chunks = skipped < held.length ? [held.subarray(skipped)] : [];
    this.#heldBytes -= skipped;
    this.#heldFrom += skipped;
  }
}
