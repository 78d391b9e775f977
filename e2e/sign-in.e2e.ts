import { createHmac } from 'node:crypto';
import { PASSWORD_MIN_LENGTH } from '@/lib/contract/sign-in';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './legato-test';

const PASSWORD = 'lantern harbour seven gulls';

test.use({ person: null });

test('whoever follows a link to a moment comes to it by way of the sign-in', {
  tag: '@phone',
}, async ({ page }) => {
  await page.goto('/?tag=INV-20418&leg=2&t=35');
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: /^Ruth B\. supervisor/ }).click();
  await expect(page).toHaveURL(/\/\?tag=INV-20418&leg=2&t=35$/);
  await expect(page.getByRole('button', { name: 'Ruth B., Supervisor' })).toBeVisible();
});

test('a wrong password is refused in one sentence, and the name stays', async ({ page, allow }) => {
  allow.request(/\/api\/sign-in$/);
  await page.goto('/status');
  await page.getByRole('textbox', { name: 'User name' }).fill('fred');
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();

  await expect(
    page.getByRole('alert').filter({ hasText: 'The user name or the password is wrong.' }),
  ).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'User name' })).toHaveValue('fred');
  await expectAccessible(page);
});

test('signing out takes away what the browser kept', async ({ page, context }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Meg H\./ }).click();
  await page.getByRole('searchbox', { name: 'Search calls' }).fill('INV-20418');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/tag=INV-20418/);
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).join()))
    .toContain('legato.recent-searches@');

  await page.getByRole('button', { name: 'Meg H., Recording manager' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('legato');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
});

test('the account page says where one is signed in', async ({ page }) => {
  await page.goto('/account');
  await page.getByRole('button', { name: /^Fred agent/ }).click();
  await expect(page.getByRole('heading', { name: 'Fred', level: 1 })).toBeVisible();
  await expect(page.getByText('this browser')).toBeVisible();
  await expectAccessible(page);
});

test('a session that ended leads from the next page to the sign-in, and back to it', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Meg H\./ }).click();
  await expect(page.getByRole('link', { name: 'Status' })).toBeVisible();
  await context.clearCookies({ name: 'legato' });
  await page.getByRole('link', { name: 'Status' }).click();

  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: /^Meg H\./ }).click();
  await expect(page.getByRole('heading', { name: 'Status', level: 1 })).toBeVisible();
});

test.describe('a Legato that nobody has set up', () => {
  test.use({ settings: { DEMO_PEOPLE: 'false' } });

  test('prints a link that makes the first recording manager', async ({
    page,
    allow,
    startOwnLegato,
  }) => {
    const legato = await startOwnLegato({ DEMO_PEOPLE: 'false' });
    const linkIn = () => /\/sign-in\/set-up#code=\S+/.exec(legato.output())?.[0] ?? '';
    await expect.poll(linkIn).not.toBe('');
    const setUp = linkIn();
    await page.goto(legato.url + setUp);
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Meg H.');
    await page.getByRole('textbox', { name: 'User name' }).fill('meg');
    await page.getByRole('textbox', { name: 'Password' }).fill('short');
    allow.request(/\/api\/sign-in\/set-up$/);
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await expect(
      page.getByRole('alert').filter({ hasText: `${PASSWORD_MIN_LENGTH} characters or more` }),
    ).toBeVisible();
    expect(page.url()).not.toContain('code');

    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await expect(page.getByRole('button', { name: 'Meg H., Recording manager' })).toBeVisible();

    await page.goto(`${legato.url}/account`);
    await page.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set up an authenticator' }).click();
    const link = page.getByRole('link', { name: 'Open it on this device' });
    const uri = (await link.getAttribute('href')) ?? '';
    await expectAccessible(page);
    await page
      .getByRole('textbox', { name: 'First code of the authenticator' })
      .fill(authenticatorCode(uri));
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await expect(page.getByText('On: your sign-in asks for a code')).toBeVisible();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('textbox', { name: 'User name' }).fill('meg');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Second factor' })).toBeVisible();
    await expectAccessible(page);
    await page
      .getByRole('textbox', { name: 'Code of the authenticator' })
      .fill(authenticatorCode(uri));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Meg H., Recording manager' })).toBeVisible();
  });
});

/** RFC 6238, as an authenticator reckons it. */
function authenticatorCode(uri: string): string {
  const text = new URL(uri).searchParams.get('secret') ?? '';
  const bits = [...text]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
