import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './project-root.mjs';
import { prunedFolders } from './prune-production.mjs';

const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
const pruned = new Set(prunedFolders(lock));

/** Packages that files below a folder import by name; tests and what they use not counted. */
function importedBelow(folder: string): Set<string> {
  const files = readdirSync(join(projectRoot, folder), {
    recursive: true,
    encoding: 'utf8',
  }).filter((name) => /\.(ts|mjs)$/.test(name) && !/\.test\.|-fixture\.|-under-test\./.test(name));
  const names = files.flatMap((name) => {
    const source = readFileSync(join(projectRoot, folder, name), 'utf8');
    return [...source.matchAll(/(?:from|import\()\s*'([^'./][^']*)'/g)].map(
      ([, from = '']) => from,
    );
  });
  return new Set(
    names
      .filter((name) => !name.startsWith('@/') && !isBuiltin(name))
      .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')),
  );
}

test('what commands and the server load from node_modules stays', () => {
  const needed = importedBelow('lib');
  expect(needed.size).toBeGreaterThan(10);
  // The browser's part of lib is in the bundle.
  needed.delete('@tanstack/react-query');
  for (const name of ['next', 'tsx', 'react', 'react-dom', 'better-auth', ...needed]) {
    expect(pruned.has(`node_modules/${name}`), name).toBe(false);
  }
});

test('what only tests and the build need goes', () => {
  for (const name of [
    'vitest',
    'playwright',
    '@playwright/test',
    'typescript',
    'lucide-react',
    'sharp',
  ]) {
    expect(pruned.has(`node_modules/${name}`), name).toBe(true);
  }
});
