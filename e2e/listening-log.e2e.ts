import type { Locator, Page } from '@playwright/test';
import { HeardOfCall } from '@/lib/contract/heard';
import { LogPage } from '@/lib/contract/listening-log';
import { paths } from '@/lib/paths';
import { expectAccessible } from './expect-accessible';
import { expectSoundToAdvance, findCallOfTag, openCallOfTag } from './hear-call';
import { expect, test } from './legato-test';
import { type DemoUsername, signInAs } from './sign-in-as';

// One story after the other: they read what the one before has heard.
test.describe.configure({ mode: 'serial' });
// A Legato of their own, so that its log has what they did alone.
test.use({ settings: { WORKING_HOURS: 'Mon-Sun 00:00-24:00' } });

/** Somebody else looks, in the same browser. */
async function become(page: Page, url: string, username: DemoUsername): Promise<void> {
  // What the page still asks for would be answered to nobody.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.context().addCookies(await signInAs(url, username));
}

/** Plays a leg for some seconds and leaves it at rest, heard and written down. */
async function hearLeg(page: Page, leg: number, seconds: number): Promise<void> {
  const reported = page.waitForResponse((response) => response.url().endsWith('/api/listenings'));
  await page.getByRole('button', { name: `Play leg ${leg}`, exact: true }).click();
  await expectSoundToAdvance(page, seconds);
  await page.getByRole('button', { name: `Pause leg ${leg}`, exact: true }).click();
  expect((await reported).ok()).toBe(true);
}

const rowsOf = (page: Page, name: RegExp): Locator =>
  page.getByRole('grid', { name: 'Listening log' }).getByRole('link', { name });

test('the page of a team says that nobody has heard a leg of it', async ({ page }) => {
  await page.goto(paths.team('demo-inbound'));
  const section = page.getByRole('region', { name: 'Heard this week' });
  await expect(section).toContainText('Nobody has heard a leg of this team since');
  await expectAccessible(page);
});

