import 'server-only';
import { loadSettings, SettingsError } from './env';
import { holdRunning } from './running.mjs';
import { openRuntime } from './runtime';

/** Opens the runtime of this process; ends the process when a setting is wrong. */
export async function start(): Promise<void> {
  try {
    holdRunning(await openRuntime(loadSettings()));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
