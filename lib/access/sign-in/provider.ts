import 'server-only';
import type { GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import * as z from 'zod';
import type { Role } from '@/lib/access/people/directory';
import type { Database } from '@/lib/database/database';
import { hashSecret } from './hash-secret';
import { admitFromProvider } from './people-of-provider';
import { SignInRefusal } from './refusals';

/** OpenID Connect, as the settings have it. */
export interface ProviderSettings {
  /** Exactly as the provider writes it in what it signs. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people call it: "Sign in with …". */
  name: string;
  groupsClaim: string;
  /** Role by the name of a group; groups that are not here give nothing. */
  groups: Readonly<Record<string, Role>>;
}

export type ProviderConfig = GenericOAuthConfig;

const ANSWER_WITHIN_MS = 10_000;
const SCOPES = ['openid', 'profile', 'email'];
const ROLES_BY_REACH = ['recording-manager', 'supervisor', 'agent'] as const;

const Discovery = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
});
type Discovery = z.infer<typeof Discovery>;

const Claims = z.looseObject({
  sub: z.string().min(1),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
});
type Claims = z.infer<typeof Claims>;

/** Names one issuer among the accounts: another provider's subject is another person. */
export const providerIdOf = ({ issuer }: Pick<ProviderSettings, 'issuer'>): string =>
  `oidc-${hashSecret(issuer).slice(0, 24)}`;

/**
 * Asks the provider where its parts are. better-auth asks as well, but at start, without a limit of time, and
 * it does not compare the issuer with the one that was set (OpenID Connect Discovery 1.0, 4.3).
 *
 * @throws SignInRefusal `provider-unavailable`.
 */
export async function discoverProvider({ issuer, name }: ProviderSettings): Promise<Discovery> {
  const unavailable = (cause: unknown) =>
    new SignInRefusal(
      'provider-unavailable',
      `${name} does not answer as it should. Try again, or sign in with a password.`,
      { cause },
    );
  let discovery: Discovery;
  try {
    const response = await fetch(discoveryUrlOf(issuer), {
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!response.ok) throw new Error(`The provider answered ${response.status}.`);
    discovery = Discovery.parse(await response.json());
  } catch (cause) {
    throw unavailable(cause);
  }
  if (discovery.issuer === issuer) return discovery;
  throw unavailable(new Error(`It calls itself ${discovery.issuer}: set OIDC_ISSUER to that.`));
}

/** What better-auth is given, for a provider that was found. Who comes back is admitted by his groups. */
export function providerConfig(
  db: Database,
  settings: ProviderSettings,
  discovery: Discovery,
  { callbackUrl }: { callbackUrl: string },
): ProviderConfig {
  return {
    providerId: providerIdOf(settings),
    name: settings.name,
    discoveryUrl: discoveryUrlOf(settings.issuer),
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    redirectURI: callbackUrl,
    scopes: SCOPES,
    pkce: true,
    requireIdTokenVerification: true,
    // Nobody is made by better-auth: admitFromProvider does it, with a role and a version of the directory.
    disableSignUp: true,
    accountSubject: ({ profile }) => String(profile.sub),
    // better-auth has verified the token by then: signature, issuer, audience, time and nonce.
    getUserInfo: async ({ idToken, accessToken }) => {
      const claims = Claims.parse(claimsOf(idToken ?? ''));
      const all = hasAll(claims, settings)
        ? claims
        : { ...(await userInfo(discovery, accessToken, claims)), ...claims };
      return { ...all, emailVerified: false };
    },
    mapProfileToUser: async (profile) => {
      const claims = Claims.parse(profile);
      const person = await admitFromProvider(db, {
        providerId: providerIdOf(settings),
        providerName: settings.name,
        subject: claims.sub,
        name: claims.name ?? claims.preferred_username ?? claims.sub,
        username: claims.preferred_username ?? claims.email ?? claims.sub,
        email: claims.email ?? null,
        role: roleOf(claims[settings.groupsClaim], settings.groups),
      });
      return { email: person.email, name: person.name, emailVerified: false };
    },
  };
}

/** The middle of a JWT (RFC 7519, 7.2); what is none fails in the schema. */
function claimsOf(idToken: string): unknown {
  const [, payload = ''] = idToken.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

const hasAll = (claims: Claims, { groupsClaim }: ProviderSettings): boolean =>
  claims[groupsClaim] !== undefined && (claims.preferred_username ?? claims.email) !== undefined;

/** What a provider keeps out of its tokens; nothing where it says nothing, or speaks of another (Core, 5.3.4). */
async function userInfo(
  { userinfo_endpoint: url }: Discovery,
  accessToken: string | undefined,
  { sub }: Claims,
): Promise<Partial<Claims>> {
  if (!url || !accessToken) return {};
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${accessToken}` },
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!response.ok) return {};
  const claims = Claims.safeParse(await response.json());
  return claims.success && claims.data.sub === sub ? claims.data : {};
}

/** The role that reaches furthest among those of the groups; null where none of them is mapped. */
export function roleOf(claim: unknown, groups: Readonly<Record<string, Role>>): Role | null {
  const names = Array.isArray(claim) ? claim : typeof claim === 'string' ? [claim] : [];
  const roles = new Set(
    names.flatMap((name) =>
      typeof name === 'string' && Object.hasOwn(groups, name) ? [groups[name]] : [],
    ),
  );
  return ROLES_BY_REACH.find((role) => roles.has(role)) ?? null;
}

const discoveryUrlOf = (issuer: string): string =>
  `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
