import { expect, test } from './legato-test';
import { openHome } from './open-page';

test('Legato opens', { tag: '@phone' }, async ({ page }) => {
  await openHome(page);

  await expect(page).toHaveTitle(/Legato/);
});

test('every answer names a page that exists', async ({ page, allow, baseURL }) => {
  allow.request(/\/no-such-page$/);

  const response = await page.goto(`${baseURL}/no-such-page`);

  expect(response?.status()).toBe(404);
});
