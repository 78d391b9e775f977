import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectRoot } from '../../scripts/project-root.mjs';
import { hasProgram } from './has-program';

const WrkResult = z.object({
  requests: z.number().positive('no request was answered'),
  bytes: z.number(),
  durationUs: z.number().positive(),
  p50Us: z.number(),
  p99Us: z.number(),
  errors: z.number().max(0, 'some answers failed'),
});

export interface LoadResult {
  requestsPerSecond: number;
  /** 10^6 bytes. */
  megabytesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

interface LoadOptions {
  url: string;
  /** Sent to every server, so that each reads the same request. */
  cookie: string;
  /** Of the file behind the URL. */
  sizeBytes: number;
  /** 0 asks for the whole file. */
  partBytes: number;
  connections: number;
  seconds: number;
}

/** @throws Error that says what to install. */
export function requireWrk(): void {
  if (!hasProgram('wrk')) throw new Error('wrk makes the load: apt-get install wrk');
}

/** Loads one server from one thread. @throws Error when an answer fails or has the wrong size. */
export async function runWrk(options: LoadOptions): Promise<LoadResult> {
  const { url, cookie, sizeBytes, partBytes, connections, seconds } = options;
  const script = join(projectRoot, 'bench', 'load', 'wrk.lua');
  const { stdout } = await promisify(execFile)(
    'wrk',
    [
      '-t1',
      `-c${connections}`,
      `-d${seconds}s`,
      '--timeout',
      '20s',
      '-H',
      `Cookie: ${cookie}`,
      '-s',
      script,
      url,
      '--',
    ].concat([String(sizeBytes), String(partBytes)]),
    { timeout: (seconds + 30) * 1000 },
  );
  const printed = /^RESULT (.*)$/m.exec(stdout)?.[1];
  if (!printed) throw new Error(`wrk printed no result:\n${stdout}`);
  const { requests, bytes, durationUs, p50Us, p99Us } = WrkResult.parse(JSON.parse(printed));
  const expected = partBytes || sizeBytes;
  // Answers that were under way at the end count as bytes and not as requests.
  const answerBytes = bytes / (requests + connections);
  if (answerBytes > expected * 1.1 + 2048 || bytes / requests < expected) {
    throw new Error(`${url} answered ${Math.round(bytes / requests)} bytes instead of ${expected}`);
  }
  return {
    requestsPerSecond: requests / (durationUs / 1e6),
    megabytesPerSecond: bytes / durationUs,
    p50Ms: p50Us / 1000,
    p99Ms: p99Us / 1000,
  };
}
