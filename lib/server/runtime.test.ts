import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDecodingByTsx } from '@/lib/audio/decode/start-decoding-fixture';
import { startMeasuringWorker } from '@/lib/audio/measure/start-measuring-fixture';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import { startKeptPglite } from '@/lib/database/kept-pglite-fixture';
import { createSimulator } from '@/lib/simulator/create-simulator';
import { serveSimulator } from '@/lib/simulator/serve-simulator';
import { readSettings } from './env';
import { startLegatoUnderTest, TEST_KEY } from './legato-under-test';
import { openRuntime } from './runtime';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'legato-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('what hangs on the process holds neither the key nor another setting', async () => {
  const runtime = await openRuntime(
    readSettings({
      NOOJEE_URL: 'https://pbx.example',
      NOOJEE_API_KEY: TEST_KEY,
      NOOJEE_SYSTEM_USERS: 'A-System-User-Only-Settings-Know',
      DATA_DIR: dataDir,
    }),
    {
      startMeasuring: startMeasuringWorker,
      startDecoding: startDecodingByTsx,
      startPglite: startKeptPglite,
    },
  );
  const all = inspect(
    { ...runtime, services: { ...runtime.services, rules: null } },
    {
      depth: Number.POSITIVE_INFINITY,
      showHidden: true,
    },
  );
  await runtime.close();
  expect(all).toContain('Australia/Melbourne');
  expect(all).not.toContain(TEST_KEY);
  expect(all).not.toContain('pbx.example');
  expect(all).not.toContain('A-System-User-Only-Settings-Know');
});

test('closing ends the downloads, empties the spool, then lets the PBX go; a second call waits', async () => {
  const legato = await startLegatoUnderTest();
  const { uniqueId } = await legato.callOf('FAULT-AUDIO-TRICKLE');
  const response = await fetch(legato.audioUrl(uniqueId, 1));
  const cutOff = expect(response.arrayBuffer()).rejects.toThrow();
  expect(legato.simulator.requests.openRecordings).toBe(1);

  await Promise.all([legato.runtime.close(), legato.runtime.close()]);
  await cutOff;
  await expect.poll(() => legato.simulator.requests.openRecordings).toBe(0);
  expect(readdirSync(legato.spoolFolder)).toEqual([]);
  await expect(legato.runtime.services.noojee.authenticate()).rejects.toMatchObject({
    code: 'pbx-unreachable',
  });
  await legato.close();
});

test('clock and timers are arguments: closing leaves none behind', async () => {
  const simulator = createSimulator({ apiKey: TEST_KEY });
  const pbx = await serveSimulator(simulator, { port: 0, host: '127.0.0.1' });
  let running = 0;
  const counted = (start: () => () => void) => {
    running += 1;
    const stop = start();
    let isRunning = true;
    return () => {
      if (isRunning) running -= 1;
      isRunning = false;
      stop();
    };
  };
  const timers: Timers = {
    ...processTimers,
    every: (ms, act) => counted(() => processTimers.every(ms, act)),
  };
  const runtime = await openRuntime(
    readSettings({ NOOJEE_URL: pbx.url, NOOJEE_API_KEY: TEST_KEY, DATA_DIR: dataDir }),
    {
      startMeasuring: startMeasuringWorker,
      startDecoding: startDecodingByTsx,
      startPglite: startKeptPglite,
      timers,
    },
  );
  expect(running).toBeGreaterThan(0);
  await runtime.close();
  expect(running).toBe(0);
  await pbx.close();
});

test('a second Legato on the same folder is refused before it touches anything there', async () => {
  const legato = await startLegatoUnderTest();
  const { uniqueId } = await legato.callOf('FAULT-AUDIO-TRICKLE');
  const response = await fetch(legato.audioUrl(uniqueId, 1));
  await expect.poll(() => readdirSync(legato.spoolFolder).length).toBeGreaterThan(0);
  const spooled = readdirSync(legato.spoolFolder);

  await expect(startLegatoUnderTest({ settings: { DATA_DIR: legato.dataDir } })).rejects.toThrow(
    `Another Legato (process ${process.pid}) uses the folder ${legato.dataDir}`,
  );
  expect(readdirSync(legato.spoolFolder)).toEqual(spooled);
  await response.body?.cancel();
  await legato.close();
});
