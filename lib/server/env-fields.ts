import 'server-only';
import { readFileSync } from 'node:fs';
import * as z from 'zod';

export const LOOPBACK_NAMES = new Set(['127.0.0.1', '::1', 'localhost']);

export const flag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .default('false')
  .transform((value) => value === 'true');

export const count = (defaultValue: number, min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(defaultValue);

/** What a file holds, white space around it left out. */
export const fileContent = z.string().transform((name, context) => {
  try {
    return readFileSync(name, 'utf8').trim();
  } catch {
    context.addIssue('names a file that cannot be read');
    return z.NEVER;
  }
});

export function parseUrl(text: string | undefined): URL | null {
  try {
    return new URL(text ?? '');
  } catch {
    return null;
  }
}

export const isLoopback = ({ hostname }: Pick<URL, 'hostname'>): boolean =>
  LOOPBACK_NAMES.has(hostname.replace(/^\[|\]$/g, '')) || /^127\.\d+\.\d+\.\d+$/.test(hostname);
