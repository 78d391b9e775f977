import type { Frame, Page } from '@playwright/test';
import { API_PATHS } from '@/lib/contract/url-paths';
import { nginxPath } from '../lib/http/nginx-fixture';
import * as sites from './framing-test';
import { expect, test } from './framing-test';
import { expectSoundToAdvance } from './hear-call';
import { takesKeys } from './open-page';
import { notePassingWords } from './passing-words';

// `npm test` installs it; by itself a machine may lack it. In CI it has to be there.
test.skip(!nginxPath && !process.env.CI, 'nginx is not installed');
// One after the other, in one worker: they share nginx and both Legatos.
test.describe.configure({ mode: 'default' });

const SIGNED_IN_AS = 'Meg H., Recording manager';

async function openFrame(page: Page): Promise<Frame> {
  await page.goto(sites.CRM);
  return frameOf(page);
}

async function frameOf(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (!frame) throw new Error('the page has a frame');
  return frame;
}

/** The page with the frame, as it is opened the next time: with another frame in the place of the first. */
async function openAgain(page: Page): Promise<Frame> {
  await page.reload();
  return frameOf(page);
}

async function signIn(place: Page | Frame): Promise<void> {
  await place.getByRole('textbox', { name: 'User name' }).fill(sites.MANAGER.username);
  await place.getByRole('textbox', { name: 'Password' }).fill(sites.MANAGER.password);
  await place.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(place.getByRole('button', { name: SIGNED_IN_AS })).toBeVisible();
}

async function signOut(place: Page | Frame): Promise<void> {
  await takesKeys(place);
  await place.getByRole('button', { name: SIGNED_IN_AS }).click();
  await place.getByRole('button', { name: 'Sign out' }).last().click();
  await expect(place.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
}

/** Finds a call by its tag, opens it from its row, and hears it. */
async function searchAndHear(frame: Frame): Promise<void> {
  await frame.getByRole('searchbox', { name: 'Search calls' }).fill('ONE-LEG');
  await frame.getByRole('searchbox', { name: 'Search calls' }).press('Enter');
  await expect.poll(() => frame.url()).toContain('tag=ONE-LEG');
  await frame.getByRole('grid', { name: 'Calls' }).getByRole('link').first().click();
  await frame.getByRole('button', { name: 'Play leg 1' }).click();
  await expectSoundToAdvance(frame);
  await frame.getByRole('button', { name: 'Pause leg 1' }).click();
}

/** Which of two cookies the frame's browser keeps for it. */
const keptCookies = (frame: Frame) =>
  frame.evaluate(() => {
    for (const attributes of ['', 'Partitioned']) {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store says nothing of partitions
      document.cookie = `probe${attributes}=1; Path=/; Secure; SameSite=None; ${attributes}`;
    }
    return document.cookie.split('; ').filter((pair) => pair.startsWith('probe'));
  });

const isStorageOpen = (frame: Frame) =>
  frame.evaluate(() => {
    try {
      return localStorage.length >= 0;
    } catch {
      return false;
    }
  });

const sessionCookies = async (page: Page) =>
  (await page.context().cookies()).filter(({ name }) => name === '__Host-legato');

test('a call is found and heard in a frame of a CRM that takes no cookies of third parties', async ({
  page,
}) => {
  let frame = await openFrame(page);
  await signIn(frame);
  expect(await keptCookies(frame), 'partitioned ones alone').toEqual(['probePartitioned=1']);
  expect(await isStorageOpen(frame)).toBe(true);
  await searchAndHear(frame);
  const hasBeenSaid = await notePassingWords(frame, ['Copied']);
  await frame.getByRole('button', { name: 'Copy unique id' }).first().click();
  await hasBeenSaid();

  await frame.getByRole('button', { name: /^Theme: system/ }).click();
  frame = await openAgain(page);
  await expect(frame.getByRole('button', { name: SIGNED_IN_AS })).toBeVisible();
  await expect(frame.getByRole('button', { name: /^Theme: light/ })).toBeVisible();

  const tab = await page.context().newPage();
  await tab.goto(sites.LEGATO);
  await expect(tab.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();

  await signOut(frame);
  expect(await sessionCookies(page)).toEqual([]);
  frame = await openAgain(page);
  await expect(frame.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
});

test.describe('where storage is closed to frames', () => {
  test.use({ frameStorage: 'closed' });

  test('a call is found and heard all the same', async ({ page }) => {
    const frame = await openFrame(page);
    await signIn(frame);
    expect(await isStorageOpen(frame)).toBe(false);
    await searchAndHear(frame);
    await signOut(frame);
    expect(await sessionCookies(page)).toEqual([]);
  });
});

test('a form of the CRM changes nothing, though it brings the session of a tab', async ({
  page,
  allow,
}) => {
  allow.request(/\/api\/sign-out$/);
  await page.goto(sites.LEGATO);
  await signIn(page);
  await openFrame(page);
  const answered = page.waitForResponse((response) => response.url().endsWith(API_PATHS.signOut));
  await page.evaluate((action) => {
    const form = Object.assign(document.createElement('form'), { action, method: 'post' });
    document.body.append(form);
    form.submit();
  }, sites.LEGATO + API_PATHS.signOut);
  const answer = await answered;

  expect((await answer.request().allHeaders()).cookie).toContain('__Host-legato=');
  expect(answer.status()).toBe(403);
  // Until the refusal is shown the browser is still on its way there.
  await page.waitForURL(sites.LEGATO + API_PATHS.signOut);
  await page.goto(sites.LEGATO);
  await expect(page.getByRole('button', { name: SIGNED_IN_AS })).toBeVisible();
});

test.describe('a page that may not frame Legato', () => {
  for (const [who, address] of [
    ['of a site that EMBED_ORIGINS does not name', sites.STRANGER],
    ['where EMBED_ORIGINS is empty', sites.CRM_OF_UNFRAMED],
  ] as const) {
    test(`${who} gets none of it`, async ({ page, allow }) => {
      allow.console(/frame-ancestors|X-Frame-Options/);
      allow.request(/\/sign-in\?next=/);
      const said = page.waitForEvent('console', (message) =>
        /frame-ancestors/.test(message.text()),
      );
      await page.goto(address);
      await said;
      const frame = await frameOf(page);
      await expect.poll(() => frame.url()).toBe('chrome-error://chromewebdata/');
      await expect(frame.getByRole('textbox')).toHaveCount(0);
    });
  }
});

for (const [when, url, sort] of [
  ['set', sites.LEGATO, 'SameSite=Lax'],
  ['emptied', sites.UNFRAMED_LEGATO, 'SameSite=None; Partitioned'],
] as const) {
  test(`a cookie from before EMBED_ORIGINS was ${when} locks nobody out`, async ({ page }) => {
    await page.goto(url);
    await page.evaluate((attributes) => {
      // biome-ignore lint/suspicious/noDocumentCookie: as an answer of before would have set it
      document.cookie = `__Host-legato=from-before.c2ln; Path=/; Secure; ${attributes}`;
    }, sort);
    expect(await sessionCookies(page)).toHaveLength(1);
    await signIn(page);
    expect(await sessionCookies(page)).toHaveLength(1);

    await signOut(page);
    expect(await sessionCookies(page)).toEqual([]);
  });
}
