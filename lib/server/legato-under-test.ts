import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyActor } from '@/lib/access/actor';
import { startDecodingByTsx } from '@/lib/audio/decode/start-decoding-fixture';
import { startMeasuringWorker } from '@/lib/audio/measure/start-measuring-fixture';
import { searchCalls } from '@/lib/calls/search-calls';
import type { Call } from '@/lib/contract/call';
import { copyEmptyDatabase } from '@/lib/database/empty-database-fixture';
import { startKeptPglite } from '@/lib/database/kept-pglite-fixture';
import { startPgliteByTsx } from '@/lib/database/start-pglite-by-tsx';
import type { NextHandler } from '@/lib/http/handle';
import { limitConnections, serverOptions } from '@/lib/http/server-limits.mjs';
import { paths } from '@/lib/paths';
import { createSimulator, type Simulator } from '@/lib/simulator/create-simulator';
import { serveSimulator } from '@/lib/simulator/serve-simulator';
import { readSettings } from './env';
import { openRuntime, type Runtime, type RuntimeOptions } from './runtime';

/** A key that stands out in any text. */
export const TEST_KEY = 'key-5f0e77aa-that-must-stay-on-the-server';

export interface LegatoUnderTest {
  simulator: Simulator;
  runtime: Runtime;
  /** Where it is served, without a slash at the end. */
  url: string;
  downloadUrl: (uniqueId: string) => string;
  audioUrl: (uniqueId: string, leg: number) => string;
  /** The call of a tag with the most legs, the newest of several. */
  callOf: (tag: string) => Promise<Call>;
  logged: () => string;
  /** The simulated PBX that it asks by itself. */
  pbxUrl: string;
  /** Its folder, removed when it closes unless the settings named it. */
  dataDir: string;
  /** Where the legs are stored. */
  spoolFolder: string;
  close: () => Promise<void>;
}

interface LegatoOptions extends RuntimeOptions {
  /** Settings beside those that every Legato needs. */
  settings?: Record<string, string>;
  /** What answers in Next's place; by default the API's routes do, by the same pipeline. */
  next?: NextHandler;
  /** Whether who asks is found by session and token, as anywhere but in most tests. */
  signsIn?: boolean;
}

/** A Legato of a test's own, served over HTTP as server.js does it, in front of a simulated PBX. */
export async function startLegatoUnderTest({
  settings = {},
  next,
  signsIn = false,
  ...options
}: LegatoOptions = {}): Promise<LegatoUnderTest> {
  const simulator = createSimulator({ apiKey: TEST_KEY });
  const pbx = await serveSimulator(simulator, { port: 0, host: '127.0.0.1' });
  const ownDir = settings.DATA_DIR ? null : mkdtempSync(join(tmpdir(), 'legato-'));
  const dataDir = settings.DATA_DIR ?? ownDir ?? '';
  if (!ownDir) await copyEmptyDatabase(dataDir);
  const lines: string[] = [];
  const runtime = await openRuntime(
    readSettings({
      NOOJEE_URL: pbx.url,
      NOOJEE_API_KEY: TEST_KEY,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'debug',
      ...settings,
    }),
    {
      logDestination: { write: (line) => void lines.push(line) },
      startMeasuring: startMeasuringWorker,
      startDecoding: startDecodingByTsx,
      startPglite: ownDir ? startKeptPglite : startPgliteByTsx,
      ...options,
      // Most tests are not about who asks: they are the person at this machine.
      access: signsIn ? { ...options.access } : { identify: identifyActor, ...options.access },
    },
  );
  const server = createServer(serverOptions(), runtime.listener(next ?? runtime.answerIncoming));
  limitConnections(server);
  runtime.refuseUnreadable(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    simulator,
    runtime,
    url,
    downloadUrl: (uniqueId) => url + paths.api.callDownload(uniqueId),
    audioUrl: (uniqueId, leg) => url + paths.api.audio(uniqueId, leg),
    callOf: async (tag) => {
      const actor = { kind: 'system', name: 'test' } as const;
      const { calls } = await searchCalls(runtime.services, actor, { tag });
      const [call] = calls.sort((a, b) => b.legs.length - a.legs.length);
      if (!call) throw new Error(`The simulated PBX has no call tagged ${tag}.`);
      return call;
    },
    logged: () => lines.join(''),
    pbxUrl: pbx.url,
    dataDir,
    spoolFolder: join(dataDir, 'spool'),
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await runtime.close();
      await pbx.close();
      if (ownDir) rmSync(ownDir, { recursive: true, force: true });
    },
  };
}
