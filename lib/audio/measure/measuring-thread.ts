/** The thread that measures: started by start-measuring-thread.ts, told what to do by messages. */
import { constants, platform, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { createMeasuringDesk } from './measuring-desk';
import type { FromMeasuring, ToMeasuring } from './measuring-messages';

// Listeners go first. Linux gives each thread a priority of its own (setpriority(2)); elsewhere this
// would be the whole server's.
if (platform() === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const answer = createMeasuringDesk((message: FromMeasuring) => parentPort?.postMessage(message));
parentPort?.on('message', (message: ToMeasuring) => void answer(message));
