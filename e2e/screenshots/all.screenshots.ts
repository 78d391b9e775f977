import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project-root.mjs';
import { accessPictures } from './access-pictures';
import { callPictures } from './call-pictures';
import { faultPictures } from './fault-pictures';
import { indexOf } from './index-of';
import { listeningPictures } from './listening-pictures';
import { offlinePictures } from './offline-pictures';
import { searchPictures } from './search-pictures';
import { takePicture, test } from './take-pictures';

/** In the order of docs/screenshots.md. */
const ALBUMS = [
  searchPictures,
  callPictures,
  listeningPictures,
  accessPictures,
  faultPictures,
  offlinePictures,
];

for (const { pictures } of ALBUMS) {
  for (const picture of pictures) {
    test(picture.name, { tag: picture.onPhone ? '@phone' : [] }, async ({
      page,
      stage,
      isMobile,
    }) => {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await picture.arrange(page, stage);
      await takePicture(page, picture, isMobile);
    });
  }
}

test('docs/screenshots.md', async ({ isMobile }) => {
  if (!isMobile) await writeFile(join(projectRoot, 'docs', 'screenshots.md'), indexOf(ALBUMS));
});
