import 'server-only';
import { createHmac } from 'node:crypto';
import * as z from 'zod';

const HASH = /^[0-9a-f]{64}$/;
const Codes = z.array(z.string());

/**
 * What a recovery code is kept as, and what better-auth compares: it looks for the code in the list that it
 * stored, so it is given the hash of what was typed. Keyed, because a code has 59 bits only.
 */
export function hashRecoveryCode(secret: string, code: string): string {
  const plain = code.trim().replaceAll(/[\s-]/g, '');
  return createHmac('sha256', `recovery codes ${secret}`).update(plain).digest('hex');
}

/** How better-auth stores the list: each code by its hash. It hands in hashes again when one was used. */
export const encryptRecoveryCodes = (secret: string) => ({
  encrypt: async (json: string) =>
    JSON.stringify(
      Codes.parse(JSON.parse(json)).map((code) =>
        HASH.test(code) ? code : hashRecoveryCode(secret, code),
      ),
    ),
  decrypt: async (stored: string) => stored,
});
