import { test as withServers } from '../servers-test';
import { startChromium } from './chromium-engine';
import type { Engine, EngineName } from './engine';
import { startFirefox } from './firefox-engine';
import { createListener, type Listener } from './listener';
import { startWebKit } from './webkit-engine';

const START: Record<EngineName, () => Promise<Engine>> = {
  Chromium: startChromium,
  Firefox: startFirefox,
  WebKitGTK: startWebKit,
};

interface WorkerFixtures {
  /** The project's engine. */
  engineName: EngineName;
  /** One browser for the stories of a worker, started again after a failure. */
  engine: Engine;
}

/** A story that runs in every engine: `listener` is all that it may use. */
export const test = withServers.extend<{ listener: Listener }, WorkerFixtures>({
  engineName: ['Chromium', { option: true, scope: 'worker' }],

  engine: [
    async ({ engineName }, use) => {
      const engine = await START[engineName]();
      process.stdout.write(`Playing in ${engine.name}.\n`);
      try {
        await use(engine);
      } finally {
        await engine.close();
      }
    },
    { scope: 'worker', timeout: 0 },
  ],

  listener: async ({ engine, servers }, use, testInfo) => {
    const listener = createListener(engine, servers.legatoUrl);
    await use(listener);
    if (testInfo.status === testInfo.expectedStatus) return;
    const heard = await listener.heard().catch(() => []);
    const last = (await listener.samples().catch(() => [])).at(-1);
    await testInfo.attach('heard', { body: JSON.stringify({ heard, last }, null, 1) });
  },
});
