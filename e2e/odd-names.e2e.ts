import { CallPage } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { expect, test } from './legato-test';
import { openHome } from './open-page';

/** One of each kind that browsers, routers or addresses treat in a way of their own. */
const OPENED = [
  ' blank before',
  '.',
  '..',
  'a/b',
  'a\\b',
  '?x=1&y',
  '#1',
  '\u202e4pm.exe',
  'مرحبا',
];

test('whatever a tag or a unique id is, its links open', async ({ page }) => {
  const answer = await page.request.get(paths.api.calls({ tag: 'ODD-NAMES' }));
  const { calls } = CallPage.parse(await answer.json());
  const listed = calls.map(({ uniqueId }) => uniqueId);
  expect(listed).toEqual(expect.arrayContaining(OPENED));

  for (const name of OPENED) {
    // By its address, as a shared link has it; the link to its tag leads to the call and back to its page.
    await page.goto(paths.call(name));
    const facts = page.locator(`a[href="${paths.search({ tag: name })}"]`);
    await expect(facts).toBeVisible();
    await facts.click();
    await expect(page).toHaveURL((url) => url.searchParams.get('tag') === name);
    const row = page.getByRole('grid', { name: 'Calls' }).getByRole('link').first();
    await row.click();
    await expect(page).toHaveURL((url) => url.pathname + url.search === paths.call(name));
    await expect(page.getByRole('slider', { name: 'Position in the call' })).toBeVisible();
  }
});

test('what reorders a line is shown as what it is', async ({ page }) => {
  await openHome(page, { tag: '\u202e4pm.exe' });
  const grid = page.getByRole('grid', { name: 'Calls' });
  await expect(grid.getByText('⟨RLO⟩4pm.exe').first()).toBeVisible();
  expect(await page.locator('main').textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
});
