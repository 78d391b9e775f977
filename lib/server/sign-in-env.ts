import * as z from 'zod';
import { Role } from '@/lib/access/people/directory';
import type { ProviderSettings } from '@/lib/access/sign-in/provider';
import { count, fileContent, flag, isLoopback, parseUrl } from './env-fields';

const roles = Object.values(Role.enum);

/** `recordings=recording-manager,supervisors=supervisor`: the name of a group may hold all but these two signs. */
const groupRoles = z.string().transform((text, context) => {
  const groups: [string, Role][] = [];
  for (const pair of text.split(',').map((one) => one.trim())) {
    if (pair === '') continue;
    const at = pair.lastIndexOf('=');
    const role = Role.safeParse(pair.slice(at + 1).trim());
    const group = pair.slice(0, Math.max(at, 0)).trim();
    if (role.success && group !== '') groups.push([group, role.data]);
    else context.addIssue(`must be like group=role, with ${roles.join(', ')}, not ${pair}`);
  }
  return Object.fromEntries(groups);
});

/** The settings of signing in, as part of the environment. */
export const SIGN_IN_ENVIRONMENT = {
  SESSION_IDLE_HOURS: count(8, 1, 168),
  SESSION_DAYS: count(7, 1, 90),
  REQUIRE_TOTP: flag,
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be the URL that the provider calls itself' })
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_CLIENT_SECRET_FILE: fileContent.optional(),
  OIDC_NAME: z.string().max(60, 'must be at most 60 characters').default('your organisation'),
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  OIDC_GROUPS: groupRoles.optional(),
  /** Set by `npm run demo` alone: the people of the demo, one click each. */
  DEMO_PEOPLE: flag,
};
const Environment = z.object(SIGN_IN_ENVIRONMENT);

export interface SignInEnvironment {
  idleHours: number;
  sessionDays: number;
  requiresTotp: boolean;
  provider: ProviderSettings | null;
  isDemo: boolean;
}

/** Mistakes that no single setting shows. */
export function signInMistakes(given: Record<string, string | undefined>): string[] {
  const mistakes: string[] = [];
  if (given.OIDC_ISSUER) {
    if (!given.OIDC_CLIENT_ID) mistakes.push('OIDC_CLIENT_ID is required with OIDC_ISSUER');
    if (!given.OIDC_CLIENT_SECRET && !given.OIDC_CLIENT_SECRET_FILE) {
      mistakes.push('OIDC_CLIENT_SECRET is required with OIDC_ISSUER (or OIDC_CLIENT_SECRET_FILE)');
    }
    if (!given.OIDC_GROUPS) {
      mistakes.push(
        'OIDC_GROUPS is required with OIDC_ISSUER: without a group that has a role nobody gets in',
      );
    }
    if (!given.PUBLIC_URL) {
      mistakes.push('PUBLIC_URL is required with OIDC_ISSUER: the provider sends browsers there');
    }
    const issuer = parseUrl(given.OIDC_ISSUER);
    if (issuer?.protocol === 'http:' && !isLoopback(issuer)) {
      mistakes.push('OIDC_ISSUER must be https: who can answer for it can be anybody');
    }
  }
  if (given.DEMO_PEOPLE === 'true') {
    const pbx = parseUrl(given.NOOJEE_URL);
    if (!pbx || !isLoopback(pbx) || given.DATABASE_URL) {
      mistakes.push(
        'DEMO_PEOPLE lets anybody in: it is for `npm run demo`, with a PBX on loopback and a database of its own',
      );
    }
    const host = given.HOST ?? '127.0.0.1';
    if (!isLoopback({ hostname: host }) || given.PUBLIC_URL) {
      mistakes.push('DEMO_PEOPLE lets anybody in: HOST must be loopback, and PUBLIC_URL not set');
    }
  }
  return mistakes;
}

export const signInSettings = (env: z.infer<typeof Environment>): SignInEnvironment => ({
  idleHours: env.SESSION_IDLE_HOURS,
  sessionDays: env.SESSION_DAYS,
  requiresTotp: env.REQUIRE_TOTP,
  isDemo: env.DEMO_PEOPLE,
  provider: env.OIDC_ISSUER
    ? {
        issuer: env.OIDC_ISSUER,
        clientId: env.OIDC_CLIENT_ID ?? '',
        clientSecret: env.OIDC_CLIENT_SECRET ?? env.OIDC_CLIENT_SECRET_FILE ?? '',
        name: env.OIDC_NAME,
        groupsClaim: env.OIDC_GROUPS_CLAIM,
        groups: env.OIDC_GROUPS ?? {},
      }
    : null,
});
