import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** AES works in blocks of 16 bytes: decrypting begins at a multiple of this. */
export const BLOCK_BYTES = 16;
const ALGORITHM = 'aes-256-ctr';

/**
 * AES-256-CTR with a random key that lives in this object only, so what it encrypted cannot be read
 * once the object is gone. A key is used for one file, so its counter may begin at zero.
 */
export class FileCipher {
  readonly #key = randomBytes(32);
  readonly #encryption = createCipheriv(ALGORITHM, this.#key, counterBlock(0));

  /** Encrypts what follows everything that was encrypted before. */
  encryptNext(plain: Uint8Array): Buffer {
    return this.#encryption.update(plain);
  }

  /** Decrypts bytes that were stored from `offset` on, a multiple of BLOCK_BYTES. */
  decryptAt(offset: number, stored: Uint8Array): Buffer {
    const counter = counterBlock(offset / BLOCK_BYTES);
    return createDecipheriv(ALGORITHM, this.#key, counter).update(stored);
  }
}

/** The counter as CTR mode counts: big endian. 48 bits reach past any file that can be served. */
function counterBlock(block: number): Buffer {
  const counter = Buffer.alloc(BLOCK_BYTES);
  counter.writeUIntBE(block, BLOCK_BYTES - 6, 6);
  return counter;
}
