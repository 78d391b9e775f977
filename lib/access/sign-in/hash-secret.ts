import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal. For random secrets of 128 bits and more: they need no salt and no slow hash. */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');
