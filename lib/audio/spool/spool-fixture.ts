import { readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createDecodingThread } from '@/lib/audio/decode/decoding-thread';
import { startDecodingHere } from '@/lib/audio/decode/start-decoding-fixture';
import { createSoundMeter } from '@/lib/audio/measure/sound-meter';
import { startMeasuringHere } from '@/lib/audio/measure/start-measuring-fixture';
import { isLegatoError, PROBLEMS } from '@/lib/errors';
import { createPacer, type Pacer } from '@/lib/http/pacer';
import { type ServeOptions, serveRecording } from '@/lib/http/serve-recording';
import { createSpool, type Spool, type SpoolOptions } from './create-spool';
import type { LegSource } from './leg-source';

/** A spool in a folder of its own, and real HTTP servers in front of it; for tests. */
export interface SpoolFixture {
  spool: Spool;
  pacer: Pacer;
  directory: string;
  /** Serves a leg under any path; gives its address. */
  serve(source: LegSource, options?: Partial<ServeOptions>): Promise<string>;
  /** Descriptors that this process has open in the spool's directory. */
  openDescriptors(): number;
  /** Waits until everything is on the disk and nobody reads it. */
  untilStored(): Promise<void>;
  close(): Promise<void>;
}

export async function createSpoolFixture(
  options: Partial<SpoolOptions> = {},
): Promise<SpoolFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'legato-spool-'));
  const spool = createSpool({
    directory,
    maxBytes: 64 * 1024 * 1024,
    ttlMs: 60_000,
    maxDownloads: 4,
    lingerMs: 20,
    meter: createSoundMeter(startMeasuringHere),
    decoding: createDecodingThread(startDecodingHere),
    ...options,
  });
  const pacer = createPacer();
  const servers: Server[] = [];

  return {
    spool,
    pacer,
    directory,
    async serve(source, { signal: cutOff, ...options } = {}) {
      const server = createServer(async (request, response) => {
        const opened = { source, fileStem: 'legato_1392271611.238_leg-2' };
        const leaving = new AbortController();
        response.once('close', () => leaving.abort());
        try {
          await serveRecording({ spool, pacer }, opened, request, response, {
            isDownload: false,
            side: null,
            isOriginal: false,
            ...options,
            signal: cutOff ? AbortSignal.any([cutOff, leaving.signal]) : leaving.signal,
          });
        } catch (error) {
          if (response.destroyed) return;
          const code = isLegatoError(error) ? error.code : 'internal-error';
          response.writeHead(PROBLEMS[code].status).end(code);
        }
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    },
    openDescriptors: () => descriptorsIn(directory),
    async untilStored() {
      while (descriptorsIn(directory) > 0) await nextTurn();
    },
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await spool.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function descriptorsIn(directory: string): number {
  return readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(directory);
    } catch {
      return false;
    }
  }).length;
}
