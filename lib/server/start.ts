import 'server-only';
import { inspect } from 'node:util';
import { DataDirInUse } from '@/lib/database/own-data-dir';
import { isLegatoError } from '@/lib/errors';
import { loadSettings, SettingsError } from './env';
import { holdRunning } from './running.mjs';
import { openRuntime } from './runtime';

/** Opens the runtime of this process; ends the process where a person has to do something first. */
export async function start(): Promise<void> {
  try {
    const opening = openRuntime(loadSettings());
    await holdRunning(opening);
    const { signIn } = (await opening).services.access;
    const link = await signIn?.setUpLink();
    if (link) process.stdout.write(invitation(link));
  } catch (error) {
    process.stderr.write(`${isForPeople(error) ? error.message : inspect(error)}\n`);
    // Next would log it, and serve.
    process.exit(1);
  }
}

/** To the console and not into the log, which goes elsewhere and is kept. */
const invitation = (link: string): string => `
Nobody is set up yet. Whoever opens this within an hour becomes the first recording manager:
  ${link}

`;

const isForPeople = (error: unknown): error is Error =>
  error instanceof SettingsError || error instanceof DataDirInUse || isLegatoError(error);
