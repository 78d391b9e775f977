import { expect, type Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { openCallOfTag } from '../hear-call';
import { unpackCall } from '../unpack-call';
import type { Album, Picture, PictureStage } from './picture';

/** The page in the folder of a downloaded call, opened from the disk, while its second leg plays. */
async function openOfflinePage(page: Page, tag: string, { folder }: PictureStage): Promise<void> {
  const uniqueId = await openCallOfTag(page, tag);
  const zip = await page.request.get(paths.api.callDownload(uniqueId));
  await page.goto(await unpackCall(await zip.body(), folder));
  await page.getByRole('button', { name: 'Play leg 2' }).click();
  await expect(page.getByRole('button', { name: 'Pause leg 2' })).toBeVisible();
}

const offline = (name: string, tag: string, what: string): Picture => ({
  name,
  what,
  onPhone: true,
  arrange: (page, stage) => openOfflinePage(page, tag, stage),
});

/** A call that was saved, and is heard without Legato. */
export const offlinePictures: Album = {
  title: 'Without Legato',
  pictures: [
    offline(
      'offline',
      'INV-20418',
      'The page in the folder of a downloaded call, opened from disk.',
    ),
    offline(
      'offline-incomplete',
      'INV-20419',
      'The same for a call with a leg that could not be fetched.',
    ),
  ],
};
