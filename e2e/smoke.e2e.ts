import { expectAccessible } from './expect-accessible';
import { expect, test } from './legato-test';
import { openHome } from './open-page';
import { WRONG_KEY } from './servers-test';

test('Legato opens and can be used by everybody', { tag: '@phone' }, async ({ page }) => {
  await openHome(page);

  await expect(page).toHaveTitle(/Legato/);
  await expectAccessible(page);
});

test('an address that leads nowhere says so', async ({ page, allow }) => {
  allow.request(/\/no-such-page$/);

  const response = await page.goto('/no-such-page');

  expect(response?.status()).toBe(404);
  await page.getByRole('link', { name: 'Find a call' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search calls' })).toBeFocused();
});

test.describe('with a wrong key', () => {
  test.use({ settings: WRONG_KEY });

  test('a search says that the PBX refused', async ({ request }) => {
    const answer = await request.get('/api/calls?tag=INV-20418');

    expect(answer.status()).toBe(502);
    expect(await answer.json()).toMatchObject({ code: 'pbx-refused' });
  });
});
