import { expectAccessible } from './expect-accessible';
import { openCallOfTag, readAudio } from './hear-call';
import { expect, test } from './legato-test';

test('what could not be read stands before the legs that could', { tag: '@phone' }, async ({
  page,
}) => {
  await openCallOfTag(page, 'FAULT-UNREADABLE-LEG');

  const warning = page.getByRole('region', { name: 'Warnings' });
  await expect(warning).toContainText('Part of the PBX’s reply could not be used.');
  await expect(warning).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
});

test('a length that the PBX did not report is never 0:00, and is there once measured', async ({
  page,
}) => {
  await openCallOfTag(page, 'FAULT-MISSING-FIELDS');

  await expect(page.getByText('The PBX gave no duration for this leg.')).toBeVisible();
  const leg = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '3' }) });
  await expect(leg.getByText('0:10', { exact: true })).toBeVisible();
  await expect(page.getByText('The recording is 0:10 long.')).toBeVisible();
});

test('an end in the hour that repeats names its zone once', async ({ page }) => {
  await openCallOfTag(page, 'REPEATED-HOUR');

  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByText('02:07:00 AEST', { exact: true })).toBeVisible();
});

test('a speed key that repeats reaches the fastest and the slowest', async ({ page }) => {
  await openCallOfTag(page, 'ONE-LEG');
  await page.keyboard.press('1');
  for (let press = 0; press < 8; press++) await page.keyboard.press('>');
  await expect.poll(() => readAudio(page)).toMatchObject({ playbackRate: 3, preservesPitch: true });

  for (let press = 0; press < 8; press++) await page.keyboard.press('<');
  await expect.poll(() => readAudio(page)).toMatchObject({ playbackRate: 0.5 });
});

test('a missing page says so inside the shell, with search at hand', {
  tag: '@phone',
}, async ({ page, allow }) => {
  allow.request(/\/no-such-page\/at-all$/);
  await page.goto('/no-such-page/at-all');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'There is no page at this address',
  );
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
  await expectAccessible(page);
});

test('on paper a call is its facts, strip, legs and details, without controls', async ({
  page,
}) => {
  await openCallOfTag(page, 'TWELVE-LEGS');
  await page.emulateMedia({ media: 'print' });

  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Player' })).toBeHidden();
  await expect(page.getByRole('rowheader', { name: '12' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();
  const clipped = await page
    .getByRole('main')
    .evaluate((main) => main.scrollHeight - main.getBoundingClientRect().height);
  expect(clipped, 'all of it is on the paper').toBeLessThan(1);
});
