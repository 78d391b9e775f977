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

test('the icon is there for nobody as well, wherever a browser looks for it', async ({
  playwright,
  servers,
}) => {
  const nobody = await playwright.request.newContext({ baseURL: servers.legatoUrl });
  for (const address of ['/favicon.ico', '/icon.svg']) {
    const answer = await nobody.get(address, { maxRedirects: 0 });
    expect([address, answer.status()]).toEqual([address, 200]);
    expect(answer.headers()['content-type']).toContain('image/svg+xml');
  }
  await nobody.dispose();
});

test.describe('with a wrong key', () => {
  test.use({ settings: WRONG_KEY });

  test('a search says that the PBX refused', async ({ request }) => {
    const answer = await request.get('/api/calls?tag=INV-20418');

    expect(answer.status()).toBe(502);
    expect(await answer.json()).toMatchObject({ code: 'pbx-refused' });
  });
});
