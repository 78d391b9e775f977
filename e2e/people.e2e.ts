import { readFile } from 'node:fs/promises';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './legato-test';
import { signInAs } from './sign-in-as';

/** People of a story are its own: other stories of the worker have the same Legato. */
const own = (name: string) => `${name}${Math.random().toString(36).slice(2, 7)}`;

test('a manager adds a person, puts him into a team, and he signs in', async ({
  page,
  browser,
  servers,
}) => {
  const username = own('nia');
  await page.goto('/people');
  await expect(page.getByRole('link', { name: 'Meg H.' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Add person' }).click();
  const adding = page.getByRole('dialog', { name: 'Add person' });
  await adding.getByRole('textbox', { name: 'Name', exact: true }).fill(`Nia ${username}`);
  await adding.getByRole('textbox', { name: 'Signs in as' }).fill(username);
  await adding.getByRole('textbox', { name: 'Noojee usernames' }).fill(username);
  await expectAccessible(page);
  await adding.getByRole('button', { name: 'Add person' }).click();
  const once = page.getByRole('dialog', { name: 'Password' });
  const password = (await once.getByRole('status').first().textContent()) ?? '';
  await expectAccessible(page);
  await once.getByRole('button', { name: 'I have it' }).click();
  await expect(page.getByRole('complementary', { name: `Nia ${username}` })).toBeVisible();
  await expectAccessible(page);

  await page.goto('/teams/demo-inbound');
  await page.getByRole('combobox', { name: 'Agent' }).selectOption(username);
  await page.getByRole('button', { name: 'Add to team' }).click();
  await expect(page.getByRole('region', { name: 'Later' })).toContainText(`Nia ${username}`);
  await expectAccessible(page);

  // Without the manager's cookie, which a context of a story has by itself.
  const storageState = { cookies: [], origins: [] };
  const his = await browser.newContext({ baseURL: servers.legatoUrl, storageState });
  const hisPage = await his.newPage();
  await hisPage.goto('/sign-in');
  await hisPage.getByRole('textbox', { name: 'User name' }).fill(username);
  await hisPage.getByRole('textbox', { name: 'Password' }).fill(password.trim());
  await hisPage.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(hisPage.getByRole('button', { name: `Nia ${username}, Agent` })).toBeVisible();

  await page.goto('/people');
  await page.getByRole('link', { name: `Nia ${username}` }).click();
  await page.getByRole('button', { name: 'Switch off' }).click();
  const asking = page.getByRole('dialog', { name: `Switch off Nia ${username}` });
  await expect(asking).toContainText('1 session');
  await expectAccessible(page);
  await asking.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByRole('button', { name: 'Switch on' })).toBeVisible();
  await hisPage.goto('/');
  await expect(hisPage.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await his.close();
});

test('days that touch are refused at the form', async ({ page, allow }) => {
  allow.request(/\/members\/add$/);
  await page.goto('/teams/demo-inbound');
  await page.getByRole('combobox', { name: 'Agent' }).selectOption('fred');
  await page.getByRole('button', { name: 'Add to team' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Fred is in Inbound' })).toBeVisible();
  await expectAccessible(page);
});

test('a file is checked line by line before anybody is added', async ({ page }) => {
  const username = own('imp');
  await page.goto('/people');
  await page.getByRole('button', { name: 'Import from CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import people from CSV' });
  const choose = (lines: string[]) =>
    dialog.getByLabel('File').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['username,name,role', ...lines].join('\n')),
    });
  await choose([`${username},Imp,agent`, 'meg,Meg again,agent']);
  await dialog.getByRole('button', { name: 'Check the file' }).click();
  await expect(dialog.getByRole('list', { name: 'Wrong lines' })).toContainText('Line 3');
  await expectAccessible(page);

  await choose([`${username},Imp ${username},agent`]);
  await dialog.getByRole('button', { name: 'Check the file' }).click();
  await dialog.getByRole('button', { name: 'Add 1 person' }).click();
  await expect(dialog.getByText('1 person added.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(page.getByRole('link', { name: `Imp ${username}` })).toBeVisible();
});

test('who can hear a call is one link away, for a manager, and a file', { tag: '@phone' }, async ({
  page,
  servers,
}) => {
  const found = await page.request.get(`${servers.legatoUrl}/api/calls?tag=FIVE-LEGS`);
  const { calls } = await found.json();
  await page.goto(`/calls/${calls[0].uniqueId}`);
  await page.getByRole('link', { name: 'Who can hear this call' }).click();
  await expect(
    page.getByRole('heading', { name: 'Who can hear this call, and why' }),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /Meg H\..*recording manager/ })).toBeVisible();
  await expectAccessible(page);

  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe(`legato-rights-of-call-${calls[0].uniqueId}.csv`);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  const people = await page.getByRole('rowgroup').getByRole('link').count();
  expect(lines).toHaveLength(1 + people * calls[0].legs.length);
  expect(lines[1]).toMatch(/,recording-manager,yes,recording manager,/);
});

test('the rights of everybody are told as of a day, and a day that is none is refused', {
  tag: '@phone',
}, async ({ page }) => {
  await page.goto('/people');
  await page.getByRole('button', { name: 'Rights of everybody, as of a day' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rights of everybody' });
  const day = dialog.getByLabel('As of');
  await expect(day).not.toHaveValue('');
  await expectAccessible(page);

  await day.fill('');
  await dialog.getByRole('button', { name: 'Download as CSV' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Choose a day.');
  await expect(day).toBeFocused();
  await expectAccessible(page);
  // As the browser has it: month, day, year. February has no 30th.
  await day.pressSequentially('02302026');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('This is no whole day of the calendar');

  await day.fill('2026-02-28');
  await expect(dialog.getByText('Sat 28 Feb 2026, in the PBX’s zone')).toBeVisible();
  const saving = page.waitForEvent('download');
  await day.press('Enter');
  const file = await saving;
  expect(file.suggestedFilename()).toBe('legato-rights-2026-02-28.csv');
  expect(await readFile(await file.path(), 'utf8')).toContain('\n2026-02-28,Meg H.,');
  await expect(dialog).toBeHidden();
});

test('what a person can hear goes on being shown while a day is half typed', async ({ page }) => {
  await page.goto('/people/demo-ruth');
  const panel = page.getByRole('complementary', { name: 'Ruth B.' });
  const sentence = panel.getByRole('region', { name: /can hear, and why/ }).getByRole('status');
  // What is filled in before the page's code is here is not kept.
  await expect(async () => {
    await panel.getByLabel('on', { exact: true }).fill('2019-12-31');
    await expect(sentence).toContainText(/^Own legs\./, { timeout: 5_000 });
  }).toPass();
  await panel.getByLabel('on', { exact: true }).fill('');
  await expect(panel.getByRole('alert')).toHaveText(
    'Choose a day. Below is what counts on Tue 31 Dec 2019.',
  );
  await expect(sentence).toContainText(/^Own legs\./);
  await expectAccessible(page);
});

test('arrows move through the list, Enter opens beside, Escape closes', async ({ page }) => {
  await page.goto('/people');
  await page.getByRole('link', { name: 'Fred', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('link', { name: 'Fred', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Fred' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/people$/);
});

test('for a supervisor none of these pages exists', async ({ page, context, servers, allow }) => {
  allow.request(/\/(people|teams|tokens|rights)/);
  allow.console(/404/);
  await context.clearCookies();
  await context.addCookies(await signInAs(servers.legatoUrl, 'ruth'));
  await page.goto('/');
  await expect(page.getByRole('navigation', { name: 'Sections' })).not.toContainText('People');
  for (const path of ['/people', '/people/demo-fred', '/teams', '/teams/demo-inbound', '/tokens']) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(
      page.getByRole('heading', { name: 'There is no page at this address' }),
    ).toBeVisible();
  }
});
