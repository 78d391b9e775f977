import { buildWhenStale } from '../scripts/build-when-stale.mjs';

/** Builds what every worker starts. */
// biome-ignore lint/style/noDefaultExport: Playwright loads the default export.
export default async function globalSetup(): Promise<void> {
  await buildWhenStale({ say: (sentence) => process.stdout.write(`${sentence}\n`) });
}
