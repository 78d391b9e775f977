import { expect, type Page } from '@playwright/test';
import { expectSoundToAdvance, openCallOfTag } from '../hear-call';
import type { Album } from './picture';

const position = (page: Page) => page.getByRole('slider', { name: 'Position in the call' });

/** Plays the call from a moment, so that the picture shows what sounding looks like. */
async function playFrom(page: Page, tag: string, leg: number, offsetSeconds: number) {
  await openCallOfTag(page, tag, { leg, offsetSeconds });
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  const play = page.getByRole('button', { name: 'Play call', exact: true });
  await expect(pause.or(play)).toBeVisible();
  if (await play.isVisible()) await play.click();
  await expectSoundToAdvance(page);
}

/** One call: the strip, the player, the legs. */
export const callPictures: Album = {
  title: 'A call',
  pictures: [
    {
      name: 'call',
      what: 'A call of six legs while the second plays: late start, gap, overlap, transfer and return.',
      onPhone: true,
      async arrange(page) {
        await playFrom(page, 'INV-20418', 2, 98);
        // A phone's window holds some of the legs.
        const isWide = (page.viewportSize()?.width ?? 0) > 600;
        const legs = page.locator('.leg-mini-wave[data-has-wave]');
        await expect.poll(() => legs.count()).toBeGreaterThanOrEqual(isWide ? 6 : 2);
      },
    },
    {
      name: 'call-untouched',
      what: 'The same call as it opens: the waves of its legs come as they are ready.',
      onPhone: true,
      arrange: (page) => openCallOfTag(page, 'INV-20418'),
    },
    {
      name: 'call-overlap',
      what: 'In an overlap: two legs play together.',
      arrange: (page) => playFrom(page, 'THREE-OVERLAP', 2, 8),
    },
    {
      name: 'call-hover',
      isPointedAt: true,
      what: 'The pointer over the strip shows the moment it is at.',
      async arrange(page) {
        await openCallOfTag(page, 'INV-20418');
        const box = await position(page).boundingBox();
        if (!box) throw new Error('The strip is not to be seen.');
        await page.mouse.move(box.x + box.width * 0.62, box.y + box.height * 0.7);
      },
    },
    {
      name: 'one-leg',
      what: 'A call of one leg: no second clock, no legend.',
      onPhone: true,
      arrange: (page) => playFrom(page, 'ONE-LEG', 1, 12),
    },
    {
      name: 'late-start',
      what: 'Recording began two minutes after the call.',
      arrange: (page) => openCallOfTag(page, 'LATE-START'),
    },
    {
      name: 'sixty-legs',
      what: 'Sixty legs.',
      arrange: (page) => playFrom(page, 'SIXTY-LEGS', 24, 5),
    },
    {
      name: 'six-hours',
      what: 'Six hours: the whole call above, a window of it below.',
      onPhone: true,
      arrange: (page) => playFrom(page, 'SIX-HOURS', 3, 600),
    },
    {
      name: 'second-beside-hour',
      what: 'A leg of one second beside one of an hour.',
      arrange: (page) => openCallOfTag(page, 'SECOND-AND-HOUR'),
    },
    {
      name: 'keyboard',
      what: 'Every key, listed from the table that handles them.',
      async arrange(page) {
        await openCallOfTag(page, 'INV-20418');
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog')).toBeVisible();
      },
    },
  ],
};
