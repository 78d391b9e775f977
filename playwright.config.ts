import { defineConfig, devices } from '@playwright/test';
import { CHROMIUM_ARGUMENTS } from './e2e/chromium-arguments';
import { findChromium } from './scripts/find-chromium.mjs';

const executablePath = findChromium();

/** Tags: `@phone` runs on both screens, `@phone-only` on the small one alone. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  // Run in every engine: playwright.engines.config.ts.
  testIgnore: 'engines/**',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  // They wait more than they work: three keep two cores busy.
  workers: 3,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Reached by what hangs, not by a slow machine.
  timeout: 540_000,
  expect: { timeout: 120_000 },
  reporter: [
    [process.env.CI ? 'dot' : 'list'],
    ['json', { outputFile: '.cache/reports/e2e.json' }],
  ],
  use: {
    locale: 'en-AU',
    // Not the PBX's zone: a time that came from the browser's clock would show.
    timezoneId: 'America/New_York',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: CHROMIUM_ARGUMENTS,
    },
  },
  projects: [
    {
      name: 'desktop',
      grepInvert: /@phone-only/,
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } },
    },
    {
      name: 'phone',
      grep: /@phone/,
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
      },
    },
  ],
});
