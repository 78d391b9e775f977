import 'server-only';
import { nextPath } from '@/lib/contract/next-path';
import type { Database } from '@/lib/database/database';
import { authHeaders } from './auth-call';
import type { Auth } from './create-auth';
import {
  discoverProvider,
  type ProviderConfig,
  type ProviderSettings,
  providerConfig,
  providerIdOf,
} from './provider';
import { SignInRefusal } from './refusals';
import type { SignInRequest } from './sign-in-request';

export const PROVIDER_CALLBACK_PATH = '/api/sign-in/provider/callback';

export interface ProviderSignIn {
  /** What people call it. */
  name: string;
  /** Where the browser goes to sign in, and the cookie that knows it again. @throws SignInRefusal */
  start(request: SignInRequest, next: string): Promise<{ url: string; headers: Headers }>;
  /**
   * Signs in who comes back. `next` is where he wanted to go.
   *
   * @throws SignInRefusal
   */
  finish(
    request: SignInRequest,
    query: Readonly<Record<string, string>>,
  ): Promise<{ next: string; headers: Headers }>;
}

/**
 * The journey to the provider: PKCE, state bound to the browser, nonce. The provider is looked for at the first
 * sign-in and again at the next while it is not found: Legato starts without it, and passwords work without it.
 */
export function createProviderSignIn(options: {
  db: Database;
  settings: ProviderSettings;
  /** Legato's own address, without a slash at its end. */
  publicUrl: string;
  makeAuth: (provider: ProviderConfig) => Auth;
}): ProviderSignIn {
  const { db, settings, publicUrl, makeAuth } = options;
  let found: Promise<Auth> | null = null;

  function withProvider(): Promise<Auth> {
    found ??= discoverProvider(settings)
      .then((discovery) =>
        makeAuth(
          providerConfig(db, settings, discovery, {
            callbackUrl: publicUrl + PROVIDER_CALLBACK_PATH,
          }),
        ),
      )
      .catch((error: unknown) => {
        found = null;
        throw error;
      });
    return found;
  }

  const failed = (cause?: unknown) =>
    new SignInRefusal(
      'provider-failed',
      `The sign-in by ${settings.name} did not come to its end. Try again.`,
      { cause },
    );

  return {
    name: settings.name,
    async start(request, next) {
      const auth = await withProvider();
      const { headers, response } = await auth.api.signInSocial({
        body: {
          provider: providerIdOf(settings),
          callbackURL: publicUrl + nextPath(next),
          errorCallbackURL: `${publicUrl}/sign-in`,
          disableRedirect: true,
        },
        headers: authHeaders(request, 'waiting'),
        returnHeaders: true,
      });
      if (!response.url) throw failed();
      return { url: response.url, headers };
    },
    async finish(request, query) {
      const auth = await withProvider();
      const answer = await auth.api.callbackOAuth({
        method: 'GET',
        params: { id: providerIdOf(settings) },
        query,
        headers: authHeaders(request, 'waiting'),
        asResponse: true,
      });
      const location = new URL(answer.headers.get('location') ?? '', publicUrl);
      const error = location.searchParams.get('error');
      if (error !== null && location.pathname !== new URL(publicUrl).pathname) {
        if (location.pathname.endsWith('/sign-in') || location.pathname.endsWith('/error')) {
          throw failed(new Error(`The provider or better-auth said: ${error.slice(0, 200)}`));
        }
      }
      if (answer.status !== 302) throw failed(new Error(`better-auth answered ${answer.status}`));
      return {
        next: nextPath(location.pathname + location.search + location.hash),
        headers: answer.headers,
      };
    },
  };
}
