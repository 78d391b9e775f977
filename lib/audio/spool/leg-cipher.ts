import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-ctr';
const KEY_BYTES = 32;

/** AES works in blocks of 16 bytes: reading begins at a multiple of this. */
export const CIPHER_BLOCK_BYTES = 16;

/**
 * AES-256-CTR with a random key that lives in this object only, so what it wrote cannot be read once
 * the object is gone. A key is used for one file, so its counter may begin at zero.
 */
export class LegCipher {
  readonly #key = randomBytes(KEY_BYTES);
  readonly #encipher = createCipheriv(ALGORITHM, this.#key, counterBlock(0));

  /** Enciphers what follows everything that was enciphered before. */
  encryptNext(plain: Uint8Array): Buffer {
    return this.#encipher.update(plain);
  }

  /** Deciphers bytes that were stored from `offset` on, a multiple of CIPHER_BLOCK_BYTES. */
  decryptAt(offset: number, stored: Uint8Array): Buffer {
    const block = offset / CIPHER_BLOCK_BYTES;
    return createDecipheriv(ALGORITHM, this.#key, counterBlock(block)).update(stored);
  }
}

/** The counter as CTR mode counts: big endian. 48 bits reach past any file that can be served. */
function counterBlock(block: number): Buffer {
  const counter = Buffer.alloc(CIPHER_BLOCK_BYTES);
  counter.writeUIntBE(block, CIPHER_BLOCK_BYTES - 6, 6);
  return counter;
}
