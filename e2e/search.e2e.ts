import { expectAccessible } from './expect-accessible';
import { expect, test } from './legato-test';
import { openHome } from './open-page';

const MAIN_CALL =
  /^10:42:07, inbound, from 0491 570 156 to 1300 975 707, Priya N\. then Fred then Marisol T\., tag INV-20418, 6 legs, 12 minutes 20, 93 per cent recorded(, (not|all|\d+ per cent) heard)?$/;

test('a supervisor types a tag and opens a call by keyboard', async ({ page }) => {
  await openHome(page);
  const box = page.getByRole('searchbox', { name: 'Search calls' });
  await expect(box).toBeFocused();

  await page.keyboard.type('  INV-20418 ');
  await expect(box).toHaveAccessibleDescription('Search as tag');
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL('/?tag=INV-20418');
  await expect(page.getByText('6 calls, 15 legs, newest first.')).toBeVisible();
  await expect(page.getByText(/Times are in Melbourne, AE.T \(UTC\+1\d\)\./).first()).toBeVisible();
  await expect(page).toHaveTitle('INV-20418 · Legato');

  const rows = page.getByRole('grid', { name: 'Calls' }).getByRole('link');
  await page.keyboard.press('ArrowDown');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: MAIN_CALL })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/calls\/\d+\.\d+$/);

  await page.goBack();
  await expect(page.getByRole('link', { name: MAIN_CALL })).toBeFocused();
});

