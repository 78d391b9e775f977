import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { projectRoot } from '../../scripts/project-root.mjs';
import { type RunningLegato, startLegato } from '../../scripts/start-legato.mjs';
import { settingsFor, test as withServers } from '../servers-test';
import { signInAs } from '../sign-in-as';
import type { Picture, PictureStage } from './picture';

const FOLDER = join(projectRoot, 'docs', 'screenshots');
/** Small, and letters are still sharp. */
const WEBP_QUALITY = 82;

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Name of a picture's file on the desktop or on a phone. */
export const fileOf = (picture: Picture, theme: Theme, isPhone: boolean) =>
  `${picture.name}-${isPhone ? 'phone-' : ''}${theme}.webp`;

/** Playwright's `test`, with a stage that takes down what a picture put up. */
export const test = withServers.extend<{ stage: PictureStage }>({
  stage: async ({ pbx, context, person }, use, testInfo) => {
    const started: RunningLegato[] = [];
    await use({
      folder: testInfo.outputPath('saved'),
      async startLegato(settings) {
        const legato = await startLegato(settingsFor(pbx, { LOG_LEVEL: 'fatal', ...settings }));
        started.push(legato);
        if (person) await context.addCookies(await signInAs(legato.url, person));
        return legato;
      },
    });
    await Promise.all(started.map((legato) => legato.stop()));
  },
});

/** Writes what the page shows in both themes, without arranging it twice. */
export async function takePicture(page: Page, picture: Picture, isPhone: boolean): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    if (!picture.isPointedAt) await page.mouse.move(0, 0);
    await page.evaluate(() => document.fonts.ready);
    await writeFile(join(FOLDER, fileOf(picture, theme, isPhone)), await webpOf(page));
    if (picture.name === 'call' && theme === 'light' && !isPhone) {
      // README shows it where WebP is not known.
      await page.screenshot({ path: join(FOLDER, 'call.png') });
    }
  }
}

async function webpOf(page: Page): Promise<Buffer> {
  const client = await page.context().newCDPSession(page);
  const { data } = await client.send('Page.captureScreenshot', {
    format: 'webp',
    quality: WEBP_QUALITY,
  });
  await client.detach();
  return Buffer.from(data, 'base64');
}
