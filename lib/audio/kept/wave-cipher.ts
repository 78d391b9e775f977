import 'server-only';
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** Begins each file: what it is, and the version of its form. */
const MAGIC = Buffer.from('LGW1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MAGIC.length + NONCE_BYTES;

/**
 * Seals and opens files under one key. A file counts only under the name that it was sealed for, and whole:
 * cut, changed or renamed it is as good as none.
 */
export class WaveCipher {
  /** Tells the files of this key from those of another, and nothing about it. */
  readonly keyId: string;
  readonly #sealing: Buffer;
  readonly #naming: Buffer;

  constructor(key: Uint8Array) {
    const derive = (purpose: string) =>
      Buffer.from(hkdfSync('sha256', key, '', `legato waves ${purpose}`, 32));
    this.#sealing = derive('sealing');
    this.#naming = derive('naming');
    this.keyId = derive('key id').toString('hex', 0, 4);
  }

  /** The name of a leg's file, from which nobody without the key learns which leg it is. */
  nameOf(legKey: string): string {
    const digest = createHmac('sha256', this.#naming).update(legKey).digest('hex').slice(0, 40);
    return `${this.keyId}-${digest}`;
  }

  seal(name: string, plain: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#sealing, nonce).setAAD(boundTo(name));
    const sealed = cipher.update(plain);
    return Buffer.concat([MAGIC, nonce, sealed, cipher.final(), cipher.getAuthTag()]);
  }

  /** What was sealed; null where these are not the bytes that were sealed under this name. */
  open(name: string, file: Buffer): Buffer | null {
    if (file.length < HEAD_BYTES + TAG_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC)) {
      return null;
    }
    const nonce = file.subarray(MAGIC.length, HEAD_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#sealing, nonce, { authTagLength: TAG_BYTES })
      .setAAD(boundTo(name))
      .setAuthTag(file.subarray(-TAG_BYTES));
    try {
      const plain = decipher.update(file.subarray(HEAD_BYTES, -TAG_BYTES));
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      return null;
    }
  }
}

const boundTo = (name: string): Buffer => Buffer.concat([MAGIC, Buffer.from(name)]);
