import { paths } from '@/lib/paths';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './legato-test';
import { openHome } from './open-page';
import { notePassingWords } from './passing-words';

const REFUSED = 'The PBX refused Legato’s key or address.';
const FAILED_STATES = [
  ['FAULT-401', REFUSED, 'API key is wrong or was revoked'],
  ['FAULT-403', REFUSED, 'not on the allow list'],
  ['FAULT-503-ALWAYS', 'The PBX is busy.', /The PBX is busy\. +Trying again in \d+ s\./],
  ['FAULT-500', 'The PBX reported an error (500).', 'Try now'],
  ['FAULT-HTML', 'The PBX sent a reply that Legato cannot read.', 'Try now'],
  ['FAULT-BROKEN-JSON', 'The PBX sent a reply that Legato cannot read.', 'Try now'],
  ['FAULT-JSON-ERROR', /The PBX reported an error \(-?\d+\)\./, 'Try now'],
] as const;

for (const [tag, title, detail] of FAILED_STATES) {
  test(`${tag} has a state of its own`, { tag: '@phone' }, async ({ page, allow }) => {
    allow.request(/\/api\/calls/);
    await openHome(page, { tag });

    const state = page.getByRole('region', { name: 'Results' });
    await expect(state.getByRole('alert')).toContainText(title);
    await expect(state).toContainText(detail);
    await expectAccessible(page);
  });
}

test('what support needs is behind Details, and copies as text', { tag: '@phone' }, async ({
  page,
  context,
  allow,
}) => {
  allow.request(/\/api\/calls/);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openHome(page, { tag: 'FAULT-401' });
  const state = page.getByRole('region', { name: 'Results' });
  const message = state.getByText(/NOOJEE_API_KEY/);
  await expect(state.getByRole('alert')).toContainText('Ask your administrator.');
  await expect(message).toBeHidden();

  await state.getByText('Details', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(message).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Copy details' })).toBeFocused();
  const hasBeenSaid = await notePassingWords(page, ['Copied']);
  await page.keyboard.press('Enter');
  await hasBeenSaid();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(
    /^The PBX refused .*\.\nWhen: .*\nCode: pbx-refused\nStatus: 502\nAsked: http.*\/api\/calls\?tag=FAULT-401(?:&limit=\d+)?\nRequest: \S+\nMessage: .*NOOJEE_API_KEY/,
  );
});

test('an unreachable PBX can be asked again without a reload, and the button keeps the focus', async ({
  page,
  allow,
  startOwnLegato,
  startOwnPbx,
}) => {
  allow.request(/\/api\/calls/);
  const pbx = await startOwnPbx();
  const { url, apiKey } = pbx;
  await pbx.stop();
  const legato = await startOwnLegato({ NOOJEE_URL: url, NOOJEE_API_KEY: apiKey });
  await page.goto(`${legato.url}/?tag=ONE-LEG`);
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'The PBX cannot be reached.',
  );
  await expectAccessible(page);

  const button = page.getByRole('button', { name: 'Try now' });
  const answered = page.waitForResponse(/\/api\/calls/);
  await button.click();
  await answered;
  await expect(button).toBeFocused();
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'The PBX cannot be reached.',
  );

  await startOwnPbx({ port: Number(new URL(url).port), apiKey });
  await button.click();
  await expect(page.getByRole('row', { name: /tag ONE-LEG/ })).toBeVisible();
  await expect(page.getByRole('main').getByRole('alert')).toBeHidden();
  await expect(page.getByRole('region', { name: 'Results' })).toBeFocused();
});

test('the rows stay when Legato itself does not answer', async ({
  page,
  allow,
  startOwnLegato,
}) => {
  // The rows load what a click on them would need, too, and what was heard of them.
  allow.request(/\/api\/(calls|heard)|\/_next\/static/);
  const legato = await startOwnLegato();
  await page.goto(`${legato.url}/?tag=ONE-LEG`);
  const row = page.getByRole('row', { name: /tag ONE-LEG/ });
  await expect(row).toBeVisible();

  await legato.stop();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Legato does not answer.');
  await expect(row).toBeVisible();
});

