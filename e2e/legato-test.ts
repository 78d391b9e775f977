import { expect } from '@playwright/test';
import { type RunningLegato, startLegato } from '../scripts/start-legato.mjs';
import { type RunningPbx, startPbx } from '../scripts/start-pbx.mjs';
import { type Allowance, watchPages } from './page-watch';
import { type Settings, settingsFor, test as withServers } from './servers-test';
import { signInAs } from './sign-in-as';

interface Fixtures {
  /** Origins that pages may ask: every Legato that this test uses, never the PBX. */
  legatoOrigins: Set<string>;
  /** Names what this test expects to fail; anything else that fails in a page fails the test. */
  allow: Allowance;
  /** A Legato that this test may stop, asking the worker's PBX unless `settings` say otherwise. */
  startOwnLegato: (settings?: Settings) => Promise<RunningLegato>;
  /** A simulated PBX of this test's own, to be stopped and started while a page is open. */
  startOwnPbx: (options?: { port?: number; apiKey?: string }) => Promise<RunningPbx>;
}

/** Playwright's `test`, against the built Legato, failing on whatever goes wrong unseen. */
export const test = withServers.extend<Fixtures>({
  legatoOrigins: async ({ servers }, use) => use(new Set([servers.legatoUrl])),

  allow: [
    async ({ context, legatoOrigins }, use) => {
      const watch = watchPages(context, legatoOrigins);
      await use(watch.allow);
      expect(watch.complaints(), 'nothing unexpected goes wrong in the page').toEqual([]);
    },
    { auto: true },
  ],

  startOwnLegato: async ({ pbx, legatoOrigins, context, person }, use) => {
    const started: RunningLegato[] = [];
    await use(async (settings = {}) => {
      const legato = await startLegato(settingsFor(pbx, settings));
      started.push(legato);
      legatoOrigins.add(legato.url);
      if (person) await context.addCookies(await signInAs(legato.url, person));
      return legato;
    });
    // What a page still loads as its story ends is nobody's failure.
    for (const page of context.pages()) await page.goto('about:blank').catch(() => {});
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
