// @ts-check
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Where `lib/export/saved-page.ts` imports it from. Never committed. */
const PAGE = join(ROOT, '.cache', 'saved-page.html');

/**
 * Builds the page that goes into every downloaded call. `next.config.js` and `vitest.config.ts` call
 * this, so every build and every test run has it.
 *
 * @throws Error when a source does not compile; esbuild has printed where.
 */
export function buildSavedPage() {
  const page = bundleSavedPage();
  if (readIfThere(PAGE) === page) return;
  mkdirSync(dirname(PAGE), { recursive: true });
  // Next's workers and a test run may do this at the same time: none may read half a page.
  const draft = `${PAGE}.${process.pid}`;
  writeFileSync(draft, page);
  renameSync(draft, PAGE);
}

/**
 * The page without a call: one HTML file with its script, its styles and a policy that lets nothing
 * else run. `@title` and `"@data"` are left for the call. The same sources give the same text.
 */
export function bundleSavedPage() {
  const script = bundle('saved-page/start.ts');
  const style = bundle('saved-page/page.css');
  if (/<\/script|<!--/i.test(script)) throw new Error('The script would end its own element.');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "media-src 'self' file:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // Each mark is written so that the template is valid HTML, CSS and JavaScript without it.
  return readFileSync(join(ROOT, 'saved-page/page.html'), 'utf8')
    .replace('@policy', () => policy)
    .replace('/* @style */', () => style)
    .replace('/* @script */', () => script);
}

/**
 * Bundles a file with everything it imports. Not minified: anyone who opens an archive years later
 * can read what it runs.
 *
 * @param {string} entry
 */
function bundle(entry) {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
    target: 'es2022',
    tsconfig: 'tsconfig.json',
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** @param {string} text */
function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
