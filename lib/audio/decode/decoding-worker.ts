/** The thread that decodes: started and sent messages by start-decoding-worker.ts. */
import { parentPort } from 'node:worker_threads';
import { createDecodingDesk } from './decoding-desk';
import type { FromDecoding, ToDecoding } from './decoding-messages';

const answer = createDecodingDesk((message: FromDecoding) => {
  // Given away, not copied.
  const piece = message.kind === 'decoded' ? message.piece : null;
  parentPort?.postMessage(message, piece ? [piece.pcm.buffer] : []);
});
parentPort?.on('message', (message: ToDecoding) => void answer(message));