test('a pasted unique id is recognised and its one call stands ready', async ({ page }) => {
  await openHome(page, { tag: 'INV-20418' });
  const href = await page.getByRole('link', { name: MAIN_CALL }).getAttribute('href');
  const uniqueId = href?.split('/').at(-1) ?? '';

  await page.keyboard.press('/');
  await page.keyboard.insertText(uniqueId);
  const box = page.getByRole('searchbox', { name: 'Search calls' });
  await expect(box).toHaveAccessibleDescription(
    /^Search as unique id, call began \w{3} \d+ \w{3} \d{4}, 10:42:07 AE.T$/,
  );
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(`/?uniqueId=${uniqueId}`);
  await expect(page.getByRole('link', { name: MAIN_CALL })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/calls/${uniqueId}`);
});

test('the other reading is a key or a click away and stays in the address', async ({ page }) => {
  await openHome(page);
  await page.keyboard.type('1795477327.4391');
  const box = page.getByRole('searchbox', { name: 'Search calls' });
  await expect(box).toHaveAccessibleDescription(/^Search as unique id/);

  await page.keyboard.press('ArrowDown');
  await expect(box).toHaveAccessibleDescription('Search as tag');
  await page.getByRole('button', { name: 'Search as unique id instead' }).click();
  await expect(box).toHaveAccessibleDescription(/^Search as unique id/);
  await expect(box).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL('/?tag=1795477327.4391');
  await expect(
    page.getByRole('heading', { name: 'No call is tagged 1795477327.4391' }),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Search as unique id instead' }).click();
  await expect(page).toHaveURL('/?uniqueId=1795477327.4391');
  await expect(
    page.getByRole('heading', { name: 'No call has the unique id 1795477327.4391' }),
  ).toBeVisible();
});

test('back, forward and a reload find every search again', async ({ page }) => {
  await openHome(page, { tag: 'ONE-LEG' });
  await expect(page.getByText('1 call, 1 leg.')).toBeVisible();
  const box = page.getByRole('searchbox', { name: 'Search calls' });
  await box.fill('a&b=c/ü#1');
  await box.press('Enter');
  await expect(page.getByRole('row', { name: /tag a&b=c\/ü#1, 1 leg/ })).toBeVisible();

  await page.goBack();
  await expect(box).toHaveValue('ONE-LEG');
  await expect(page.getByRole('row', { name: /tag ONE-LEG/ })).toBeVisible();
  await page.goForward();
  await expect(box).toHaveValue('a&b=c/ü#1');
  await page.reload();
  await expect(page.getByRole('row', { name: /tag a&b=c\/ü#1/ })).toBeVisible();
});

test('a pasted link opens the call at the moment that it names', async ({ page }) => {
  await openHome(page);
  const box = page.getByRole('searchbox', { name: 'Search calls' });
  await box.fill('https://legato.example/?tag=FIVE-LEGS&leg=2&t=3');
  await page.keyboard.press('Enter');
  // The one call under the tag is the one that is meant.
  await expect(page).toHaveURL(/\/calls\/[\d.]+\?leg=2&t=3$/);
  await expect(page.getByText('Leg 2 of 5')).toBeVisible();
});

test('recent searches are links and can be removed', async ({ page }) => {
  for (const tag of ['ONE-LEG', 'NOTHING']) {
    await openHome(page, { tag });
    await expect(page.getByText(/1 call, 1 leg\.|No call is tagged NOTHING/)).toBeVisible();
  }
  await openHome(page);
  const recent = page.getByRole('region', { name: 'Recent searches in this browser' });
  await expect(recent.getByRole('link')).toHaveText(['NOTHING', 'ONE-LEG']);

  await recent.getByRole('button', { name: 'Remove tag NOTHING' }).click();
  await expect(recent.getByRole('link')).toHaveText(['ONE-LEG']);
  await recent.getByRole('link', { name: 'ONE-LEG' }).click();
  await expect(page).toHaveURL('/?tag=ONE-LEG');
  await openHome(page);
  await recent.getByRole('button', { name: 'Clear' }).click();
  await expect(recent).toBeHidden();
});

test('a row opens in a new tab', async ({ page, context }) => {
  await openHome(page, { tag: 'INV-20418' });
  const row = page.getByRole('row', { name: MAIN_CALL });

  const opened = context.waitForEvent('page');
  await row.click({ modifiers: ['ControlOrMeta'], position: { x: 400, y: 10 } });
  await expect(await opened).toHaveURL(/\/calls\/\d+\.\d+$/);
  await expect(page).toHaveURL('/?tag=INV-20418');
});

test('the strips stand on one scale', async ({ page }) => {
  await openHome(page, { tag: 'INV-20418' });
  await expect(page.getByRole('row', { name: MAIN_CALL })).toBeVisible();
  const widths = await page.getByRole('row', { name: /from/ }).evaluateAll((rows) =>
    rows.map((row) => {
      const strip = row.querySelector('.result-strip-cell > span');
      const edges = [...(strip?.children ?? [])].map(
        (block) => block.getBoundingClientRect().right,
      );
      const box = strip?.getBoundingClientRect();
      return box ? (Math.max(...edges) - box.left) / box.width : 0;
    }),
  );
  // 3:39, 12:20, 1:34, 10:40, 2:11 and 6:42 of 15 minutes.
  const expected = [219, 740, 94, 640, 131, 402].map((seconds) => seconds / 900);
  expect(widths).toHaveLength(expected.length);
  for (const [index, share] of expected.entries()) {
    expect(Math.abs((widths[index] ?? 0) - share)).toBeLessThan(0.01);
  }
});

test('five thousand calls keep a few rows in the page, and the keys reach the last', async ({
  page,
}) => {
  await openHome(page, { tag: 'BULK-5000' });
  const grid = page.getByRole('grid', { name: 'Calls' });
  await expect(page.getByText('5,000 calls')).toBeVisible();
  expect(await grid.getByRole('row').count()).toBeLessThan(80);

  await grid.getByRole('link').first().focus();
  await page.keyboard.press('End');
  const last = page.locator(':focus');
  await expect(last).toBeInViewport();
  await expect(page.getByRole('row').filter({ has: last })).toHaveAttribute(
    'aria-rowindex',
    (await grid.getAttribute('aria-rowcount')) ?? '',
  );
  expect(await grid.getByRole('row').count()).toBeLessThan(80);

  // The focused row stays while one looks elsewhere.
  const name = await last.getAttribute('aria-label');
  await page.getByRole('main').evaluate((main) => main.scrollTo(0, 0));
  await expect(page.getByText('5,000 calls')).toBeInViewport();
  await expect(last).toHaveAttribute('aria-label', name ?? '');
});

test('a phone shows rows of two lines without sideways scrolling', { tag: '@phone-only' }, async ({
  page,
}) => {
  await openHome(page, { tag: 'INV-20418' });
  await expect(page.getByRole('row', { name: MAIN_CALL })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectAccessible(page);
});

test('a link by tag and moment opens the one call there, or says that there are several', async ({
  page,
}) => {
  await page.goto('/?tag=INV-20419&leg=2&t=35-52');
  await expect(page).toHaveURL(/\/calls\/\d+\.\d+\?leg=2&t=35-52$/);
  await expect(page.getByRole('slider', { name: 'Position in the call' })).toBeVisible();

  await page.goto('/?tag=INV-20418&leg=2&t=35');
  await expect(
    page.getByText('This link fits several calls. Each opens at leg 2, 0:35.'),
  ).toBeVisible();
  await page.getByRole('link', { name: MAIN_CALL }).click();
  await expect(page).toHaveURL(/\/calls\/\d+\.\d+\?leg=2&t=35$/);
});
