import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NOT_OURS = new Set([
  '.cache',
  '.env',
  '.git',
  '.next',
  'coverage',
  'data',
  'next-env.d.ts',
  'node_modules',
  'playwright-report',
  'test-results',
]);
const TEXT =
  /\.(ts|tsx|js|mjs|css|md|json|yml|yaml|html|svg|service|example|conf)$|^[^.]+$|^\.[a-z]+$/;

export interface SourceFile {
  /** Path from the root of the repository, with forward slashes. */
  path: string;
  text: string;
}

/** Every text file of the repository that people wrote, in order of its path. */
export function readTree(folder = ROOT): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return readTree(path);
      if (!entry.isFile() || !TEXT.test(entry.name)) return [];
      const name = relative(ROOT, path).split('\\').join('/');
      return [{ path: name, text: readFileSync(path, 'utf8') }];
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Where a pattern occurs, as `path:line: the line`. */
export function findLines(files: SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
  );
}
