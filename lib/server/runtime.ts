import 'server-only';
import { join } from 'node:path';
import type { DestinationStream } from 'pino';
import type { StartMeasuringThread } from '@/lib/audio/measure/measuring-messages';
import { createSoundMeter } from '@/lib/audio/measure/sound-meter';
import { startMeasuringThread } from '@/lib/audio/measure/start-measuring-thread';
import { createSpool, type Spool } from '@/lib/audio/spool/create-spool';
import type { CallRoom } from '@/lib/calls/call-room';
import { createLegDirectory } from '@/lib/calls/leg-directory';
import { createZonedIso } from '@/lib/calls/rules/zoned-iso';
import { createNoojeeClient } from '@/lib/noojee/create-noojee-client';
import { createPbxFetch } from '@/lib/noojee/create-pbx-fetch';
import { loadSettings, type Settings } from './env';
import { createLogger, type Logger } from './log';

/** Everything that lives as long as the process, joined once. */
export interface Runtime {
  settings: Settings;
  log: Logger;
  room: CallRoom;
  spool: Spool;
}

declare global {
  // Next may bundle this module more than once in one process; the runtime exists once.
  var legatoRuntime: Runtime | undefined;
}

/** The runtime of this process, made at the first call. @throws SettingsError */
export function getRuntime(): Runtime {
  globalThis.legatoRuntime ??= createRuntime(loadSettings());
  return globalThis.legatoRuntime;
}

export interface RuntimeOptions {
  /** Where log lines go; standard output by default. */
  logDestination?: DestinationStream;
  /** The thread that measures legs; the one of the bundle by default. */
  startMeasuring?: StartMeasuringThread;
}

/** Joins the parts for one set of settings; the process's own comes from `getRuntime`. */
export function createRuntime(
  settings: Settings,
  { logDestination, startMeasuring = startMeasuringThread }: RuntimeOptions = {},
): Runtime {
  const { caPem, ...noojee } = settings.noojee;
  const log = createLogger({
    level: settings.logLevel,
    secrets: [noojee.apiKey],
    ...(logDestination && { destination: logDestination }),
  });
  const now = () => Date.now();
  return {
    settings,
    log,
    room: {
      noojee: createNoojeeClient({ ...noojee, fetch: createPbxFetch({ caPem }), now }),
      directory: createLegDirectory(),
      rules: {
        systemUsers: new Set(settings.systemUsers),
        zonedIso: createZonedIso(noojee.timeZone),
      },
      now,
    },
    spool: createSpool({
      directory: join(settings.dataDir, 'spool'),
      maxBytes: settings.spool.maxBytes,
      ttlMs: settings.spool.ttlMs,
      maxDownloads: noojee.maxDownloads,
      log,
      meter: createSoundMeter(startMeasuring),
    }),
  };
}
