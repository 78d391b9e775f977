import { expectAccessible } from './expect-accessible';
import { expect, test } from './legato-test';
import { WRONG_KEY } from './servers-test';

test('the status page says that the PBX accepts the key', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/status');

  await expect(page.getByRole('heading', { name: 'The PBX accepts the key' })).toBeVisible();
  await expect(page.getByText('API key sent with every request')).toBeVisible();
  await expect(page.getByText("Within a second of this server's")).toBeVisible();
  await expectAccessible(page);
});

test.describe('with a wrong key', () => {
  test.use({ settings: WRONG_KEY });

  test('the status page says that the key is refused, with both causes', async ({
    page,
    allow,
  }) => {
    allow.request(/\/api\/authenticate$/);
    await page.goto('/status');

    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'The PBX refused Legato’s key or address.',
    );
    await expect(page.getByText('not on the allow list')).toBeVisible();
    await expectAccessible(page);
  });
});

test('a search in the top bar leads home', async ({ page }) => {
  await page.goto('/status');
  await page.getByRole('searchbox', { name: 'Search calls' }).fill('ONE-LEG');
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL('/?tag=ONE-LEG');
  await expect(page.getByRole('row', { name: /tag ONE-LEG/ })).toBeVisible();
});
