// @ts-check
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { findChromium } from './find-chromium.mjs';
import { ENGINE_PACKAGES, missingEngines } from './find-engines.mjs';
import { runCommand } from './run-command.mjs';

/** Where Debian keeps its versions. */
const POSTGRES = '/usr/lib/postgresql';

/**
 * Installs what is missing: Chromium for the e2e tests, Firefox and WebKitGTK for the stories of every
 * engine, nginx for the comparison of ranges and as a proxy, PostgreSQL. As root on Debian it takes Debian's packages, otherwise
 * Playwright's own Chromium. Without nginx and PostgreSQL their tests are skipped; without Chromium the
 * e2e tests fail and say so.
 *
 * @param {{ say: (sentence: string) => void }} options
 */
export async function installPrograms({ say }) {
  const packages = [];
  if (!findChromium()) packages.push('chromium');
  if (!isOnPath('nginx')) packages.push('nginx-light');
  for (const engine of missingEngines()) packages.push(...ENGINE_PACKAGES[engine]);
  if (packages.length > 0 && isRoot() && isOnPath('apt-get')) {
    say(`Installing Debian's ${packages.join(', ')}.`);
    await installDebianPackages(packages);
  }
  if (!existsSync(POSTGRES) && isRoot() && isOnPath('apt-get')) {
    say("Installing Debian's PostgreSQL.");
    await installDebianPackages(['postgresql']).catch(() => {});
  }
  if (!existsSync(POSTGRES)) say('No PostgreSQL here: what is tried on it will be skipped.');
  if (!isOnPath('nginx')) {
    say('No nginx here: the comparison of byte ranges with nginx will be skipped.');
  }
  if (findChromium() || (await hasPlaywrightChromium())) return;
  say('No Chromium here: asking Playwright for its own. CHROMIUM_PATH would name yours.');
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  await runCommand([process.execPath, cli, 'install', 'chromium']);
}

/** @param {string[]} names */
async function installDebianPackages(names) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand(['apt-get', 'update', '-qq'], { env });
  // One by one: a package that is missing in one release must not keep the others away.
  for (const name of names) {
    await runCommand(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', name], { env });
  }
}

async function hasPlaywrightChromium() {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath());
}

/** @param {string} name */
function isOnPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders.some((folder) => folder && existsSync(join(folder, name)));
}

const isRoot = () => process.getuid?.() === 0;
