import { buildWhenStale } from '../scripts/build-when-stale.mjs';
import { startLegato } from '../scripts/start-legato.mjs';
import { startPbx } from '../scripts/start-pbx.mjs';
import { shareServers } from './servers';

/** Starts what all tests share: one simulated PBX, and the built Legato that asks it. */
// biome-ignore lint/style/noDefaultExport: Playwright loads the default export.
export default async function globalSetup(): Promise<() => Promise<void>> {
  await buildWhenStale({ say: (sentence) => process.stdout.write(`${sentence}\n`) });
  const pbx = await startPbx();
  try {
    const legato = await startLegato({
      NOOJEE_URL: pbx.url,
      NOOJEE_API_KEY: pbx.apiKey,
      LOG_LEVEL: 'warn',
    });
    shareServers({ legatoUrl: legato.url, pbxUrl: pbx.url, pbxApiKey: pbx.apiKey });
    return async () => {
      await legato.stop();
      await pbx.stop();
    };
  } catch (error) {
    await pbx.stop();
    throw error;
  }
}
