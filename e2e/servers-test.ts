import { test as base } from '@playwright/test';
import { type RunningLegato, startLegato } from '../scripts/start-legato.mjs';
import { type RunningPbx, startPbx } from '../scripts/start-pbx.mjs';
import { type DemoUsername, signInAs } from './sign-in-as';

export type Settings = Record<string, string>;

export interface Servers {
  /** The Legato of this test, with its `settings`. */
  legatoUrl: string;
  /** The simulated PBX that it asks. */
  pbxUrl: string;
  pbxApiKey: string;
}

interface Fixtures {
  /** What Legato is started with, beside the PBX of the worker: `test.use({ settings: { … } })`. */
  settings: Settings;
  /** Who looks: a person of the demo, or nobody. `test.use({ person: 'fred' })` */
  person: DemoUsername | null;
  servers: Servers;
  /** What signs `person` in to that Legato: the value of a `Cookie` header. */
  cookie: string;
}

interface WorkerFixtures {
  /** One simulated PBX for the stories of a worker. */
  pbx: RunningPbx;
  /** A Legato for each set of settings, started for the first story of the worker that wants them. */
  legatoWith: (settings: Settings) => Promise<RunningLegato>;
}

/** Playwright's `test` with a Legato and a PBX behind it that no other worker uses. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  settings: [{}, { option: true }],
  person: ['meg', { option: true }],

  pbx: [
    async ({ browserName: _ }, use) => {
      const pbx = await startPbx();
      await use(pbx);
      await pbx.stop();
    },
    { scope: 'worker', timeout: 0 },
  ],

  legatoWith: [
    async ({ pbx }, use) => {
      const pool = new Map<string, Promise<RunningLegato>>();
      await use((settings) => {
        const wanted = JSON.stringify(Object.entries(settings).sort());
        const known = pool.get(wanted);
        if (known) return known;
        const started = startLegato(settingsFor(pbx, settings));
        pool.set(wanted, started);
        return started;
      });
      const ended = [...pool.values()].map(async (started) => (await started).stop());
      await Promise.allSettled(ended);
    },
    { scope: 'worker', timeout: 0 },
  ],

  servers: [
    async ({ pbx, legatoWith, settings }, use) => {
      const { url: legatoUrl } = await legatoWith(settings);
      await use({ legatoUrl, pbxUrl: pbx.url, pbxApiKey: pbx.apiKey });
    },
    { timeout: 0 },
  ],

  baseURL: async ({ servers }, use) => use(servers.legatoUrl),

  cookie: async ({ storageState }, use) => {
    const cookies = typeof storageState === 'object' ? (storageState.cookies ?? []) : [];
    await use(cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
  },

  // Of pages, and of what a story asks without one.
  storageState: async ({ servers, person }, use) => {
    const cookies = person ? await signInAs(servers.legatoUrl, person) : [];
    await use({ cookies, origins: [] });
  },
});

/** Settings of a Legato that the PBX refuses. */
export const WRONG_KEY: Settings = { NOOJEE_API_KEY: '00000000-0000-4000-8000-00000000beef' };

/** A Legato that asks this PBX, unless `settings` say otherwise. */
export function settingsFor(pbx: { url: string; apiKey: string }, settings: Settings): Settings {
  return {
    NOOJEE_URL: pbx.url,
    NOOJEE_API_KEY: pbx.apiKey,
    LOG_LEVEL: 'warn',
    DEMO_PEOPLE: 'true',
    ...settings,
  };
}
