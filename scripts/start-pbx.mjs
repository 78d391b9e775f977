// @ts-check
import { freePort } from './free-port.mjs';
import { startServerProcess } from './server-process.mjs';

/** @typedef {import('./server-process.mjs').ServerProcess & { apiKey: string }} RunningPbx */

/**
 * Starts the simulated PBX on a free port of 127.0.0.1.
 *
 * @param {{ port?: number, apiKey?: string, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<RunningPbx>}
 */
export async function startPbx(options = {}) {
  const port = options.port ?? (await freePort());
  const apiKey = options.apiKey ?? '00000000-0000-4000-8000-000000000001';
  const running = await startServerProcess({
    name: 'The simulated PBX',
    args: ['--import', 'tsx', 'lib/simulator/main.ts'],
    env: { PBX_PORT: String(port), PBX_API_KEY: apiKey },
    url: `http://127.0.0.1:${port}`,
    readyPath: '/',
    isReady: () => true,
    ...(options.onOutput && { onOutput: options.onOutput }),
  });
  return { ...running, apiKey };
}
