// @ts-check
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.mjs';
import { projectRoot } from './project-root.mjs';
import { startServerProcess } from './server-process.mjs';

/** @typedef {import('./server-process.mjs').ServerProcess & { dataDir: string }} RunningLegato */

/**
 * Starts the built Legato on 127.0.0.1 with exactly the given settings: nothing comes from the
 * caller's environment or a `.env`. Without `DATA_DIR` it gets its own folder, removed when it stops.
 *
 * @param {Record<string, string>} settings
 * @param {{ onOutput?: (text: string) => void }} [options]
 * @returns {Promise<RunningLegato>}
 */
export async function startLegato(settings, options = {}) {
  const port = settings.PORT ?? String(await freePort());
  const ownDir = settings.DATA_DIR ? null : await mkdtemp(join(tmpdir(), 'legato-'));
  const dataDir = settings.DATA_DIR ?? ownDir ?? '';
  const removeOwnDir = async () => {
    if (ownDir) await rm(ownDir, { recursive: true, force: true });
  };
  try {
    const running = await startServerProcess({
      name: 'Legato',
      args: ['server.js'],
      env: {
        ...unsetSettings(),
        ...settings,
        NODE_ENV: 'production',
        PORT: port,
        DATA_DIR: dataDir,
        ...(ownDir && { LEGATO_FOLDER_TO_REMOVE: ownDir }),
      },
      url: `http://127.0.0.1:${port}`,
      readyPath: '/api/health',
      isReady: (response) => response.ok,
      ...(options.onOutput && { onOutput: options.onOutput }),
    });
    const stop = async () => {
      await running.stop();
      await removeOwnDir();
    };
    return { ...running, stop, dataDir };
  } catch (error) {
    await removeOwnDir();
    throw error;
  }
}

/** Every setting, empty: an empty value counts as not set, and `.env` does not replace it. */
function unsetSettings() {
  const example = readFileSync(join(projectRoot, '.env.example'), 'utf8');
  const names = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
  return Object.fromEntries(names.map((name) => [name, '']));
}
