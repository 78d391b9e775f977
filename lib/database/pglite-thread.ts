/** The thread of the embedded database: started and sent messages by embedded-database.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { createConnectionDesk } from './connection-desk';
import type { FromPglite, PgliteThreadData, ToPglite } from './pglite-messages';
import { PortStream } from './port-stream';

const IDLE_LIMIT_MS = 60_000;

const { folder, runningRequest }: PgliteThreadData = workerData;
const running = new Int32Array(runningRequest);
let requests = 0;

const say = (message: FromPglite) => parentPort?.postMessage(message);

/** The thread ends; who connects next gets a new one, which recovers what was committed. */
function fail(error: unknown): void {
  say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  setImmediate(() => process.exit(1));
}

// Its tables are small, and the system keeps their files in memory as well.
const postgresqlconf = ['shared_buffers = 32MB'];
const database = new PGlite(folder ?? 'memory://', { postgresqlconf });
const desk = createConnectionDesk({
  connection: {
    async run(request, send) {
      requests = (requests % 1_000_000) + 1;
      Atomics.store(running, 0, requests);
      try {
        await database.execProtocolRawStream(request, { syncToFs: false, onRawData: send });
      } finally {
        Atomics.store(running, 0, 0);
      }
    },
    isInTransaction: () => database.isInTransaction(),
  },
  idleLimitMs: IDLE_LIMIT_MS,
  timers: processTimers,
  onBroken: fail,
});

// Messages wait until somebody listens: nobody is served before the database is open.
database.waitReady.then(() => {
  parentPort?.on('message', (message: ToPglite) => {
    if (message.kind === 'connection') desk.serve(new PortStream(message.port));
    else void database.close().then(() => process.exit(0), fail);
  });
  say({ kind: 'opened' });
}, fail);
