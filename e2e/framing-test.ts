import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { API_PATHS } from '@/lib/contract/url-paths';
import { nginxPath, runNginx, tlsBlockOfDocs } from '../lib/http/nginx-fixture';
import { TEST_CERTIFICATES } from '../lib/noojee/test-certificates';
import { findChromium } from '../scripts/find-chromium.mjs';
import { type RunningLegato, startLegato } from '../scripts/start-legato.mjs';
import { CHROMIUM_ARGUMENTS } from './chromium-arguments';
import { type Allowance, watchPages } from './page-watch';
import { settingsFor, test as withServers } from './servers-test';

/** Sites of their own: of the names under `.test`, the one before it is what a person registers. */
export const CRM = 'https://crm.harbour.test';
export const STRANGER = 'https://portal.meadow.test';
/** May be framed by `CRM`. */
export const LEGATO = 'https://legato.sunrise.test';
/** May be framed by nobody. */
export const UNFRAMED_LEGATO = 'https://legato.dusk.test';

export const CRM_OF_UNFRAMED = `${CRM}/unframed.html`;
export const MANAGER = { username: 'meg', password: 'lantern harbour seven gulls' };

interface Fixtures {
  /** Whether frames of another site get storage of their own, or none at all. */
  frameStorage: 'partitioned' | 'closed';
  /** Of a browser that takes no cookies of third parties, and finds all sites at nginx. */
  context: BrowserContext;
  page: Page;
  /** Names what a story expects to fail; anything else that fails in a page fails it. */
  allow: Allowance;
}

interface WorkerFixtures {
  /** nginx with TLS before two Legatos and the pages that frame them. */
  sites: { port: number };
}

/** Playwright's `test`, with a CRM on another site than Legato. */
export const test = withServers.extend<Fixtures, WorkerFixtures>({
  frameStorage: ['partitioned', { option: true }],

  sites: [
    async ({ pbx }, use) => {
      const start = (url: string, settings: Record<string, string>) =>
        startLegato(
          settingsFor(pbx, {
            DEMO_PEOPLE: 'false',
            PUBLIC_URL: url,
            TRUSTED_PROXIES: '127.0.0.1',
            ...settings,
          }),
        );
      const legatos = await Promise.all([
        start(LEGATO, { EMBED_ORIGINS: CRM }),
        start(UNFRAMED_LEGATO, {}),
      ]);
      await Promise.all(legatos.map(setUpManager));
      const [framed, unframed] = legatos;
      const { cert, key } = TEST_CERTIFICATES.loopback;
      const nginx = await runNginx(nginxPath ?? '', {
        files: {
          'legato.pem': cert,
          'legato.key': key,
          'index.html': pageThatFrames(LEGATO),
          'unframed.html': pageThatFrames(UNFRAMED_LEGATO),
        },
        server: (directory, port) => {
          const blockOf = (url: string, server: { url: string }) =>
            tlsBlockOfDocs(directory, port, server.url).replace(
              'legato.example.com',
              new URL(url).host,
            );
          return `${blockOf(LEGATO, framed)}
${blockOf(UNFRAMED_LEGATO, unframed)}
server {
  listen 127.0.0.1:${port} ssl;
  server_name ${new URL(CRM).host} ${new URL(STRANGER).host};
  ssl_certificate ${directory}/legato.pem;
  ssl_certificate_key ${directory}/legato.key;
  types { text/html html; }
  root ${directory};
}`;
        },
      });
      await use({ port: nginx.port });
      await nginx.stop();
      await Promise.all(legatos.map((legato) => legato.stop()));
    },
    { scope: 'worker', timeout: 0 },
  ],

  context: async ({ sites, frameStorage, locale, timezoneId }, use) => {
    const browser = await launchChromium(sites.port, frameStorage);
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      locale: locale ?? 'en-AU',
      timezoneId: timezoneId ?? 'America/New_York',
      viewport: { width: 1440, height: 1000 },
    });
    await use(context);
    await browser.close();
  },

  allow: [
    async ({ context }, use) => {
      const watch = watchPages(context, new Set([CRM, STRANGER, LEGATO, UNFRAMED_LEGATO]));
      watch.allow.request(/\/favicon\.ico$/);
      // A page may not take the focus from the one that frames it.
      watch.allow.console(/Blocked autofocusing on a <input> element in a cross-origin subframe/);
      await use(watch.allow);
      expect(watch.complaints(), 'nothing unexpected goes wrong in the page').toEqual([]);
    },
    { auto: true },
  ],

  page: async ({ context }, use) => use(await context.newPage()),
});

export { expect };

function launchChromium(port: number, frameStorage: Fixtures['frameStorage']): Promise<Browser> {
  const executablePath = findChromium();
  // Where storage is not partitioned, who takes no cookies of third parties gives them no storage either.
  const args = CHROMIUM_ARGUMENTS.map((argument) =>
    frameStorage === 'closed' ? argument : argument.replace('ThirdPartyStoragePartitioning,', ''),
  );
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...args, `--host-resolver-rules=MAP *.test 127.0.0.1:${port}`],
  });
}

/** A page with the frame that docs/operations.md shows. */
function pageThatFrames(url: string): string {
  const [, frame] = /```html\n([^`]+)```/.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
  if (!frame?.includes('https://legato.example.com')) {
    throw new Error('docs/operations.md shows no frame.');
  }
  return `<!doctype html><html lang="en"><title>A case</title><h1>A case</h1>
${frame.replace('https://legato.example.com', url)}</html>`;
}

/** By the link that Legato prints, from this machine. */
async function setUpManager(legato: RunningLegato): Promise<void> {
  const code = () => /\/sign-in\/set-up#code=(\S+)/.exec(legato.output())?.[1];
  await expect.poll(code).toBeTruthy();
  const response = await fetch(legato.url + API_PATHS.setUp, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...MANAGER, name: 'Meg H.', code: code() }),
  });
  if (!response.ok) throw new Error(`Nobody was set up: ${await response.text()}`);
}
