import { expect } from '@playwright/test';
import { watchPages } from './page-watch';
import { test } from './servers-test';

test('what goes wrong unseen becomes a complaint', async ({ page, context, servers }) => {
  const { legatoUrl, pbxUrl } = servers;
  const { complaints } = watchPages(context, new Set([legatoUrl]));
  await page.goto(`${legatoUrl}/account`);
  expect(complaints()).toEqual([]);

  await page.evaluate("console.error('a logged error')");
  await page.evaluate(async () => {
    setTimeout(() => {
      throw new Error('an uncaught error');
    });
    await fetch('/no-such-page');
  });
  // Legato's own policy would stop a page that asks another server; a link can still lead there.
  await page.goto(pbxUrl);

  await expect.poll(complaints).toContainEqual('console.error: a logged error');
  await expect.poll(complaints).toContainEqual(expect.stringContaining('an uncaught error'));
  await expect.poll(complaints).toContainEqual(`answered 404: GET ${legatoUrl}/no-such-page`);
  await expect.poll(complaints).toContainEqual(expect.stringMatching(/^left Legato's own origin/));
});

test('what a test allows is no complaint', async ({ page, context, servers }) => {
  const { legatoUrl } = servers;
  const { allow, complaints } = watchPages(context, new Set([legatoUrl]));
  allow.request(/\/no-such-page$/);
  allow.console(/expected/);
  await page.goto(`${legatoUrl}/account`);

  await page.evaluate("fetch('/no-such-page').then(() => console.error('an expected error'))");
  await page.evaluate("console.error('another error')");

  await expect.poll(complaints).toEqual(['console.error: another error']);
});
