// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromium that drives the e2e tests: `CHROMIUM_PATH`, else the first one on the `PATH`.
 * Undefined means: leave it to Playwright, which knows where its own download is.
 *
 * @param {Record<string, string | undefined>} [environment]
 * @returns {string | undefined}
 * @throws Error when `CHROMIUM_PATH` names no file.
 */
export function findChromium(environment = process.env) {
  const given = environment.CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH names no file: ${given}`);
  if (given) return given;
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}
