import 'server-only';
import { isIP } from 'node:net';
import * as z from 'zod';
import { fileContent } from './env-fields';

const SHORTEST_TOKEN = 24;
const token = z
  .string()
  .regex(/^\S+$/, 'must hold one token and nothing else')
  .min(
    SHORTEST_TOKEN,
    `must have at least ${SHORTEST_TOKEN} characters: openssl rand -hex 24 prints one`,
  );

/** The settings of metrics, as part of the environment. */
export const METRICS_ENVIRONMENT = {
  METRICS_PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(65_535, 'must be at most 65535')
    .optional(),
  METRICS_HOST: z
    .string()
    .refine((host) => host === 'localhost' || isIP(host) !== 0, {
      error: 'must be an address of this machine, such as 127.0.0.1',
    })
    .default('127.0.0.1'),
  METRICS_TOKEN: token.optional(),
  METRICS_TOKEN_FILE: fileContent.pipe(token).optional(),
};
const Environment = z.object(METRICS_ENVIRONMENT);

/** Without a port and without a token there are no metrics. */
export interface MetricsSettings {
  host: string;
  /** A port of their own; null for none, 0 for any. */
  port: number | null;
  /** Opens them at `/metrics` of Legato's own port; null where they are not there. */
  token: string | null;
}

export const metricsSettings = (env: z.infer<typeof Environment>): MetricsSettings => ({
  host: env.METRICS_HOST,
  port: env.METRICS_PORT ?? null,
  token: env.METRICS_TOKEN_FILE ?? env.METRICS_TOKEN ?? null,
});

/** Mistakes that no single setting shows. */
export const metricsMistakes = (given: Record<string, string | undefined>): string[] =>
  given.METRICS_TOKEN && given.METRICS_TOKEN_FILE
    ? ['METRICS_TOKEN and METRICS_TOKEN_FILE are both set: keep one']
    : [];
