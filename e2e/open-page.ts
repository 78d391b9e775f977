import type { Frame, Page } from '@playwright/test';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';

/** Opens the home page, with a search in its address when one is given. */
export async function openHome(page: Page, query?: CallQuery): Promise<void> {
  await page.goto(query ? paths.search(query) : paths.home());
  await takesKeys(page);
}

/** Opens the page of one call, at a moment of a leg when one is given. */
export async function openCall(
  page: Page,
  uniqueId: string,
  moment?: { leg: number; offsetSeconds: number },
): Promise<void> {
  await page.goto(paths.call(uniqueId, moment));
  // A look into a page counts as a gesture, and at a moment it first has to try without one.
  if (!moment) await takesKeys(page);
}

/** The HTML is whole before the page's code runs: keys pressed until then reach nobody. */
export async function takesKeys(page: Page | Frame): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.getElementById('main');
    return main !== null && Object.keys(main).some((key) => key.startsWith('__reactFiber'));
  });
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}
