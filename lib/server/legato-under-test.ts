import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMeasuringWorker } from '@/lib/audio/measure/start-measuring-fixture';
import { searchCalls } from '@/lib/calls/search-calls';
import type { Call } from '@/lib/contract/call';
import { answerBytes } from '@/lib/http/answer-bytes';
import { paths } from '@/lib/paths';
import { createSimulator, type Simulator } from '@/lib/simulator/create-simulator';
import { serveSimulator } from '@/lib/simulator/serve-simulator';
import { readSettings } from './env';
import { createRuntime, type Runtime } from './runtime';

/** A key that stands out in any text. */
export const TEST_KEY = 'key-5f0e77aa-that-must-stay-on-the-server';

export interface LegatoUnderTest {
  simulator: Simulator;
  runtime: Runtime;
  /** Served as server.js does it. */
  downloadUrl: (uniqueId: string) => string;
  audioUrl: (uniqueId: string, leg: number) => string;
  /** The call of a tag with the most legs, the newest of several. */
  callOf: (tag: string) => Promise<Call>;
  logged: () => string;
  /** Where the legs are stored. */
  spoolFolder: string;
  close: () => Promise<void>;
}

/** Joins a runtime with a simulated PBX over HTTP, and makes it the runtime of this process. */
export async function startLegatoUnderTest(
  environment: Record<string, string> = {},
): Promise<LegatoUnderTest> {
  const simulator = createSimulator({ apiKey: TEST_KEY });
  const pbx = await serveSimulator(simulator, { port: 0, host: '127.0.0.1' });
  const dataDir = mkdtempSync(join(tmpdir(), 'legato-'));
  const lines: string[] = [];
  const runtime = createRuntime(
    readSettings({
      NOOJEE_URL: pbx.url,
      NOOJEE_API_KEY: TEST_KEY,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'debug',
      ...environment,
    }),
    {
      logDestination: { write: (line) => void lines.push(line) },
      startMeasuring: startMeasuringWorker,
    },
  );
  globalThis.legatoRuntime = runtime;
  const server = createServer((request, response) => void answerBytes(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    simulator,
    runtime,
    downloadUrl: (uniqueId) => `http://127.0.0.1:${port}${paths.api.callDownload(uniqueId)}`,
    audioUrl: (uniqueId, leg) => `http://127.0.0.1:${port}${paths.api.audio(uniqueId, leg)}`,
    callOf: async (tag) => {
      const { calls } = await searchCalls(runtime.room, { kind: 'system', name: 'test' }, { tag });
      const [call] = calls.sort((a, b) => b.legs.length - a.legs.length);
      if (!call) throw new Error(`The simulated PBX has no call tagged ${tag}.`);
      return call;
    },
    logged: () => lines.join(''),
    spoolFolder: join(dataDir, 'spool'),
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await runtime.spool.close();
      await pbx.close();
      rmSync(dataDir, { recursive: true, force: true });
      globalThis.legatoRuntime = undefined;
    },
  };
}
