import { join } from 'node:path';
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from '@playwright/test';
import { CHROMIUM_ARGUMENTS } from '../../e2e/chromium-arguments';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { projectRoot } from '../../scripts/project-root.mjs';
import type { Stage } from '../stage';

interface ChromiumOptions {
  /** Lets a page start sound that no person asked for. */
  playsUnasked?: boolean;
}

/** Chromium without a window, and a context maker whose pages know the stopwatch. */
export async function openChromium(
  stage: Stage,
  { playsUnasked = false }: ChromiumOptions = {},
): Promise<(options?: BrowserContextOptions) => Promise<BrowserContext>> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [
      ...CHROMIUM_ARGUMENTS,
      ...(playsUnasked ? ['--autoplay-policy=no-user-gesture-required'] : []),
    ],
  });
  stage.onEnd(() => browser.close());
  return async (options = {}) => {
    const viewport = { width: 1440, height: 900 };
    const context = await browser.newContext({ viewport, ...options });
    const path = join(projectRoot, 'bench', 'load', 'stopwatch-in-page.js');
    await context.addInitScript({ path });
    return context;
  };
}

/** Presses play on a leg of the open page; the milliseconds from the click to the first sound. */
export async function clickToSound(page: Page, leg: number): Promise<number> {
  const play = page.getByRole('button', { name: `Play leg ${leg}`, exact: true });
  await play.waitFor();
  await page.evaluate("stopwatch.armSound('click', null)");
  await play.click();
  return resultOf(page);
}

/** Moves the seek bar of a sounding leg; the milliseconds until it sounds from there. */
export async function seekToSound(page: Page, leg: number, seconds: number): Promise<number> {
  const bar = page.getByRole('slider', { name: `Seek in leg ${leg}`, exact: true });
  await page.evaluate(`stopwatch.armSound('input', ${seconds})`);
  await bar.fill(String(seconds));
  return resultOf(page);
}

/** Searches for a tag on the open home page; the milliseconds from Enter to the first painted row. */
export async function searchToRows(page: Page, tag: string): Promise<number> {
  const box = page.getByRole('searchbox');
  await box.fill(tag);
  // Before the page has woken, Enter would leave it, and the stopwatch with it.
  await page.getByRole('status').filter({ hasText: 'Search as' }).waitFor({ state: 'attached' });
  await page.evaluate('stopwatch.armRows()');
  await box.press('Enter');
  return resultOf(page);
}

/** When the last measured event came, in milliseconds of the page's own clock. */
export async function eventTime(page: Page): Promise<number> {
  const time: unknown = await page.evaluate('stopwatch.startedAt');
  return Number(time);
}

async function resultOf(page: Page): Promise<number> {
  const result: unknown = await page.evaluate('stopwatch.result');
  return Number(result);
}
