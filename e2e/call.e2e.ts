import { expectAccessible } from './expect-accessible';
import { expectSoundAt, expectSoundToAdvance, openCallOfTag, readAudio } from './hear-call';
import { expect, test } from './legato-test';
import { notePassingWords } from './passing-words';

test('a supervisor hears a call leg by leg @phone', async ({ page }) => {
  const audioRequests: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/audio')) audioRequests.push(request.url());
  });
  await openCallOfTag(page, 'INV-20418');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('0491 570 156 →to 1300 975 707');
  await expect(page.getByText('93 % of 12:20 recorded')).toBeVisible();
  expect(audioRequests, 'nothing is fetched before somebody plays').toEqual([]);

  await page.getByRole('button', { name: 'Play leg 2' }).click();
  await expectSoundToAdvance(page);
  await expect(page.getByRole('button', { name: 'Pause leg 2' })).toBeVisible();

  const hasBeenSaid = await notePassingWords(page, ['Leg 4, Fred, transfer, inferred']);
  await page.getByRole('button', { name: 'Play leg 4' }).click();
  await expect(page.getByRole('button', { name: 'Pause leg 4' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play leg 2' })).toBeVisible();
  await expectSoundToAdvance(page);
  await hasBeenSaid();

  await page.getByRole('button', { name: 'Pause leg 4' }).click();
  await expect.poll(async () => (await readAudio(page)).paused).toBe(true);
});

test('seeking lands where it should: in a row, on the strip, out of a gap', async ({ page }) => {
  await openCallOfTag(page, 'INV-20418');
  const bar = page.getByRole('slider', { name: 'Seek in leg 2' });
  await bar.focus();
  await page.keyboard.press('End');
  await expectSoundAt(page, 198);
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  await expectSoundAt(page, 11);
  await expect(bar).toHaveAttribute('aria-valuetext', '11 seconds of 3 minutes 18');

  const strip = page.getByRole('slider', { name: 'Position in the call' });
  const box = await strip.boundingBox();
  if (!box) throw new Error('the strip is drawn');
  const at = (seconds: number) => ({ x: (seconds / 740) * box.width, y: box.height - 20 });
  await strip.click({ position: at(481) });
  await expect(strip).toHaveAttribute(
    'aria-valuetext',
    /8 minutes.* of 12 minutes 20, leg 4, Fred/,
  );
  await expectSoundAt(page, 120, 1.5);

  const hasBeenSaid = await notePassingWords(page, ['38 seconds not recorded']);
  await strip.click({ position: at(310) });
  await expect(strip).toHaveAttribute(
    'aria-valuetext',
    /5 minutes 30 seconds.*leg 3, Administrator/,
  );
  await hasBeenSaid();
});

test('every key of the table works, and none while typing', async ({ page }) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  await page.keyboard.press('2');
  await expectSoundToAdvance(page);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await readAudio(page)).paused).toBe(true);

  const before = (await readAudio(page)).currentTime;
  await page.keyboard.press('ArrowRight');
  await expectSoundAt(page, before + 10);
  await page.keyboard.press('Shift+ArrowLeft');
  await expectSoundAt(page, before + 9);
  await page.keyboard.press('>');
  await expect
    .poll(() => readAudio(page))
    .toMatchObject({ playbackRate: 1.25, preservesPitch: true });
  await page.keyboard.press(']');
  await expect(page.getByText('Leg 3 of 5')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Play leg 1' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Play leg 2' })).toBeFocused();

  await page.keyboard.press('/');
  const search = page.getByRole('searchbox');
  await expect(search).toBeFocused();
  await page.keyboard.type('1 ?');
  await expect(search).toHaveValue('1 ?');
  await expect(page.getByText('Leg 3 of 5')).toBeVisible();
});

test('the sheet of keys switches single-letter keys off, and back on', async ({ page }) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(sheet.getByText('Play or pause')).toBeVisible();
  await expectAccessible(page);
  await sheet.getByRole('switch', { name: 'Single-letter keys on' }).click();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await page.keyboard.press('3');
  await page.keyboard.press(']');
  await expect(page.getByText('Leg 1 of 5')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Leg 1 of 5')).toBeVisible();
  await page.keyboard.press('?');
  await expect(sheet).toBeHidden();
  await page.getByRole('button', { name: 'Keyboard' }).click();
  await sheet.getByRole('switch', { name: 'Single-letter keys off' }).click();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press(']');
  await expect(page.getByText('Leg 2 of 5')).toBeVisible();
});

test('a link to a moment opens there, waits for a gesture, and is made again', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const uniqueId = await openCallOfTag(page, 'INV-20418', { leg: 2, offsetSeconds: 35 });
  await expectSoundAt(page, 35);
  await expect(page.getByText('Press play to hear leg 2 from 0:35')).toBeVisible();
  await expect(page).toHaveTitle(`Call ${uniqueId} · Legato`);
  expect((await readAudio(page)).paused).toBe(true);

  await page.getByRole('button', { name: 'Play call' }).click();
  await expect(page.getByText('Press play to hear leg 2')).toBeHidden();
  await expectSoundToAdvance(page);
  expect((await readAudio(page)).currentTime).toBeGreaterThan(35);
  await page.keyboard.press('Space');
  const { currentTime } = await readAudio(page);
  await page.getByRole('button', { name: 'Copy link to this moment' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(copied).search).toBe(`?leg=2&t=${Math.floor(currentTime)}`);
  expect(new URL(page.url()).search, 'the address stays as it was').toBe('?leg=2&t=35');
});

test('a link out of range is taken to the nearest moment, and says so', async ({ page }) => {
  await openCallOfTag(page, 'FIVE-LEGS', { leg: 9, offsetSeconds: 5 });
  await expect(page.getByText('This call has 5 legs, not 9. Showing leg 5.')).toBeVisible();
  await expect(page.getByText('Leg 5 of 5')).toBeVisible();
});

test('speed and volume hold for the next call', async ({ page }) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  await page.getByRole('radio', { name: '2 times' }).check({ force: true });
  await page.getByRole('slider', { name: 'Volume', exact: true }).fill('40');
  await openCallOfTag(page, 'ONE-LEG');
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expectSoundToAdvance(page);
  expect(await readAudio(page)).toMatchObject({ playbackRate: 2, volume: 0.4 });
});

for (const tag of ['INV-20418', 'ONE-LEG', 'SIX-HOURS', 'SIXTY-LEGS', 'FAULT-MARKUP']) {
  test(`${tag} is accessible and never wider than the screen @phone`, async ({ page }) => {
    await openCallOfTag(page, tag);
    await expectAccessible(page);
    const overflow = await page.evaluate(() => {
      const main = document.querySelector('main');
      return main ? main.scrollWidth - main.clientWidth : 0;
    });
    expect(overflow).toBe(0);
  });
}
