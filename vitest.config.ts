import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { buildSavedPage } from './saved-page/build-saved-page.mjs';

// lib/export imports what it makes.
buildSavedPage();

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: fileURLToPath(new URL('./', import.meta.url)) },
      // The real package throws outside a server bundle; under test every module is on the server.
      {
        find: 'server-only',
        replacement: fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)),
      },
    ],
  },
  test: {
    include: [
      '{app,components,lib,saved-page,scripts,bench,e2e,laws}/**/*.test.{ts,tsx}',
      '*.test.ts',
    ],
    // Many tests wait for bytes that come in their own time: one process for each core, not one less.
    maxWorkers: '100%',
    // Reached by what hangs, not by a slow machine.
    testTimeout: 480_000,
    hookTimeout: 480_000,
    expect: { poll: { timeout: 120_000 } },
    setupFiles: './vitest.setup.ts',
  },
});
