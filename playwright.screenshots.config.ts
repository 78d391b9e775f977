import { defineConfig, devices } from '@playwright/test';
import shared from './playwright.config';

/** `npm run screenshots`: the pictures of docs/screenshots, in both sizes. No test. */
export default defineConfig({
  ...shared,
  testDir: 'e2e/screenshots',
  testMatch: '*.screenshots.ts',
  testIgnore: [],
  outputDir: 'test-results/screenshots',
  reporter: 'list',
  use: { ...shared.use, screenshot: 'off', deviceScaleFactor: 1 },
  projects: [
    {
      name: 'desktop',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1440, height: 900 },
        deviceScaleFactor: 1,
      },
    },
    {
      name: 'phone',
      grep: /@phone/,
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 1,
        isMobile: true,
        hasTouch: true,
      },
    },
  ],
});
