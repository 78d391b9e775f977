// @ts-check

/** @typedef {import('./runtime').Runtime} Runtime */

const NAME = Symbol.for('legato.runtime');
const OPENING = Symbol.for('legato.opening');
/** @type {typeof globalThis & { [NAME]?: Runtime, [OPENING]?: Promise<Runtime> }} */
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

/**
 * Holds the runtime once it is open.
 *
 * @param {Promise<Runtime>} opening
 */
export async function holdRunning(opening) {
  held[OPENING] = opening;
  held[NAME] = await opening;
}

/** Next begins to prepare itself and waits for nothing: so long it may take until it has come to Legato. */
const LONGEST_TO_BEGIN_MS = 30_000;
const LOOK_EVERY_MS = 10;

/**
 * Waits for the runtime to be open. For server.js, which runs before there is a request that would wait.
 *
 * @returns {Promise<Runtime>}
 */
export async function whenRunning() {
  for (let waited = 0; !held[OPENING] && waited < LONGEST_TO_BEGIN_MS; waited += LOOK_EVERY_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  // Whoever opens it says what failed, and ends the process.
  await held[OPENING]?.catch(() => new Promise(() => {}));
  return runningLegato();
}
