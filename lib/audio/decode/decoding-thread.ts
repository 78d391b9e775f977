/** The thread that decodes for listeners: started and sent messages by start-decoding-thread.ts. */
import { parentPort } from 'node:worker_threads';
import { createDecodingDesk } from './decoding-desk';
import type { FromDecoding, ToDecoding } from './decoding-messages';

const answer = createDecodingDesk((message: FromDecoding) => parentPort?.postMessage(message));
parentPort?.on('message', (message: ToDecoding) => void answer(message));
