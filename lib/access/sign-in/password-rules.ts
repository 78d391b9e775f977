import { dictionary } from '@zxcvbn-ts/language-common';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '@/lib/contract/sign-in';
import { LegatoError } from '@/lib/errors';

/** What people choose most, most common first; some 49,000, of which the first 10,000 are what is promised. */
const COMMON: ReadonlySet<string> = new Set(
  (dictionary['passwords-common'] ?? []).map((password) => String(password).toLowerCase()),
);

/**
 * Length, and not one of the most common; no rules of composition, which make passwords worse (NIST SP
 * 800-63B, 5.1.1.2). A common one that is written twice or with capitals is as common.
 *
 * @throws LegatoError `invalid-request` with the sentence for the person who chose it.
 */
export function requireGoodPassword(password: string, { username }: { username: string }): void {
  const length = [...password].length;
  if (length < PASSWORD_MIN_LENGTH) {
    refuse(
      `A password has ${PASSWORD_MIN_LENGTH} characters or more. A few words in a row are good.`,
    );
  }
  if (length > PASSWORD_MAX_LENGTH) {
    refuse(`A password has ${PASSWORD_MAX_LENGTH} characters at most.`);
  }
  const folded = password.toLowerCase();
  if (isCommon(folded)) {
    refuse('This is one of the passwords that are tried first. Choose another.');
  }
  if (username.length > 2 && folded.replaceAll(username.toLowerCase(), '').length < 4) {
    refuse('This password is little more than the user name. Choose another.');
  }
}

/** Whether it is one of the list, or one of them repeated. */
function isCommon(folded: string): boolean {
  if (COMMON.has(folded)) return true;
  for (let length = 1; length <= folded.length / 2; length += 1) {
    if (folded.length % length !== 0) continue;
    const part = folded.slice(0, length);
    if (part.repeat(folded.length / length) === folded && (length < 4 || COMMON.has(part))) {
      return true;
    }
  }
  return false;
}

function refuse(sentence: string): never {
  throw new LegatoError('invalid-request', sentence);
}
