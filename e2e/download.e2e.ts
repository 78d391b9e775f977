import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { openCallOfTag } from './hear-call';
import { expect, test } from './legato-test';
import type { Allowance } from './page-watch';
import { notePassingWords } from './passing-words';
import { unpackCall } from './unpack-call';

/** Saves the call on the page, unpacks it, and opens its page from disk. */
async function openSavedCall(page: Page, allow: Allowance, folder: string): Promise<void> {
  // Chromium may still be loading the icon of Legato's page, under the policy of the new page.
  allow.console(/icon\.svg/);
  allow.request(/icon\.svg/);
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download whole call' }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/^legato_[\d.]+_.*\.zip$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  await page.goto(await unpackCall(Buffer.concat(chunks), folder));
}

const strip = (page: Page) => page.getByRole('slider', { name: 'Position in the call' });
const secondsAt = async (page: Page) => {
  const text = (await page.locator('#position').textContent()) ?? '';
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
};

test('a saved call plays from disk, leg after leg @phone', async ({ page, allow }, testInfo) => {
  await openCallOfTag(page, 'INV-20418');
  await openSavedCall(page, allow, testInfo.outputPath('saved'));
  await expect(page.getByText('All 6 legs are in this folder.')).toBeVisible();
  await expectAccessible(page);

  // The recording began late: after a short pause leg 1 plays.
  const haveBeenSaid = await notePassingWords(page, ['9 s without audio', '1 s without audio']);
  await page.getByRole('button', { name: 'Play call' }).click();
  await expect.poll(() => secondsAt(page)).toBeGreaterThan(9);
  await expect(page.getByRole('button', { name: 'Pause leg 1' })).toBeVisible();

  // To the end of leg 2: the 38 seconds after it were not recorded.
  await page.getByRole('button', { name: 'Play leg 2' }).click();
  await expect(strip(page)).toHaveAttribute('aria-valuetext', /leg 2/);
  await page.getByRole('radio', { name: '3 times' }).check({ force: true });
  await page.getByRole('button', { name: 'Next leg' }).click();
  await strip(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('button', { name: 'Pause leg 3' })).toBeVisible();
  await haveBeenSaid();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play call' })).toBeVisible();
});

test('overlapping legs of a saved call play together', async ({ page, allow }, testInfo) => {
  await openCallOfTag(page, 'THREE-OVERLAP');
  await page.addInitScript(() => {
    const heard = new Set<string>();
    Object.assign(window, { heard });
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      heard.add(this.src.split('/').at(-1)?.slice(0, 2) ?? '');
      return play.call(this);
    };
  });
  await openSavedCall(page, allow, testInfo.outputPath('saved'));
  const { width } = (await strip(page).boundingBox()) ?? { width: 0 };
  expect(width).toBeGreaterThan(300);
  const total = Number(await strip(page).getAttribute('aria-valuemax'));
  await strip(page).click({ position: { x: (width * 50) / total, y: 80 } });
  await page.getByRole('button', { name: 'Play call' }).click();
  await expect
    .poll(() => page.evaluate(() => [...((window as { heard?: Set<string> }).heard ?? [])].sort()))
    .toEqual(['01', '02', '03']);
});

test('a saved call says which leg is missing, and plays the others', async ({
  page,
  allow,
}, testInfo) => {
  allow.request(/\/legs\/3\//);
  await openCallOfTag(page, 'INV-20419');
  await openSavedCall(page, allow, testInfo.outputPath('saved'));
  await expect(page.getByText('1 of 6 legs is missing or incomplete')).toBeVisible();
  await expect(page.getByText('87 % of 12:20 in this folder')).toBeVisible();
  const row = page.getByRole('row', { name: /^Leg 3, no audio/ });
  await expect(row.getByText(/^Missing\./)).toBeVisible();
  await expect(row.getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('file ends 12 s early')).toBeVisible();
  await expectAccessible(page);
});

for (const tag of ['FAULT-MARKUP', 'SIXTY-LEGS', 'FAULT-LONG-VALUES']) {
  test(`a saved ${tag} is accessible, runs nothing, and fits @phone`, async ({
    page,
    allow,
  }, testInfo) => {
    await openCallOfTag(page, tag);
    await openSavedCall(page, allow, testInfo.outputPath('saved'));
    await expect(page.getByRole('button', { name: 'Play leg 1', exact: true })).toBeVisible();
    await expectAccessible(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
}

test('a leg is saved as a playable WAV, or unchanged from the PBX', async ({ page }) => {
  await openCallOfTag(page, 'WAV-GSM');
  const save = async (name: string) => {
    await page.getByRole('button', { name: 'Download leg 1' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('menuitem', { name }).click();
    const download = await saving;
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  };
  await page.getByRole('button', { name: 'Download leg 1' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Playable WAV (any player)' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(
    page.getByRole('menuitem', { name: 'Original file (unchanged from the PBX)' }),
  ).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Download leg 1' })).toBeFocused();

  const played = await save('Playable WAV (any player)');
  const original = await save('Original file (unchanged from the PBX)');
  expect(played.bytes.readUInt16LE(20)).toBe(1);
  expect(original.bytes.readUInt16LE(20)).toBe(0x31);
  expect(original.name).toMatch(/_leg-1_.*_original\.wav$/);
  expect(original.bytes.length).toBeLessThan(played.bytes.length / 8);
});
