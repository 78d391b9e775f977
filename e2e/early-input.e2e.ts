import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { expectSoundToAdvance, findCallOfTag } from './hear-call';
import { expect, test } from './legato-test';

/** Bytes a second: a page is shown after some seconds, and its scripts would need half a minute more. */
const SLOW_LINE = 12_000;

/** Opens a page by a slow line; it is shown, and its code is not here yet. The function that is answered frees the line. */
async function openSlowly(page: Page, path: string): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const setLine = async (downloadThroughput: number) => {
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput,
      uploadThroughput: -1,
    });
  };
  await setLine(SLOW_LINE);
  await page.goto(path, { waitUntil: 'commit' });
  await expect(page.getByRole('searchbox', { name: 'Search calls' })).toBeVisible();
  await expect(page.getByText('Times are in Melbourne').last()).toBeVisible();
  return () => setLine(-1);
}

/** React marks the elements that it has taken over. */
const hasCode = (page: Page) =>
  page.evaluate(() =>
    Object.keys(document.getElementById('main') ?? {}).some((key) =>
      key.startsWith('__reactFiber'),
    ),
  );

test('a key that is pressed before the code of a page is here does what it does', async ({
  page,
}) => {
  const freeLine = await openSlowly(page, paths.call(await findCallOfTag(page, 'FIVE-LEGS')));
  expect(await hasCode(page), 'the key is early').toBe(false);
  await page.keyboard.press('2');
  await freeLine();

  await expect(page.getByRole('button', { name: 'Pause leg 2' })).toBeVisible();
  await expectSoundToAdvance(page);
});

test('Play that is clicked before the code of a page is here plays, once', async ({ page }) => {
  const freeLine = await openSlowly(page, paths.call(await findCallOfTag(page, 'FIVE-LEGS')));
  expect(await hasCode(page), 'the click is early').toBe(false);
  await page.getByRole('button', { name: 'Play call' }).click();
  await freeLine();

  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expectSoundToAdvance(page);
  const marks = await page.evaluate(() => Object.getOwnPropertyNames(document));
  const ofReact = marks.filter((name) => name.startsWith('_reactListening'));
  expect(ofReact, 'by this mark clicks are left to React').toHaveLength(1);
});

test('the key of the search focuses it at once, and what is typed then is searched for', async ({
  page,
}) => {
  const freeLine = await openSlowly(page, paths.call(await findCallOfTag(page, 'FIVE-LEGS')));
  const box = page.getByRole('searchbox', { name: 'Search calls' });
  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await page.keyboard.type('INV-20418');
  expect(await hasCode(page), 'all of it was early').toBe(false);
  await freeLine();

  await expect(box).toHaveAccessibleDescription('Search as tag');
  await expect(box).toHaveValue('INV-20418');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/?tag=INV-20418');
  await expect(page.getByText('6 calls, 15 legs, newest first.')).toBeVisible();
});

test('Enter before the code of a page is here searches, as a form does', async ({ page }) => {
  const freeLine = await openSlowly(page, paths.home());
  await page.getByRole('searchbox', { name: 'Search calls' }).fill('INV-20418');
  expect(await hasCode(page), 'Enter is early').toBe(false);
  await page.keyboard.press('Enter');
  await freeLine();

  await expect(page.getByText('6 calls, 15 legs, newest first.')).toBeVisible();
  await expect(page).toHaveURL('/?tag=INV-20418');
});
