import { expectAccessible } from './expect-accessible';
import { expectSoundAt, expectSoundToAdvance, openCallOfTag } from './hear-call';
import { expect, test } from './legato-test';

test('sound that the PBX states as 1 s is 2:00 on the page, and its middle is heard', {
  tag: '@phone',
}, async ({ page }) => {
  await openCallOfTag(page, 'STATED-ONE');
  await expect(page.getByText('The PBX states 0:01; the recording is 2:00 long.')).toBeVisible();
  await expect(page.getByText('100 % of 2:00 recorded')).toBeVisible();

  const strip = page.getByRole('slider', { name: 'Position in the call' });
  const box = await strip.boundingBox();
  if (!box) throw new Error('the strip is on the page');
  await strip.click({ position: { x: box.width * 0.75, y: box.height * 0.6 } });
  await expectSoundAt(page, 90, 8);
  await page.getByRole('button', { name: 'Play call' }).click();
  await expectSoundToAdvance(page);
  await expect(page.getByText('Waiting for the PBX')).toHaveCount(0);
});

test('a link is followed to a moment past what the PBX states', async ({ page }) => {
  await openCallOfTag(page, 'STATED-ONE', { leg: 1, offsetSeconds: 90 });
  await expectSoundAt(page, 95, 6);
  await expect(page.getByText('Showing its end')).toHaveCount(0);
});

test('whatever is stated, legs that were measured are as long as their sound', async ({ page }) => {
  await openCallOfTag(page, 'STATED-WRONG');
  await expect(page.getByText('100 % of 14:30 recorded')).toBeVisible();
  await expect(
    page.getByText('The PBX states 33:20:00; the recording is 2:00 long.'),
  ).toBeVisible();
  await expect(page.getByText('not recorded')).toHaveCount(0);
  await expectAccessible(page);
});

test('a leg whose length is not known yet is drawn as that, and can be played', {
  tag: '@phone',
}, async ({ page }) => {
  await openCallOfTag(page, 'STATED-NOTHING');
  const strip = page.getByRole('slider', { name: 'Position in the call' });
  await expect(page.getByText('Length not known yet', { exact: true })).toBeVisible();
  await expect(page.getByText('not recorded')).toHaveCount(0);
  await expectAccessible(page);

  const box = await strip.boundingBox();
  if (!box) throw new Error('the strip is on the page');
  // Near its beginning, which is there soon: a phone shows less than the whole call.
  await strip.click({ position: { x: box.width * 0.3, y: box.height * 0.6 } });
  await expect(strip).toHaveAttribute('aria-valuetext', /leg 2, Priya N\./);
  await page.getByRole('button', { name: 'Play leg 2' }).click();
  await expectSoundToAdvance(page);
});
