import { defineConfig } from '@playwright/test';
import { ENGINE_NAMES, type EngineName } from './e2e/engines/engine';
import { missingEngines } from './scripts/find-engines.mjs';

const missing: readonly EngineName[] = process.env.CI ? [] : missingEngines();

/** The same stories in each engine. One that is missing fails in CI and is left out elsewhere. */
export default defineConfig<object, { engineName: EngineName }>({
  testDir: 'e2e/engines',
  testMatch: '*.e2e.ts',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results/engines',
  // They wait for sound most of the time, each with its own browser, sound card, Legato and PBX.
  workers: 2,
  // Sound cards that are not there stutter, stall at their first sound, and run fast to catch up.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  // Reached by what hangs, not by a slow machine.
  timeout: 540_000,
  expect: { timeout: 120_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/reports/engines.json' }]],
  projects: ENGINE_NAMES.filter((name) => !missing.includes(name)).map((name) => ({
    name,
    // Engine.cover says why.
    ...(name === 'Chromium' && { grepInvert: /@hides/ }),
    // It draws without a graphics card, which takes a core for itself. lands-true.e2e.ts says what it cannot tell.
    ...(name === 'WebKitGTK' && { workers: 1, grepInvert: /@hides|@by-ear/ }),
    use: { engineName: name },
  })),
});
