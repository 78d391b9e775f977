import 'server-only';
import { answerBytes } from '@/lib/http/answer-bytes';
import { refuseUnroutable } from '@/lib/http/refuse-unroutable';
import { SettingsError } from './env';
import { getRuntime } from './runtime';

/** What server.js needs of the bundle that Next built. */
export interface ServerParts {
  host: string;
  port: number;
  answerBytes: typeof answerBytes;
  refuseUnroutable: typeof refuseUnroutable;
  close: () => Promise<void>;
}

declare global {
  var legatoServerParts: ServerParts | undefined;
}

/** Makes the runtime and hands server.js what it needs; ends the process when a setting is wrong. */
export function start(): void {
  try {
    const { settings, spool } = getRuntime();
    globalThis.legatoServerParts = {
      host: settings.host,
      port: settings.port,
      answerBytes,
      refuseUnroutable,
      close: () => spool.close(),
    };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