test('a search without a network can be repeated once it is back', async ({
  page,
  context,
  allow,
}) => {
  // Without a network every request fails, whatever the page wanted.
  allow.request(/./);
  await openHome(page);
  await expect(page.getByRole('searchbox')).toBeFocused();
  await context.setOffline(true);
  await page.keyboard.type('ONE-LEG');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible();

  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByRole('row', { name: /tag ONE-LEG/ })).toBeVisible();
});

test('a busy PBX is asked again by itself when its pause is over', async ({ page, allow }) => {
  allow.request(/\/api\/calls/);
  await page.clock.install();
  await openHome(page, { tag: 'FAULT-503-ALWAYS' });
  await expect(page.getByText(/Trying again in \d+ s\./)).toBeVisible();

  const askedAgain = page.waitForRequest(/\/api\/calls/);
  await page.clock.fastForward('02:00');
  await askedAgain;
});

test('a search that is going on shows the grid to come', async ({ page }) => {
  // It is there with the HTML, and gone two seconds later.
  await page.goto(paths.search({ tag: 'FAULT-SLOW' }), { waitUntil: 'commit' });

  await expect(page.getByText('Searching the PBX for the tag FAULT-SLOW')).toBeVisible();
  await expectAccessible(page);
});

test('nothing found says what was asked, when, and with which answer', { tag: '@phone' }, async ({
  page,
}) => {
  await openHome(page, { tag: 'NOTHING' });

  await expect(page.getByRole('heading', { name: 'No call is tagged NOTHING' })).toBeVisible();
  await expect(page.getByText(/^Asked the PBX for this tag at \d\d:\d\d:\d\d$/)).toBeVisible();
  await expect(page.getByText('0 legs')).toBeVisible();
  await expectAccessible(page);
});

test('the first visit shows what the box takes', { tag: '@phone' }, async ({ page }) => {
  await openHome(page);

  await expect(page.getByRole('heading', { name: 'Find a call' })).toBeVisible();
  await expectAccessible(page);
});

test('an address that asks for two things keeps the text and searches for nothing', async ({
  page,
}) => {
  await page.goto('/?tag=INV-20418&uniqueId=1795477327.4391');

  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'both a tag and a unique id',
  );
  await expect(page.getByRole('searchbox')).toHaveValue('INV-20418');
  await expectAccessible(page);
  await page.getByRole('searchbox').press('Enter');
  await expect(page).toHaveURL('/?tag=INV-20418');
});

test('one unreadable leg is a notice beside the calls', async ({ page }) => {
  await openHome(page, { tag: 'FAULT-UNREADABLE-LEG' });

  await expect(page.getByText('Part of the PBX’s reply could not be read.')).toBeVisible();
  await expect(page.getByRole('row', { name: /FAULT-UNREADABLE-LEG/ })).toBeVisible();
  await expectAccessible(page);
});

test('markup in the data is text', async ({ page }) => {
  await openHome(page, { tag: 'FAULT-MARKUP' });

  const row = page.getByRole('row', { name: /FAULT-MARKUP/ });
  await expect(row).toContainText('<script>');
  expect(await row.locator('script, img').count()).toBe(0);
  await expectAccessible(page);
});

test('calls under a tag have no findings, whichever row has the focus', async ({ page }) => {
  await openHome(page, { tag: 'INV-20418' });
  await page.getByRole('grid').getByRole('link').first().focus();

  await expectAccessible(page);
});

test('the chosen theme stays, and is there before the first paint', async ({ page }) => {
  await openHome(page);
  const toggle = page.getByRole('button', { name: /^Theme: / });
  await toggle.click();
  await toggle.click();
  await expect(toggle).toHaveAccessibleName('Theme: dark. Switch to system');

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(toggle).toHaveAccessibleName('Theme: dark. Switch to system');
});
