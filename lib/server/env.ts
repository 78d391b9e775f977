import 'server-only';
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import * as z from 'zod';
import { parseDataKey } from '@/lib/audio/kept/data-key';
import type { ReviewRule } from '@/lib/calls/services';
import { WavesMode } from '@/lib/contract/waveform';
import type { PbxSettings } from '@/lib/noojee/create-noojee-client';
import { count, fileContent, flag, isLoopback, LOOPBACK_NAMES, parseUrl } from './env-fields';
import {
  METRICS_ENVIRONMENT,
  type MetricsSettings,
  metricsMistakes,
  metricsSettings,
} from './metrics-env';
import { REVIEW_ENVIRONMENT, reviewSettings } from './review-env';
import {
  SIGN_IN_ENVIRONMENT,
  type SignInEnvironment,
  signInMistakes,
  signInSettings,
} from './sign-in-env';

const PLACEHOLDERS = new Set(['{apiPath}', '{uniqueId}', '{leg}', '{callRecordId}', '{tag}']);

/** `/a/b`: what follows it in a URL is joined to it, so it ends in a name and holds no query. */
const path = z
  .string()
  .regex(/^(\/[^/?#\s]+)+$/, 'must begin with /, not end with it, and hold no ? or #');

const addressRanges = z.string().transform((text, context) => {
  const ranges = listOf(text);
  for (const range of ranges.filter((one) => !isAddressRange(one))) {
    context.addIssue(`must be addresses or ranges such as 10.0.0.0/8, not ${range}`);
  }
  return ranges;
});

/** Stricter than URLs are: a sign such as * or ; would mean something else in a policy. */
const ORIGIN = /^https:\/\/[a-z\d]([a-z\d.-]*[a-z\d])?(:\d+)?$/;
const origins = z.string().transform((text, context) => {
  const given = listOf(text);
  for (const one of given.filter((each) => !ORIGIN.test(each) || parseUrl(each)?.origin !== each)) {
    context.addIssue(`must be origins such as https://crm.example.com, not ${one}`);
  }
  return given;
});

const dataKey = fileContent.transform((text, context) => {
  const key = parseDataKey(text);
  if (key) return key;
  context.addIssue('names a file that holds no key: openssl rand -base64 32 prints one');
  return z.NEVER;
});

const apiKey = z.string().regex(/^\S+$/, 'must hold one key and nothing else');

const Environment = z.object({
  NOOJEE_URL: z.url({
    protocol: /^https?$/,
    error: 'is required: the scheme, host and port of the PBX, such as https://pbx.example.com',
  }),
  NOOJEE_ALLOW_HTTP: flag,
  NOOJEE_CA_FILE: fileContent
    .refine(isCertificate, { error: 'names a file without a PEM certificate' })
    .optional(),
  NOOJEE_API_KEY: apiKey.optional(),
  NOOJEE_API_KEY_FILE: fileContent.pipe(apiKey).optional(),
  NOOJEE_AUTH: z.enum(['api-key', 'hash'], { error: 'must be api-key or hash' }).default('api-key'),
  NOOJEE_API_PATH: path.optional(),
  NOOJEE_TIME_PATH: path.default('/servicemanager/rest/Time'),
  NOOJEE_RECORDING_PATH: z
    .string()
    .regex(/^(\/|\{apiPath\})[^#\s]*$/, 'must begin with / or {apiPath}, and hold no #')
    .refine(namesOneLeg, {
      error:
        'must name the leg by {uniqueId} and {leg}, or by {callRecordId}; {apiPath} and {tag} are known beside them, nothing else',
    })
    .default('{apiPath}/retrieveByUniqueId?uniqueId={uniqueId}&leg={leg}'),
  NOOJEE_TIME_ZONE: z
    .string()
    .refine(isTimeZone, { error: 'must be an IANA zone such as Australia/Melbourne' })
    .default('Australia/Melbourne'),
  NOOJEE_DATE_ORDER: z.enum(['dmy', 'mdy'], { error: 'must be dmy or mdy' }).optional(),
  NOOJEE_SYSTEM_USERS: z.string().default('Administrator,NoojeeAdmin'),
  SHARE_SYSTEM_LEGS: flag.prefault('true'),
  NOOJEE_MAX_DOWNLOADS: count(4, 1, 64),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, {
      error: 'must be a PostgreSQL address: postgres://user:password@host:5432/name',
    })
    .optional(),
  DATA_DIR: z.string().default('./data'),
  AUDIO_SPOOL_MAX_MB: count(2048, 16, 1_048_576),
  AUDIO_SPOOL_TTL_MINUTES: count(60, 1, 10_080),
  DATA_KEY_FILE: dataKey.optional(),
  WAVES: z.enum(WavesMode.options, { error: 'must be always, on-play or never' }).default('always'),
  WAVES_MAX_MB: count(512, 0, 1_048_576),
  WAVES_DAYS: count(30, 0, 3_650),
  AUDIT_RETENTION_DAYS: count(0, 0, 36_500),
  ...REVIEW_ENVIRONMENT,
  REQUIRE_PLAYBACK_REASON: flag,
  HOST: z
    .string()
    .refine((host) => host === 'localhost' || isIP(host) !== 0, {
      error: 'must be an address of this machine, such as 127.0.0.1, 0.0.0.0 or ::',
    })
    .default('127.0.0.1'),
  PORT: count(3000, 0, 65_535),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL such as https://legato.example.com' })
    .optional(),
  TRUSTED_PROXIES: addressRanges.default([]),
  EMBED_ORIGINS: origins.default([]),
  ...SIGN_IN_ENVIRONMENT,
  ...METRICS_ENVIRONMENT,
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'must be fatal, error, warn, info, debug or silent',
    })
    .default('info'),
});

/** The settings, read once and trusted afterwards. Names and defaults: .env.example. */
export interface Settings {
  noojee: PbxSettings & { caPem: string | undefined; maxDownloads: number };
  systemUsers: string[];
  /** Whether who may hear another leg of a call also hears those of system users in it. */
  sharesSystemLegs: boolean;
  dataDir: string;
  database: {
    /** Of PostgreSQL; null for the embedded database in `dataDir`. */
    url: string | null;
    /** What of it no line of the log may hold. */
    secrets: string[];
  };
  spool: { maxBytes: number; ttlMs: number };
  waves: {
    mode: WavesMode;
    /** What is kept of waveforms; none where either is 0. */
    maxBytes: number;
    ttlMs: number;
    /** The key for them; null for the one in `dataDir`. */
    key: Buffer | null;
  };
  /** Rows of the audit that are older go; 0 keeps them for ever. */
  auditRetentionDays: number;
  /** What is a finding of the week's review; working hours are by the clock of the PBX. */
  review: ReviewRule;
  /** Whether sound is given for a reason alone, which goes into the audit. */
  requiresPlaybackReason: boolean;
  host: string;
  port: number;
  /** Legato's own address, without a slash at its end; null where it is not set. */
  publicUrl: string | null;
  /** Addresses and ranges of proxies whose headers count. */
  trustedProxies: string[];
  /** Origins whose pages may show Legato in a frame. */
  embedOrigins: string[];
  signIn: SignInEnvironment;
  metrics: MetricsSettings;
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
}

/** Thrown at start: every mistake in the settings at once, none of their values. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(
      `Legato cannot start, the settings have ${mistakes.length === 1 ? 'a mistake' : 'mistakes'}:\n${mistakes
        .map((mistake) => `  ${mistake}`)
        .join('\n')}\nEvery setting is described in .env.example.`,
    );
    this.mistakes = mistakes;
  }
}

/**
 * Reads the settings from the environment. An empty value counts as not set.
 *
 * @throws SettingsError naming every setting that is missing or wrong.
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, value?.trim()])
      .filter(([, value]) => value),
  );
  const parsed = Environment.safeParse(given);
  const mistakes = parsed.success ? [] : mistakesOf(parsed.error);
  mistakes.push(...mistakesAcross(given));
  if (!parsed.success || mistakes.length > 0) throw new SettingsError(mistakes);
  return toSettings(parsed.data);
}

const mistakesOf = ({ issues }: z.ZodError): string[] =>
  issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);

/** The settings of this process; Next has read `.env` into its environment before. */
export const loadSettings = (): Settings => readSettings(process.env);

/** Where the database is, for commands: they need no other setting. */
export function loadDatabasePlace(): { url: string | null; dataDir: string } {
  const { DATABASE_URL, DATA_DIR } = process.env;
  const place = {
    DATABASE_URL: DATABASE_URL?.trim() || undefined,
    DATA_DIR: DATA_DIR?.trim() || undefined,
  };
  const parsed = Environment.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(place);
  if (!parsed.success) throw new SettingsError(mistakesOf(parsed.error));
  return { url: parsed.data.DATABASE_URL ?? null, dataDir: parsed.data.DATA_DIR };
}

/** Mistakes that no single setting shows. They are listed together with the others. */
function mistakesAcross(given: Record<string, string | undefined>): string[] {
  const mistakes: string[] = [];
  if (!given.NOOJEE_API_KEY && !given.NOOJEE_API_KEY_FILE) {
    mistakes.push('NOOJEE_API_KEY is required (or NOOJEE_API_KEY_FILE, a file that holds the key)');
  }
  if (given.NOOJEE_API_KEY && given.NOOJEE_API_KEY_FILE) {
    mistakes.push('NOOJEE_API_KEY and NOOJEE_API_KEY_FILE are both set: keep one');
  }
  if (given.HOST && !LOOPBACK_NAMES.has(given.HOST) && !given.PUBLIC_URL) {
    mistakes.push(
      'PUBLIC_URL is required with a HOST that others reach: it is the only name by which they are answered',
    );
  }
  if (given.EMBED_ORIGINS && parseUrl(given.PUBLIC_URL)?.protocol !== 'https:') {
    mistakes.push(
      'EMBED_ORIGINS needs a PUBLIC_URL of https: browsers keep no cookie of a frame without it',
    );
  }
  mistakes.push(...signInMistakes(given), ...metricsMistakes(given));
  const url = parseUrl(given.NOOJEE_URL);
  if (url?.protocol === 'http:' && given.NOOJEE_ALLOW_HTTP !== 'true' && !isLoopback(url)) {
    mistakes.push(
      'NOOJEE_URL must be https: the key travels in the URL (NOOJEE_ALLOW_HTTP=true overrides)',
    );
  }
  if (url && url.href !== `${url.origin}/`) {
    mistakes.push(
      'NOOJEE_URL must hold scheme, host and port alone: a path belongs in NOOJEE_API_PATH',
    );
  }
  return mistakes;
}

function toSettings(env: z.infer<typeof Environment>): Settings {
  const apiPath =
    env.NOOJEE_API_PATH ??
    (env.NOOJEE_AUTH === 'hash'
      ? '/servicemanager/rest/CallManagementAPI'
      : '/njadmin/rest/RecordingAPI');
  return {
    noojee: {
      baseUrl: new URL(env.NOOJEE_URL).origin,
      caPem: env.NOOJEE_CA_FILE,
      apiKey: env.NOOJEE_API_KEY_FILE ?? env.NOOJEE_API_KEY ?? '',
      generation: env.NOOJEE_AUTH,
      apiPath,
      timePath: env.NOOJEE_TIME_PATH,
      recordingPath: env.NOOJEE_RECORDING_PATH.replaceAll('{apiPath}', () => apiPath),
      timeZone: env.NOOJEE_TIME_ZONE,
      dateOrder: env.NOOJEE_DATE_ORDER ?? null,
      maxDownloads: env.NOOJEE_MAX_DOWNLOADS,
    },
    systemUsers: listOf(env.NOOJEE_SYSTEM_USERS),
    sharesSystemLegs: env.SHARE_SYSTEM_LEGS,
    dataDir: env.DATA_DIR,
    database: { url: env.DATABASE_URL ?? null, secrets: databaseSecrets(env.DATABASE_URL) },
    spool: {
      maxBytes: env.AUDIO_SPOOL_MAX_MB * 1024 * 1024,
      ttlMs: env.AUDIO_SPOOL_TTL_MINUTES * 60_000,
    },
    waves: {
      mode: env.WAVES,
      maxBytes: env.WAVES_MAX_MB * 1024 * 1024,
      ttlMs: env.WAVES_DAYS * 86_400_000,
      key: env.DATA_KEY_FILE ?? null,
    },
    auditRetentionDays: env.AUDIT_RETENTION_DAYS,
    review: reviewSettings(env),
    requiresPlaybackReason: env.REQUIRE_PLAYBACK_REASON,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : null,
    trustedProxies: env.TRUSTED_PROXIES,
    embedOrigins: env.EMBED_ORIGINS,
    signIn: signInSettings(env),
    metrics: metricsSettings(env),
    logLevel: env.LOG_LEVEL,
  };
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

function isAddressRange(range: string): boolean {
  const [address = '', bits] = range.split('/');
  const version = isIP(address);
  if (version === 0) return false;
  const most = version === 4 ? 32 : 128;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isDatabaseUrl(text: string): boolean {
  const url = parseUrl(text);
  return (
    url !== null &&
    ['postgres:', 'postgresql:'].includes(url.protocol) &&
    url.pathname !== '' &&
    !/%(?![0-9a-f]{2})/i.test(url.password)
  );
}

/** The address as a whole, and its password both as it is written and as it is meant. */
function databaseSecrets(text: string | undefined): string[] {
  const password = parseUrl(text)?.password;
  return [text, password, password && decodeURIComponent(password)].flatMap((one) =>
    one ? [one] : [],
  );
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}

/** Otherwise every leg would sound like one and the same, or none be found. */
function namesOneLeg(template: string): boolean {
  const names = new Set(template.match(/\{[^}]*\}/g));
  const isKnown = [...names].every((name) => PLACEHOLDERS.has(name));
  const isOne = names.has('{callRecordId}') || (names.has('{uniqueId}') && names.has('{leg}'));
  return isKnown && isOne;
}
