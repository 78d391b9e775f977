import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { type Engine, PAGE_SIZE } from './engine';
import { pageScript, readPageAnswer } from './page-script';

/** Chromium without a window, over the DevTools protocol. */
export async function startChromium(): Promise<Engine> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    // Chromium's sandbox does not start for root, and the pages are our own.
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });
  const page = await browser.newPage({ viewport: PAGE_SIZE });

  return {
    name: `Chromium ${browser.version()}`,
    open: async (url) => void (await page.goto(url)),
    evaluate: async (inPage, ...args) =>
      readPageAnswer(await page.evaluate<string>(`(${pageScript(inPage, args)})()`)),
    clickAt: ({ x, y }) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key === ' ' ? 'Space' : key),
    close: () => browser.close(),
  };
}
