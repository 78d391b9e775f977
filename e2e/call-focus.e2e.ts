import { expectSoundToAdvance, openCallOfTag } from './hear-call';
import { expect, test } from './legato-test';
import { WRONG_KEY } from './servers-test';

test('a retry that works hands the focus to the leg, not to the top of the page', async ({
  page,
  allow,
}) => {
  allow.request(/\/audio/);
  await openCallOfTag(page, 'FAULT-AUDIO-503-TWICE');
  await page.keyboard.press('1');
  const retry = page.getByRole('button', { name: 'Try now' });
  await retry.focus();
  await page.keyboard.press('Enter');

  await expectSoundToAdvance(page);
  await expect(page.getByRole('button', { name: 'Pause leg 1' })).toBeFocused();
});

test.describe('with a wrong key', () => {
  test.use({ settings: WRONG_KEY });

  test('the status page does not offer itself', async ({ page, allow }) => {
    allow.request(/\/api\/authenticate$/);
    await page.goto('/status');

    await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open status' })).toHaveCount(0);
  });
});
