import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { expectSoundToAdvance, findCallOfTag } from './hear-call';
import { expect, test } from './legato-test';
import { openHome } from './open-page';

/** What the HTML has is there at once. */
const SOON = { timeout: 1_000 };

test.describe('what the page is sent with', () => {
  test.use({ javaScriptEnabled: false });

  // Without scripts the browser refuses them, which is what is wanted.
  test.beforeEach(({ allow }) => allow.request(/\/_next\/static\//));

  /** A busy machine may take longer than a page waits; without scripts the next load is the next try. */
  const eventually = (page: Page, look: () => Promise<void>) =>
    expect(async () => {
      await page.reload();
      await look();
    }).toPass();

  test('rows stand in the HTML', async ({ page }) => {
    await page.goto(paths.search({ tag: 'INV-20418' }));
    await eventually(page, async () => {
      await expect(page.getByText('6 calls, 15 legs, newest first.')).toBeVisible(SOON);
      await expect(page.getByRole('row', { name: /^10:42:07/ })).toBeVisible(SOON);
    });
    await expect(page.getByRole('grid', { name: 'Calls' }).getByRole('link')).toHaveCount(6);
  });

  test('facts and legs of a call stand in the HTML', async ({ page }) => {
    await page.goto(paths.call(await findCallOfTag(page, 'INV-20418')));
    await eventually(page, () =>
      expect(page.getByRole('button', { name: 'Play call' })).toBeVisible(SOON),
    );
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/0491 570 156.*1300 975 707/);
    const rows = page.getByRole('table', { name: 'Legs of the call' });
    await expect(rows.getByRole('button', { name: /^Play leg \d$/ })).toHaveCount(6);
  });

  test('what the PBX says of the key stands in the HTML', async ({ page }) => {
    await page.goto(paths.status());
    await eventually(page, () =>
      expect(page.getByRole('heading', { name: 'The PBX accepts the key' })).toBeVisible(SOON),
    );
  });

  test('a failure is in the HTML, as its state', async ({ page }) => {
    await page.goto(paths.search({ tag: 'FAULT-401' }));
    await eventually(page, () =>
      expect(page.getByText('The PBX refused Legato’s key or address')).toBeVisible(SOON),
    );
  });
});

test('a PBX that takes its time leaves a skeleton, then the rows come', async ({ page }) => {
  // It is there with the HTML, and gone two seconds later.
  await page.goto(paths.search({ tag: 'FAULT-SLOW' }), { waitUntil: 'commit' });
  await expect(page.getByText(/^Searching the PBX for the tag FAULT-SLOW/)).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Calls' }).getByRole('link')).toHaveCount(1);
});

test('a PBX that never answers keeps no page from being shown', async ({ page }) => {
  await openHome(page, { tag: 'FAULT-NEVER' });
  await expect(page.getByText(/^Searching the PBX for the tag FAULT-NEVER/)).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Search calls' })).toBeVisible();
});

test('a row is opened without asking the server for the page, and the call is refreshed', async ({
  page,
}) => {
  await openHome(page, { tag: 'INV-20418' });
  const row = page.getByRole('link', { name: /10:42:07/ });
  const address = (await row.getAttribute('href')) ?? '';
  await row.hover();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const refreshed = page.waitForResponse((response) => response.url().endsWith(`/api${address}`));
  await row.click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('button', { name: 'Play call' })).toBeVisible();
  await expect(page).toHaveTitle(/^Call \d+\.\d+ · Legato$/);
  await refreshed;
  expect(asked).not.toContain(address);

  await page.goBack();
  await expect(page.getByRole('link', { name: /10:42:07/ })).toBeFocused();
  await expect(page).toHaveTitle('INV-20418 · Legato');
  await page.goForward();
  await expect(page.getByRole('button', { name: 'Play call' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Play call' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('link', { name: /10:42:07/ })).toBeVisible();
});

test('a row that was pointed at opens its call without Legato, and says what it could not do', async ({
  page,
  context,
  allow,
}) => {
  allow.request(/\/api\/calls\/|icon\.svg/);
  await openHome(page, { tag: 'INV-20418' });
  // A chunk of the call page that arrives shows that its code is here before the click.
  const row = page.getByRole('link', { name: /10:42:07/ });
  await row.hover();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await row.click();
  await expect(page.getByRole('button', { name: 'Play leg 6' })).toBeVisible();
  await expect(page.getByRole('alert').getByText('Legato does not answer')).toBeVisible();
});

test('a call that cannot be refreshed stays as the row had it, and says so', async ({
  page,
  allow,
}) => {
  allow.request(/\/api\/calls/);
  const query = { tag: 'FAULT-503-TWICE' };
  // The first question by tag is refused as well; the call's own is still to come.
  await page.request.get(paths.api.calls(query));
  await openHome(page, query);
  await page.getByRole('grid', { name: 'Calls' }).getByRole('link').click();
  await expect(page.getByRole('alert').getByText('The PBX is busy')).toBeVisible();
  await page.getByRole('button', { name: 'Play call' }).click();
  await expectSoundToAdvance(page);
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByText('The PBX is busy')).toHaveCount(0);
  await expectSoundToAdvance(page);
});

test('when a refresh brings another leg, facts, strip and player have it, and play on', async ({
  page,
}) => {
  await openHome(page, { tag: 'PART-TAGGED' });
  await expect(page.getByText('1 call, 2 legs.')).toBeVisible();
  await page.getByRole('grid', { name: 'Calls' }).getByRole('link').click();

  await expect(page.getByRole('button', { name: 'Play leg 3' })).toBeVisible();
  await expect(page.getByText(/Leg 1 of 3/)).toBeVisible();
  await expect(page.getByText(/of 1:00/).first()).toBeVisible();
  const strip = page.getByRole('slider', { name: 'Position in the call' });
  await expect(strip).toHaveAttribute('aria-valuemax', '60');
});
