import 'server-only';
import pino, { type DestinationStream, type LevelWithSilent, type Logger } from 'pino';
import { createRedactor } from '@/lib/noojee/create-redactor';

export type { Logger };

export interface LoggerOptions {
  level: LevelWithSilent;
  /** Values that no line may hold, in whatever form: the API key first of all. */
  secrets: readonly string[];
  /** Where the lines go; standard output by default. */
  destination?: DestinationStream;
}

const SECRET_FIELDS = ['apiKey', 'hash', 'timeStamp', 'authorization', 'cookie', 'set-cookie'];
// Paths into `req` or `res` would throw: on Node 26 pino cannot look into a cloned `Headers`.
const SECRET_PATHS = ['apiKey', 'hash', 'timeStamp'];
/** The same fields at any depth. Wildcard paths would do, but they throw on a `URL` or a `Request`. */
const SECRET_VALUE = new RegExp(
  `"(${SECRET_FIELDS.join('|')})":(?:"(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\]|\\d+)`,
  'gi',
);

/**
 * A logger that writes one line of JSON per event. Known fields are censored by their path; then the
 * whole line is searched for the secrets, because a key inside a URL inside an error's cause has no
 * path of its own. Log errors as `err`: `log.error({ err: error }, 'what was being done')`.
 */
export function createLogger({ level, secrets, destination }: LoggerOptions): Logger {
  const redact = createRedactor(secrets);
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
    redact: { paths: SECRET_PATHS, censor: '[redacted]' },
    hooks: { streamWrite: (line) => redact(line).replace(SECRET_VALUE, '"$1":"[redacted]"') },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** By the error's own name: that of its class is a letter or two once the code is bundled. */
function describeError(thrown: Error): unknown {
  if (!(thrown instanceof Error)) return thrown;
  return { ...pino.stdSerializers.err(thrown), type: thrown.name };
}
