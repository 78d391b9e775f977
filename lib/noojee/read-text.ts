import { NoojeeError } from './errors';
import type { PbxAnswer } from './send-to-pbx';

/** The largest reply read: a busy hour's thousands of legs are a few megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads a whole reply as UTF-8.
 *
 * @throws NoojeeError where it breaks off, and `bad-reply` where it never ends.
 */
export async function readText(answer: PbxAnswer, maxBytes = MAX_BYTES): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const chunk = await answer.read();
    if (chunk === null) return Buffer.concat(chunks).toString('utf8');
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new NoojeeError(
        'bad-reply',
        'The reply of the PBX is larger than any list of legs: check NOOJEE_API_PATH.',
      );
    }
    chunks.push(chunk);
  }
}
