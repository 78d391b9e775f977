import { expect, type Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { expectSoundToAdvance, findCallOfTag, openCallOfTag } from '../hear-call';
import type { Album } from './picture';

const settings = (page: Page) => page.getByRole('button', { name: 'Listening settings' });

/** Opens the call and waits until its legs are measured, on a phone those in view: it says "so far" there. */
async function openMeasured(page: Page): Promise<void> {
  await openCallOfTag(page, 'INV-20418');
  const isPhone = (page.viewportSize()?.width ?? 0) < 600;
  const name = isPhone ? /^Skip silence, saves .*\d/ : /^Skip silence, saves [^,]*\d( seconds?)?$/;
  await expect(page.getByRole('button', { name })).toBeVisible({ timeout: 40_000 });
}

/** Plays a leg until it sounds. */
async function playLeg(page: Page, leg: number): Promise<void> {
  await page.getByRole('button', { name: `Play leg ${leg}`, exact: true }).click();
  await expectSoundToAdvance(page);
}

/** What a listener sets, selects, links to and saves. */
export const listeningPictures: Album = {
  title: 'Listening',
  pictures: [
    {
      name: 'listening-time',
      what: 'Listening time: gaps are folded to a thin mark with their length.',
      onPhone: true,
      async arrange(page) {
        await openMeasured(page);
        await page.keyboard.press('t');
        await expect(page.getByRole('radio', { name: 'Listening time' })).toBeChecked();
        await playLeg(page, 2);
      },
    },
    {
      name: 'skip-silence',
      what: 'Ringback, music and dead air are skipped: what is skipped stays drawn, and the page says what it saves.',
      onPhone: true,
      async arrange(page) {
        await openMeasured(page);
        await page.keyboard.press('s');
        await playLeg(page, 2);
      },
    },
    {
      name: 'loop',
      what: 'A looped selection, with a handle on each edge.',
      onPhone: true,
      async arrange(page) {
        await openMeasured(page);
        await playLeg(page, 2);
        await page.keyboard.press('i');
        for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
        await page.keyboard.press('o');
        await expectSoundToAdvance(page);
      },
    },
    {
      name: 'zoomed',
      what: 'A part of the call enlarged: the waves come from the same measurement.',
      async arrange(page) {
        await openMeasured(page);
        await playLeg(page, 2);
        for (let step = 0; step < 4; step++) await page.keyboard.press('+');
      },
    },
    {
      name: 'gap-crossed',
      what: 'A gap is played at full length, and the page says why nothing is heard.',
      async arrange(page) {
        await openCallOfTag(page, 'INV-20418');
        await settings(page).click();
        await page.getByRole('radio', { name: 'Full length' }).check({ force: true });
        await page.keyboard.press('Escape');
        await playLeg(page, 2);
        await page.getByRole('slider', { name: 'Seek in leg 2' }).focus();
        await page.keyboard.press('End');
        await page.keyboard.press('ArrowLeft');
        await expect(page.getByText('38 s not recorded, continuing')).toBeVisible();
      },
    },
    {
      name: 'overlap-chosen',
      what: 'Where legs overlap, one of them is chosen.',
      async arrange(page) {
        await openCallOfTag(page, 'INV-20418');
        await playLeg(page, 4);
        const heard = page.getByRole('radiogroup', { name: 'Heard in the overlap' });
        await heard.getByRole('radio', { name: 'Leg 4' }).check({ force: true });
      },
    },
    {
      name: 'listening-settings',
      what: 'Listening settings: how gaps are played, and which side of a stereo leg is heard.',
      onPhone: true,
      async arrange(page) {
        await openMeasured(page);
        await playLeg(page, 2);
        await settings(page).click();
        await expect(page.getByRole('radio', { name: 'Left only' })).toBeAttached();
      },
    },
    {
      name: 'leg-download',
      what: "A leg is saved as a playable WAV, or as the PBX's original file.",
      async arrange(page) {
        await openMeasured(page);
        await page.getByRole('button', { name: 'Download leg 2' }).click();
        await expect(page.getByRole('menu')).toBeVisible();
      },
    },
    {
      name: 'linked-range',
      what: 'A link to 17 seconds of a leg: the browser wants a click before the first sound, and the page says so.',
      onPhone: true,
      async arrange(page) {
        const uniqueId = await findCallOfTag(page, 'INV-20418');
        const tried = page.waitForResponse((response) => response.url().includes('/audio'));
        await page.goto(`${paths.call(uniqueId)}?leg=2&t=35-52`);
        await tried;
        await expect(page.getByText('Press play to hear leg 2 from 0:35')).toBeVisible();
      },
    },
    {
      name: 'remembered',
      what: 'A call that was opened before offers to continue where the listener left off.',
      async arrange(page) {
        await openCallOfTag(page, 'INV-20418');
        await page.keyboard.press('2');
        await expectSoundToAdvance(page);
        await page.keyboard.press('ArrowRight');
        await expectSoundToAdvance(page);
        await page.keyboard.press('Space');
        await page.reload();
        await expect(page.getByRole('button', { name: /^Continue at \d+:\d\d$/ })).toBeVisible();
      },
    },
  ],
};
