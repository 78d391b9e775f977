import { expectAccessible } from './expect-accessible';
import { expect, test } from './legato-test';
import { openHome } from './open-page';

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

test('a Legato with a wrong key says that the PBX refused', async ({ startOwnLegato, request }) => {
  const legato = await startOwnLegato({ NOOJEE_API_KEY: 'not-the-key' });

  const answer = await request.get(`${legato.url}/api/calls?tag=INV-20418`);

  expect(answer.status()).toBe(502);
  expect(await answer.json()).toMatchObject({ code: 'pbx-refused' });
});
