import { test as base, expect } from '@playwright/test';
import { type RunningLegato, startLegato } from '../scripts/start-legato.mjs';
import { type RunningPbx, startPbx } from '../scripts/start-pbx.mjs';
import { type Allowance, watchPages } from './page-watch';
import { type Servers, sharedServers } from './servers';

interface Fixtures {
  /** Origins that pages may ask: every Legato that this test uses, never the PBX. */
  legatoOrigins: Set<string>;
  /** Names what this test expects to fail; anything else that fails in a page fails the test. */
  allow: Allowance;
  /** Where the shared Legato and the simulated PBX behind it are. */
  servers: Servers;
  /** A Legato of this test's own, asking the shared PBX unless `settings` say otherwise. */
  startOwnLegato: (settings?: Record<string, string>) => Promise<RunningLegato>;
  /** A simulated PBX of this test's own, to be stopped and started while a page is open. */
  startOwnPbx: (options?: { port?: number; apiKey?: string }) => Promise<RunningPbx>;
}

/** Playwright's `test`, against the built Legato, failing on whatever goes wrong unseen. */
export const test = base.extend<Fixtures>({
  servers: async ({ browserName: _ }, use) => use(sharedServers()),

  baseURL: async ({ servers }, use) => use(servers.legatoUrl),

  legatoOrigins: async ({ servers }, use) => use(new Set([servers.legatoUrl])),

  allow: [
    async ({ context, legatoOrigins }, use) => {
      const watch = watchPages(context, legatoOrigins);
      await use(watch.allow);
      expect(watch.complaints(), 'nothing unexpected goes wrong in the page').toEqual([]);
    },
    { auto: true },
  ],

  startOwnLegato: async ({ servers, legatoOrigins }, use) => {
    const started: RunningLegato[] = [];
    await use(async (settings = {}) => {
      const legato = await startLegato({
        NOOJEE_URL: servers.pbxUrl,
        NOOJEE_API_KEY: servers.pbxApiKey,
        LOG_LEVEL: 'warn',
        ...settings,
      });
      started.push(legato);
      legatoOrigins.add(legato.url);
      return legato;
    });
    await Promise.all(started.map((legato) => legato.stop()));
  },

  startOwnPbx: async ({ browserName: _ }, use) => {
    const started: RunningPbx[] = [];
    await use(async (options = {}) => {
      const pbx = await startPbx(options);
      started.push(pbx);
      return pbx;
    });
    await Promise.all(started.map((pbx) => pbx.stop()));
  },
});

export { expect };
