import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { CHROMIUM_ARGUMENTS } from '../chromium-arguments';
import { type Engine, PAGE_SIZE } from './engine';
import { pageScript, readPageAnswer } from './page-script';

/** Chromium without a window, over the DevTools protocol. */
export async function startChromium(): Promise<Engine> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: CHROMIUM_ARGUMENTS,
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
