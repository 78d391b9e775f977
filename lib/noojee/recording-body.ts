import { NoojeeError } from './errors';
import type { PbxAnswer } from './send-to-pbx';

/**
 * The bytes of a recording, asked for one part at a time, beginning with those already read. To stop
 * early, or to abort the call's signal, cancels the rest upstream, though nobody reads at that moment.
 * Iterating throws NoojeeError where the body breaks off, falls silent or ends too soon.
 */
export function recordingBody(
  first: readonly Uint8Array[],
  answer: PbxAnswer,
  contentLength: number | null,
): AsyncIterable<Uint8Array> {
  const ready = [...first];
  let received = 0;
  let isOver = false;

  // By hand, not a generator: one that never started would never release the connection, and a
  // pending read would keep `return` waiting.
  const iterator: AsyncIterator<Uint8Array> = {
    async next() {
      const chunk = isOver ? null : (ready.shift() ?? (await readOn()));
      if (chunk === null) return { done: true, value: undefined };
      received += chunk.length;
      return { done: false, value: chunk };
    },
    async return() {
      isOver = true;
      answer.close();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };

  async function readOn(): Promise<Uint8Array | null> {
    try {
      const chunk = await answer.read();
      if (chunk !== null) return chunk;
    } catch (error) {
      // Stopped by the reader himself: for him it has ended, not failed.
      if (isOver) return null;
      isOver = true;
      throw error;
    }
    isOver = true;
    if (contentLength !== null && received < contentLength) {
      throw new NoojeeError(
        'unreachable',
        `The recording broke off after ${received} of ${contentLength} bytes: play it again to fetch the rest.`,
      );
    }
    return null;
  }
}
