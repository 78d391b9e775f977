// @ts-check
/**
 * For commands, which no bundler has been over: makes `import text from './file.sql?raw'` a file's text.
 * `tsx --import ./lib/database/load-raw-text.mjs …`
 */
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const RAW = '.sql?raw';

// Node loads this file once more, in the thread of its hooks.
if (isMainThread) register(import.meta.url);

/** @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, next) {
  if (!specifier.endsWith(RAW)) return next(specifier, context);
  return { url: new URL(specifier, context.parentURL).href, shortCircuit: true };
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith(RAW)) return next(url, context);
  const text = readFileSync(new URL(url.slice(0, -'?raw'.length)), 'utf8');
  return {
    format: 'module',
    source: `export default ${JSON.stringify(text)};`,
    shortCircuit: true,
  };
}
