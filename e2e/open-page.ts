import type { Page } from '@playwright/test';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';

/** Opens the home page, with a search in its address when one is given. */
export async function openHome(page: Page, query?: CallQuery): Promise<void> {
  await page.goto(query ? paths.search(query) : paths.home());
}

/** Opens the page of one call, at a moment of a leg when one is given. */
export async function openCall(
  page: Page,
  uniqueId: string,
  moment?: { leg: number; offsetSeconds: number },
): Promise<void> {
  await page.goto(paths.call(uniqueId, moment));
}