test('what Meg hears is under the strip, in the row of the search and in the log', async ({
  page,
}) => {
  const uniqueId = await openCallOfTag(page, 'FIVE-LEGS');
  await hearLeg(page, 2, 5);

  const heard = HeardOfCall.parse(await (await page.request.get(paths.api.heard(uniqueId))).json());
  const leg = heard.legs.find((one) => one.leg === 2);
  expect(leg?.heard[0]?.[1], 'five seconds were heard').toBeGreaterThan(4);

  // It stands in the HTML, so that nothing moves when the scripts come. A busy machine may take longer than a page waits.
  await expect
    .poll(async () => (await page.request.get(paths.call(uniqueId))).text())
    .toContain('heard by you, <');
  await page.reload();
  await expect(page.locator('.strip-heard-rail > span').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Go on at .*, unheard up to/ })).toBeVisible();
  await page.keyboard.press('u');
  await expectSoundToAdvance(page);
  await page.keyboard.press('Space');

  await page.goto(paths.search({ tag: 'FIVE-LEGS' }));
  await expect(page.getByRole('link', { name: /per cent heard/ }).first()).toBeVisible();

  await page.goto(paths.listening());
  const row = rowsOf(page, /^\d\d:\d\d:\d\d, Meg H\., .*leg 2, Priya N\., heard /).first();
  await expect(row).toBeVisible();
  await expectAccessible(page);
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/calls/${uniqueId}\\?leg=2&t=\\d+$`));
});

test('what Meg heard of Priya stands on the page of her team', async ({ page }) => {
  await page.goto(paths.team('demo-inbound'));
  const section = page.getByRole('region', { name: 'Heard this week' });
  await expect(section.getByRole('columnheader')).toHaveText([
    'Heard by',
    'Role',
    /^Fred/,
    /^Priya N\./,
    /^Whole team/,
  ]);
  const cellsOf = (name: RegExp) => section.getByRole('row', { name }).getByRole('cell');
  await expect(cellsOf(/^Ruth B\./).last()).toHaveText('None');
  await expect(cellsOf(/^Meg H\./).nth(1)).toHaveText('None');
  await expect(cellsOf(/^Meg H\./).nth(2)).toHaveText(/^0:\d\d\d+ %$/);
  await expect(cellsOf(/^Anyone/).last()).toHaveText(/^0:\d\d\d+ %$/);
  await expectAccessible(page);

  await section.getByRole('link', { name: 'Open the week in the listening log' }).click();
  await expect(rowsOf(page, /Meg H\., .*leg 2, Priya N\./).first()).toBeVisible();
});

test('Ruth sees what Fred heard of his own, and Fred sees his alone', async ({ page, servers }) => {
  await become(page, servers.legatoUrl, 'fred');
  const uniqueId = await openCallOfTag(page, 'INV-20418');
  const call = await (await page.request.get(paths.api.call(uniqueId))).json();
  const own = call.legs.find((leg: { username: string | null }) => leg.username === 'Fred');
  await hearLeg(page, own.leg, 2);
  await page.goto(paths.listening());
  await expect(rowsOf(page, /, Fred, /).first()).toBeVisible();
  await expect(rowsOf(page, /, Meg H\., /)).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Week review' })).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Listener' })).toHaveCount(0);

  await become(page, servers.legatoUrl, 'ruth');
  await page.goto(paths.listening());
  await expect(
    rowsOf(page, new RegExp(`, Fred, .*leg ${own.leg}, Fred, heard`)).first(),
  ).toBeVisible();
  await expect(rowsOf(page, /, Meg H\., /)).toHaveCount(0);

  await become(page, servers.legatoUrl, 'meg');
  await page.goto(paths.call(uniqueId));
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByRole('heading', { name: 'Heard by others' })).toBeVisible();
  await expect(details.getByText('Fred', { exact: true }).last()).toBeVisible();
  await details.getByRole('link', { name: 'In the log' }).click();
  await expect(page).toHaveURL(/\/listening\?call=/);
  await expect(rowsOf(page, /, Fred, /).first()).toBeVisible();
});

test('filters stand in the address, and a file has what is shown', async ({ page }) => {
  await page.goto(paths.listening());
  // What is chosen before the page's code is here is not kept.
  await expect(async () => {
    await page.getByRole('combobox', { name: 'Listener' }).selectOption({ label: 'Fred' });
    await expect(page).toHaveURL(/person=/, { timeout: 5_000 });
    await expect(rowsOf(page, /, Meg H\., /)).toHaveCount(0, { timeout: 5_000 });
  }).toPass();
  await expect(rowsOf(page, /, Fred, /).first()).toBeVisible();
  await page.reload();
  await expect(rowsOf(page, /, Fred, /).first()).toBeVisible();

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'JSON lines' }).click();
  const file = await (await downloading).path();
  const { readFile } = await import('node:fs/promises');
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const rows = lines.map((line) => JSON.parse(line));
  expect([...new Set(rows.map((row) => row.actorName))]).toEqual(['Fred']);
  expect([...new Set(rows.map((row) => row.action))]).toEqual(['listened']);

  await page.getByRole('radio', { name: 'Downloaded' }).click({ force: true });
  await expect(page.getByRole('heading', { name: 'Nothing in the log fits' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove the filters' }).click();
  await page.getByRole('radio', { name: 'Other acts' }).click({ force: true });
  await expect(page.getByRole('cell', { name: 'Log taken as a file' })).toBeVisible();
  await expectAccessible(page);
});

test('Meg checks the log, and signs off the week before', async ({ page }) => {
  await page.goto(paths.listening());
  await page.getByRole('button', { name: 'Check the log' }).click();
  await expect(page.getByText(/^Unbroken: \d+ rows$/)).toBeVisible();

  await page.getByRole('link', { name: 'Week review' }).click();
  await expect(page.getByRole('heading', { name: 'The log itself' })).toBeVisible();
  await expect(page.getByText(/^Unbroken: \d+ rows, checked/)).toBeVisible();
  await expectAccessible(page);
  const findings = page.getByRole('textbox', { name: 'Findings, kept in the log' });
  await findings.fill('Nobody was there yet.');
  await page.reload();
  await expect(findings).toHaveValue('Nobody was there yet.');
  const keptHere = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(await keptHere()).toContain('Nobody was there yet.');
  await page.getByRole('button', { name: 'Sign off the week' }).click();
  await expect(page.getByRole('heading', { name: 'Signed off' })).toBeVisible();
  await expect.poll(keptHere).not.toContain('Nobody was there yet.');
  await page.reload();
  await expect(page.getByText('Nobody was there yet.')).toBeVisible();
  await expectAccessible(page);

  const query = new URLSearchParams({ action: 'reviewed' });
  const { rows } = LogPage.parse(await (await page.request.get(paths.api.log(query))).json());
  expect(rows).toMatchObject([{ name: 'Meg H.', subject: { note: 'Nobody was there yet.' } }]);
});

test('the review is for recording managers: for everybody else there is no such page', async ({
  page,
  servers,
  allow,
}) => {
  allow.request(/\/listening\/weeks\//);
  await become(page, servers.legatoUrl, 'ruth');
  await page.goto(paths.weekReview('2026-11-23'));
  await expect(
    page.getByRole('heading', { name: 'There is no page at this address' }),
  ).toBeVisible();
});

test('findings of a week lead to their rows', async ({ page }) => {
  const uniqueId = await findCallOfTag(page, 'ONE-LEG');
  for (let count = 0; count < 51; count += 1) {
    await page.request.get(paths.api.audioDownload(uniqueId, 1));
  }
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Australia/Melbourne' }).format();
  await page.goto(paths.weekReview(today));
  const found = page.getByRole('link', { name: '51 files' });
  await expect(found).toBeVisible();
  const row = page.getByRole('row', { name: /Meg H\..*51 files/ });
  await found.focus();
  await page.keyboard.press('x');
  await expect(row.getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('e');
  await page.keyboard.type('Asked for by legal');
  await page.keyboard.press('Enter');
  await expect(found).toBeFocused();
  await expect(row.getByRole('textbox')).toHaveValue('Asked for by legal');
  await expectAccessible(page);

  const other = await page.context().newPage();
  await other.goto(paths.weekReview(today));
  await expect(other.getByRole('row', { name: /51 files/ }).getByRole('checkbox')).toBeChecked();
  await other.getByRole('textbox', { name: 'Findings, kept in the log' }).fill('Spoken to Meg');
  await other.close();
  const findings = page.getByRole('textbox', { name: 'Findings, kept in the log' });
  await expect(findings).toHaveValue('Spoken to Meg');
  await page.reload();
  await expect(row.getByRole('checkbox')).toBeChecked();
  await expect(row.getByRole('textbox')).toHaveValue('Asked for by legal');
  await expect(findings).toHaveValue('Spoken to Meg');

  await found.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/listening\?.*action=saved/);
  await expect(page.getByText(/^As a file/).first()).toBeVisible();
});

for (const [width, height] of [
  [320, 640],
  [390, 844],
  [768, 1024],
  [1024, 768],
] as const) {
  test(`${width} px: nothing runs out of the page, and it is accessible`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Australia/Melbourne' }).format();
    for (const address of [paths.listening(), paths.weekReview(today)]) {
      await page.goto(address);
      await expect(page.getByRole('grid').or(page.getByRole('table')).first()).toBeVisible();
      const sideways = await page
        .getByRole('main')
        .evaluate((main) => main.scrollWidth - main.clientWidth);
      expect([address, sideways]).toEqual([address, 0]);
      await expectAccessible(page);
    }
  });
}

test.describe('where a reason is asked for', () => {
  test.use({ settings: { REQUIRE_PLAYBACK_REASON: 'true' } });

  test('it is asked once for a call, by keyboard, before anything sounds, and stands in the log', async ({
    page,
  }) => {
    const uniqueId = await openCallOfTag(page, 'FIVE-LEGS');
    const audio: string[] = [];
    page.on('request', (request) => request.url().includes('/audio') && audio.push(request.url()));
    await page.keyboard.press('Space');
    const dialog = page.getByRole('dialog', { name: 'Why do you listen to this call?' });
    await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    expect(audio).toEqual([]);
    expect((await page.request.get(paths.api.audio(uniqueId, 1))).status()).toBe(403);

    await page.keyboard.press('2');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Complaint 4417');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expectSoundToAdvance(page);
    await page.keyboard.press('Space');

    await page.reload();
    await page.getByRole('button', { name: 'Play leg 1', exact: true }).click();
    await expectSoundToAdvance(page);
    await expect(dialog).toBeHidden();

    const query = new URLSearchParams({ action: 'playback-reason' });
    const { rows } = LogPage.parse(await (await page.request.get(paths.api.log(query))).json());
    expect(rows).toMatchObject([{ subject: { uniqueId, reason: 'Complaint 4417' } }]);
  });

  test('what is saved waits for a reason as well', async ({ page }) => {
    await openCallOfTag(page, 'INV-20418');
    await page.getByRole('link', { name: 'Download whole call' }).click();
    const dialog = page.getByRole('dialog', { name: 'Why do you listen to this call?' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('For the file of case 20418');
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/\.zip$/);
  });
});
