import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What the provider says of somebody. */
export interface Claims {
  name?: string;
  preferred_username?: string;
  email?: string;
  groups?: string[];
}

export interface ProviderUnderTest {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The subject who signs in next, and what is said of him. */
  people: Map<string, Claims>;
  /**
   * Goes where Legato sends a browser, signs in there as `subject`, and comes back as far as Legato's address.
   */
  travel(url: string, subject: string): Promise<URL>;
  /** Queries of the journeys that began. */
  asked: URLSearchParams[];
  stop(): Promise<void>;
  /** Serves again on the same port. */
  start(): Promise<void>;
}

/** A real provider of OpenID Connect on a port of its own. */
export async function startProvider(redirectUri: string): Promise<ProviderUnderTest> {
  const people = new Map<string, Claims>();
  const asked: URLSearchParams[] = [];
  const client = { clientId: 'legato', clientSecret: 'a-secret-of-this-test-long-enough' };
  let server: Server = createServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: {
      openid: ['sub', 'groups'],
      profile: ['name', 'preferred_username'],
      email: ['email'],
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['a key of this test'] },
    findAccount: (_, accountId) => ({
      accountId,
      claims: async () => ({ sub: accountId, ...people.get(accountId) }),
    }),
  });
  const answer = provider.callback();
  const serve = () => {
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/auth?')) asked.push(new URL(request.url, issuer).searchParams);
      void answer(request, response);
    });
  };
  serve();
  return {
    issuer,
    ...client,
    people,
    asked,
    travel: (url, subject) => travel(url, subject, issuer),
    stop: () => close(server),
    async start() {
      server = createServer();
      serve();
      await listen(server, port);
    },
  };
}

/** A browser without windows: it follows redirects within the provider, and fills in its two forms. */
async function travel(from: string, subject: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(from);
  let body: URLSearchParams | null = null;
  for (let step = 0; step < 20; step += 1) {
    const response: Response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body && { body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';', 1);
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url);
      body = null;
      if (url.origin !== issuer) return url;
      continue;
    }
    const page = await response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (!action || !prompt) throw new Error(`The provider shows no form: ${page.slice(0, 500)}`);
    url = new URL(action, url);
    body = new URLSearchParams({
      prompt,
      ...(prompt === 'login' && { login: subject, password: 'x' }),
    });
  }
  throw new Error('The journey to the provider does not end.');
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
