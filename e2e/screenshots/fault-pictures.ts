import { expect, type Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { expectSoundToAdvance, findCallOfTag, openCallOfTag, readAudio } from '../hear-call';
import { openCall } from '../open-page';
import type { Album, Picture } from './picture';

/** Plays the leg that a tag of the simulated PBX spoils, until the page says so. */
const legFault = (name: string, tag: string, says: string | RegExp, what: string): Picture => ({
  name,
  what,
  async arrange(page) {
    await openCallOfTag(page, tag);
    await playLeg(page, 1);
    await expect(page.getByText(says).first()).toBeVisible();
  },
});

const playLeg = (page: Page, leg: number) =>
  page.getByRole('button', { name: `Play leg ${leg}`, exact: true }).click();

/** What the page says when audio is missing, late or broken. */
export const faultPictures: Album = {
  title: 'Trouble with a leg',
  pictures: [
    {
      name: 'leg-gone-and-short',
      what: 'The audio of leg 3 is gone, the file of leg 4 ends 12 s early.',
      onPhone: true,
      async arrange(page) {
        await openCallOfTag(page, 'INV-20419');
        await playLeg(page, 3);
        await expect(page.getByText('The PBX no longer has this audio')).toBeVisible();
        await playLeg(page, 4);
        await expectSoundToAdvance(page);
      },
    },
    legFault(
      'leg-empty',
      'FAULT-AUDIO-EMPTY',
      'This leg has no sound in it',
      'A leg without sound.',
    ),
    legFault(
      'leg-unreadable',
      'FAULT-AUDIO-HTML',
      'This audio cannot be read',
      'A file that is not audio.',
    ),
    legFault(
      'leg-not-playable',
      'FAULT-AUDIO-ADPCM',
      'Download original file',
      'A kind of audio that no browser plays: the original file can be saved.',
    ),
    legFault(
      'leg-busy',
      'FAULT-AUDIO-503-ALWAYS',
      /Trying again in \d+ s\./,
      'A busy PBX, and when Legato tries again.',
    ),
    legFault(
      'leg-awaited',
      'FAULT-AUDIO-NEVER',
      'Waiting for the PBX',
      'A leg that the PBX does not send.',
    ),
    {
      name: 'leg-broken-off',
      what: 'A download that stopped: the part that arrived plays, and the page says what is missing.',
      async arrange(page) {
        await openCallOfTag(page, 'FAULT-AUDIO-BREAKS-OFF');
        await playLeg(page, 1);
        await expectSoundToAdvance(page);
        await page.getByRole('slider', { name: 'Seek in leg 1' }).focus();
        await page.keyboard.press('PageUp');
        await page.keyboard.press('PageUp');
        await expect(page.getByText(/The download stopped at/)).toBeVisible({ timeout: 30_000 });
      },
    },
    {
      name: 'legato-gone',
      what: 'Legato itself stopped answering: the place is kept until it does.',
      async arrange(page, { startLegato }) {
        const legato = await startLegato({});
        const uniqueId = await findCallOfTag(page, 'FAULT-AUDIO-TRICKLE', legato.url);
        await page.goto(legato.url + paths.call(uniqueId));
        await playLeg(page, 1);
        // It comes at half the speed at which it plays.
        await expect
          .poll(async () => (await readAudio(page)).currentTime, { timeout: 60_000 })
          .toBeGreaterThan(1);
        await legato.stop();
        await expect(page.getByText('Legato does not answer').first()).toBeVisible({
          timeout: 60_000,
        });
      },
    },
    {
      name: 'link-out-of-range',
      what: 'A link to a leg that does not exist opens the nearest one, and the page says so.',
      async arrange(page) {
        await openCallOfTag(page, 'FIVE-LEGS', { leg: 9, offsetSeconds: 5 });
        await expect(page.getByText('This call has 5 legs, not 9.')).toBeVisible();
      },
    },
    {
      name: 'call-in-part',
      what: 'A call with one leg that could not be read.',
      async arrange(page) {
        await openCallOfTag(page, 'FAULT-UNREADABLE-LEG');
        await expect(page.getByRole('region', { name: 'Warnings' })).toBeVisible();
      },
    },
    {
      name: 'call-not-found',
      what: 'A unique id that the PBX does not have.',
      async arrange(page) {
        await openCall(page, '1392271611.999');
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(/No call has/);
      },
    },
  ],
};
