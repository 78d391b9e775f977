import type { Page } from '@playwright/test';
import { Marks } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';
import { expectAccessible } from './expect-accessible';
import { expectSoundAt, expectSoundToAdvance, openCallOfTag, readAudio } from './hear-call';
import { expect, test } from './legato-test';
import { notePassingWords } from './passing-words';

/** Address and state of every element that sounds. */
const soundingLegs = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('audio')]
      .filter(({ paused, src }) => !paused && src !== '')
      .map(({ src }) => Number(/legs\/(\d+)/.exec(src)?.[1]))
      .sort(),
  );

/** Seeks near the end of a leg, by key. */
async function goNearEndOf(page: Page, leg: number) {
  await page.getByRole('slider', { name: `Seek in leg ${leg}` }).focus();
  await page.keyboard.press('End');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft');
}

test('a call plays on across its legs, over a gap that is named, and both legs of an overlap', async ({
  page,
}) => {
  await openCallOfTag(page, 'INV-20418');
  await page.getByRole('button', { name: 'Play leg 2' }).click();
  await expectSoundToAdvance(page);
  const haveBeenSaid = await notePassingWords(page, [
    '38 s not recorded, continuing',
    '38 seconds not recorded',
  ]);
  await goNearEndOf(page, 2);
  await haveBeenSaid();
  await expect(page.getByText('Leg 3 of 6')).toBeVisible();
  await expectSoundToAdvance(page);

  await page.getByRole('slider', { name: 'Seek in leg 3' }).focus();
  await page.keyboard.press('End');
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowLeft');
  await expect.poll(() => soundingLegs(page)).toEqual([3, 4]);
  const heard = page.getByRole('radiogroup', { name: 'Heard in the overlap' });
  await heard.getByRole('radio', { name: 'Leg 4' }).check({ force: true });
  await expect.poll(() => soundingLegs(page)).toEqual([4]);
  await expect(page.getByText('Leg 4 of 6')).toBeVisible();
  await expectSoundToAdvance(page);
});

test('a selection is looped, copied as a range, and opened again as one', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const uniqueId = await openCallOfTag(page, 'FIVE-LEGS');
  await page.keyboard.press('2');
  await expectSoundToAdvance(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('i');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('o');
  const loop = page.getByRole('button', { name: 'Loop the selection' });
  await expect(loop).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await readAudio(page)).currentTime).toBeLessThan(13.5);
  await page.getByRole('button', { name: 'Copy link to this range' }).click();
  const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied.search).toMatch(/^\?leg=2&t=\d+-\d+$/);
  await page.keyboard.press('Escape');
  await expect(loop).toHaveAttribute('aria-pressed', 'false');

  // From within the page: who has just used the one before has allowed this one to sound.
  await page.evaluate((address) => location.assign(address), `/calls/${uniqueId}?leg=2&t=5-7`);
  await expect(page).toHaveURL(/t=5-7$/);
  await expectSoundAt(page, 7);
  await expect(page.getByRole('button', { name: 'Play call' })).toBeVisible();
  await expectSoundAt(page, 7);
});

test('switches act on the sound, and their names say what they do', async ({ page }) => {
  await openCallOfTag(page, 'INV-20418');
  const skip = page.getByRole('button', { name: /^Skip silence, saves .*\d/ });
  await expect(skip).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('s');
  await expect(skip).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expect(page.getByText('Leg 2 of 6'), 'ringback and music are passed over').toBeVisible();

  const level = page.getByRole('button', { name: 'Level the volume' });
  await level.click();
  await expect(level).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Listening settings' }).click();
  await expect(page.getByRole('radiogroup', { name: 'Gaps' })).toBeVisible();
  await expectAccessible(page);
});

test('the loudest leg is turned down to the quietest', async ({ page }) => {
  const uniqueId = await openCallOfTag(page, 'INV-20418');
  const loudness: [leg: number, speechDb: number][] = [];
  for (const leg of [2, 4, 5, 6]) {
    const answer = await page.request.get(paths.api.marks(uniqueId, leg));
    const { speechDb } = Marks.parse(await answer.json()).loudness;
    if (speechDb !== null) loudness.push([leg, speechDb]);
  }
  loudness.sort((a, b) => a[1] - b[1]);
  const [, quietestDb] = loudness[0] ?? [0, 0];
  const [loudest, loudestDb] = loudness.at(-1) ?? [0, 0];
  expect(loudestDb, 'the legs differ').toBeGreaterThan(quietestDb);

  await page.getByRole('button', { name: `Play leg ${loudest}` }).click();
  await expectSoundToAdvance(page);
  expect((await readAudio(page)).volume).toBe(1);
  await page.keyboard.press('v');
  const expected = 10 ** ((quietestDb - loudestDb) / 20);
  await expect
    .poll(async () => Math.abs((await readAudio(page)).volume - expected))
    .toBeLessThan(0.005);
  expect((await readAudio(page)).preservesPitch).toBe(true);
});

test('one side of a stereo leg is heard, at the same place', async ({ page }) => {
  await openCallOfTag(page, 'WAV-PCM16-STEREO');
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expectSoundToAdvance(page);
  const before = (await readAudio(page)).currentTime;
  await page.getByRole('button', { name: 'Listening settings' }).click();
  await page.getByRole('radio', { name: 'Left only' }).check({ force: true });
  await expect.poll(async () => (await readAudio(page)).src).toContain('side=left');
  await expectSoundToAdvance(page);
  expect((await readAudio(page)).currentTime).toBeGreaterThan(before);
});

test('a call that was left is gone on with where it was, and nothing is fetched for the offer', async ({
  page,
}) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  await page.keyboard.press('2');
  await expectSoundToAdvance(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  const { currentTime } = await readAudio(page);
  const audio: string[] = [];
  page.on('request', (request) => request.url().includes('/audio') && audio.push(request.url()));
  await page.reload();
  await expect(page.getByRole('button', { name: /^Continue at \d+:\d\d$/ })).toBeVisible();
  expect(audio).toEqual([]);
  await page.getByRole('button', { name: /^Continue at/ }).click();
  await expectSoundToAdvance(page);
  await expectSoundAt(page, currentTime, 4);
});

test('the menu of a leg says in which forms it is saved, and gives the focus back', async ({
  page,
}) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  const button = page.getByRole('button', { name: 'Download leg 2' });
  await button.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'Download leg 2' });
  await expect(menu.getByRole('menuitem', { name: /^Playable WAV/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: /^Original file/ })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
});

test('m is mute, and says so', async ({ page }) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  await page.keyboard.press('m');
  await expect(page.getByRole('button', { name: 'Mute, volume', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(page.getByRole('status').filter({ hasText: 'Mute on' })).toBeAttached();
});
