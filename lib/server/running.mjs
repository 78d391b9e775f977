// @ts-check

/** @typedef {import('./runtime').Runtime} Runtime */

const NAME = Symbol.for('legato.runtime');
/** @type {typeof globalThis & { [NAME]?: Runtime }} */
const held = globalThis;

/**
 * The runtime of this process. server.js, the routes and the pages all find it here: Next bundles its
 * parts more than once, so no module of the bundle can hold what must exist once.
 *
 * @returns {Runtime}
 */
export function runningLegato() {
  const runtime = held[NAME];
  if (!runtime) throw new Error('Legato has not been started: instrumentation.ts did not run.');
  return runtime;
}

/** @param {Runtime} runtime */
export function holdRunning(runtime) {
  held[NAME] = runtime;
}
