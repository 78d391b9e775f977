import type { Page } from '@playwright/test';

const QUIET_MS = 1_000;
const LONGEST_MS = 40_000;
const LOOK_EVERY_MS = 100;

/**
 * Watches a page's requests; the returned function waits until none but those for audio is under way for a
 * second: all waves have come and are drawn. A page that stays busy is waited for 40 s.
 */
export function watchQuiet(page: Page): () => Promise<void> {
  const underWay = new Set<unknown>();
  let lastAt = Date.now();
  page.on('request', (request) => {
    if (/\/audio(\?|$)/.test(request.url())) return;
    underWay.add(request);
    lastAt = Date.now();
  });
  const end = (request: unknown) => {
    if (underWay.delete(request)) lastAt = Date.now();
  };
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return async () => {
    const until = Date.now() + LONGEST_MS;
    while (Date.now() < until) {
      if (underWay.size === 0 && Date.now() - lastAt >= QUIET_MS) return;
      // A page has no event for having nothing under way.
      await page.waitForTimeout(LOOK_EVERY_MS);
    }
  };
}
