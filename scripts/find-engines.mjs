// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Debian's packages: Firefox with something to play to, WebKitGTK with a display and codecs. The others play
 * without a sound card too.
 */
export const ENGINE_PACKAGES = {
  Firefox: ['firefox-esr', 'pulseaudio'],
  WebKitGTK: [
    'webkit2gtk-driver',
    'libwebkit2gtk-4.1-0',
    'gstreamer1.0-plugins-base',
    'gstreamer1.0-plugins-good',
    'gstreamer1.0-plugins-bad',
    'gstreamer1.0-plugins-ugly',
    'gstreamer1.0-libav',
    'xvfb',
    'dbus-x11',
  ],
};

/** @typedef {{ driver: string, browser: string, display: string, bus: string }} WebKitPrograms */

/**
 * Firefox with WebDriver BiDi: `FIREFOX_PATH`, else the first one on the `PATH`.
 *
 * @returns {string | null}
 */
export function findFirefox() {
  return process.env.FIREFOX_PATH || findProgram('firefox-esr') || findProgram('firefox');
}

/**
 * WebKitGTK's driver, its small browser, and what both need to run without a screen.
 *
 * @returns {WebKitPrograms | null}
 */
export function findWebKit() {
  const driver = findProgram('WebKitWebDriver');
  const display = findProgram('Xvfb');
  const bus = findProgram('dbus-run-session');
  const browser = findMiniBrowser();
  return driver && display && bus && browser ? { driver, display, bus, browser } : null;
}

/** @returns {(keyof typeof ENGINE_PACKAGES)[]} the engines that this machine lacks */
export function missingEngines() {
  /** @type {(keyof typeof ENGINE_PACKAGES)[]} */
  const missing = [];
  if (!findFirefox() || !findProgram('pulseaudio')) missing.push('Firefox');
  if (!findWebKit()) missing.push('WebKitGTK');
  return missing;
}

/** Debian keeps it among the libraries of the architecture. @returns {string | null} */
function findMiniBrowser() {
  const folders = ['/usr/lib', '/usr/libexec', '/usr/lib64'].filter(existsSync);
  const places = folders.flatMap((folder) => [
    folder,
    ...readdirSync(folder)
      .filter((name) => name.endsWith('-linux-gnu'))
      .map((name) => join(folder, name)),
  ]);
  return (
    places
      .flatMap((place) => ['4.1', '4.0'].map((version) => join(place, `webkit2gtk-${version}`)))
      .map((place) => join(place, 'MiniBrowser'))
      .find(existsSync) ?? null
  );
}

/**
 * @param {string} name
 * @returns {string | null}
 */
export function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? null;
}
