import { expectAccessible } from './expect-accessible';
import { expectSoundToAdvance, openCallOfTag, readAudio } from './hear-call';
import { expect, test } from './legato-test';
import { openCall } from './open-page';

/** Tags of docs/simulator.md whose leg 1 fails, and what the page says of it. */
const LEG_FAULTS = [
  ['FAULT-AUDIO-GONE', 'The PBX no longer has this audio', 'Fetch again'],
  ['FAULT-AUDIO-EMPTY', 'This leg has no sound in it', 'Fetch again'],
  ['FAULT-AUDIO-HTML', 'This audio cannot be read', 'Fetch again'],
  ['FAULT-AUDIO-401', 'The PBX refused Legato’s key or address', 'Try now'],
  ['FAULT-AUDIO-RESET', 'The PBX cannot be reached', 'Try now'],
  ['FAULT-AUDIO-503-ALWAYS', 'The PBX is busy', 'Try now'],
] as const;

for (const [tag, title, action] of LEG_FAULTS) {
  test(`${tag}: says “${title}” and leaves the other leg alone`, async ({ page, allow }) => {
    allow.request(/\/audio/);
    await openCallOfTag(page, tag);
    await page.getByRole('button', { name: 'Play leg 1' }).click();
    await expect(page.getByRole('alert').getByText(title)).toBeVisible();
    await expect(page.getByRole('button', { name: action })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Play leg 2' }).click();
    await expectSoundToAdvance(page);
  });
}

test('audio of a kind that no browser plays can be saved as the PBX sent it', async ({
  page,
  allow,
}) => {
  allow.request(/\/audio/);
  await openCallOfTag(page, 'FAULT-AUDIO-ADPCM');
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expect(page.getByRole('alert').getByText('This audio cannot be read')).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download original file' }).click();
  expect((await saving).suggestedFilename()).toMatch(/leg-1_.*_original\.wav$/);
  await expectAccessible(page);
});

test('a busy PBX is counted down to, and asked again by a button', async ({ page, allow }) => {
  allow.request(/\/audio/);
  await openCallOfTag(page, 'FAULT-AUDIO-503-ALWAYS');
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expect(page.getByText(/Trying again in \d+ s\./)).toBeVisible();
  const asked = page.waitForResponse((response) => response.url().includes('/audio'));
  await page.getByRole('button', { name: 'Try now' }).click();
  expect((await asked).status()).toBe(503);
});

test('a file shorter than stated plays, and the page says by how much', async ({ page }) => {
  await openCallOfTag(page, 'FAULT-AUDIO-SHORT');
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expectSoundToAdvance(page);
  await expect(page.getByText('The file is 12 s shorter than the PBX reported.')).toBeVisible();
  await expect(
    page.getByRole('button', { name: '48 seconds: 12 seconds missing from the file' }),
  ).toBeVisible();
  await expectAccessible(page);
});

test('a download that broke off plays what arrived, says what is missing, can be fetched again', async ({
  page,
  allow,
}) => {
  allow.request(/\/audio/);
  await openCallOfTag(page, 'FAULT-AUDIO-BREAKS-OFF');
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expectSoundToAdvance(page);
  await page.getByRole('slider', { name: 'Seek in leg 1' }).focus();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  await expect(
    page.getByText(/The download stopped at 0:\d\d; the last \d+ s are missing/),
  ).toBeVisible();
  await expectAccessible(page);
  const asked = page.waitForRequest(
    (request) => request.resourceType() === 'fetch' && /\/audio(\?take=\d+)?$/.test(request.url()),
  );
  await page.getByRole('button', { name: 'Fetch again' }).click();
  expect(await (await asked).allHeaders()).toMatchObject({ 'cache-control': 'no-cache' });
  await expect(page.getByText('The download stopped')).toBeVisible();
});

test('a leg that the PBX never sends says that it waits, and another can be heard', async ({
  page,
}) => {
  await openCallOfTag(page, 'FAULT-AUDIO-NEVER');
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expect(page.getByText('Waiting for the PBX')).toBeVisible();
  expect((await readAudio(page)).currentTime).toBe(0);
  await page.getByRole('button', { name: 'Play leg 2' }).click();
  await expectSoundToAdvance(page);
});

test('a call that the PBX does not know is a page that leads back to the search', async ({
  page,
  allow,
}) => {
  allow.request(/\/api\/calls\//);
  await openCall(page, '1392271611.999');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'No call has the unique id 1392271611.999',
  );
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Search for a call' }).click();
  await expect(page.getByRole('searchbox')).toBeFocused();
});

test('a PBX that went away is tried again without a reload', async ({
  page,
  allow,
  startOwnPbx,
  startOwnLegato,
}) => {
  allow.request(/\/api\/calls/);
  const pbx = await startOwnPbx();
  const legato = await startOwnLegato({ NOOJEE_URL: pbx.url, NOOJEE_API_KEY: pbx.apiKey });
  await pbx.stop();
  await page.goto(`${legato.url}/calls/1392271611.238`);
  await expect(page.getByText('The PBX cannot be reached')).toBeVisible();
  await expectAccessible(page);
  await startOwnPbx({ port: Number(new URL(pbx.url).port), apiKey: pbx.apiKey });
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByText('No call has the unique id')).toBeVisible();
});
