/** The thread that measures: started and sent messages by start-measuring-thread.ts. */
import { parentPort } from 'node:worker_threads';
import { createMeasuringDesk } from './measuring-desk';
import type { FromMeasuring, ToMeasuring } from './measuring-messages';
import { yieldToListeners } from './yield-to-listeners';

yieldToListeners();

const answer = createMeasuringDesk((message: FromMeasuring) => parentPort?.postMessage(message));
parentPort?.on('message', (message: ToMeasuring) => void answer(message));
