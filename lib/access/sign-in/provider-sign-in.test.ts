import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { directoryVersionTable, peopleTable } from '@/lib/access/people/people-tables';
import { type ProviderUnderTest, startProvider } from './provider-fixture';
import { PROVIDER_CALLBACK_PATH } from './provider-sign-in';
import { ORIGIN, openSignIn, type SignInUnderTest, TestBrowser } from './sign-in-fixture';
import { accountsTable } from './sign-in-tables';

let provider: ProviderUnderTest;
let test: SignInUnderTest;

beforeAll(async () => {
  provider = await startProvider(ORIGIN + PROVIDER_CALLBACK_PATH);
  // The provider under test says so on every start.
  vi.spyOn(console, 'info').mockImplementation(() => {});
});
afterAll(() => provider.stop());
beforeEach(async () => {
  provider.people.clear();
  provider.people.set('s-1', {
    name: 'Priya Nair',
    preferred_username: 'Priya',
    email: 'priya@example.com',
    groups: ['everybody', 'team-leads'],
  });
  test = await openSignIn({ provider: providerSettings() });
});
afterEach(() => test.close());

const providerSettings = (issuer = provider.issuer) => ({
  issuer,
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
  name: 'The provider',
  groupsClaim: 'groups',
  groups: {
    'team-leads': 'supervisor',
    agents: 'agent',
    'legato-admins': 'recording-manager',
  } as const,
});

async function start(browser: TestBrowser, next = '/', signIn = test.signIn): Promise<string> {
  if (!signIn.provider) throw new Error('a provider is set up');
  const { url, headers } = await signIn.provider.start(browser.request, next);
  browser.keep(headers.getSetCookie().map((c) => c.replace('__Host-legato', 'legato')));
  return url;
}

async function byProvider(subject: string, browser = new TestBrowser(), next = '/') {
  const back = await provider.travel(await start(browser, next), subject);
  const answer = await test.signIn.byProvider(
    browser.request,
    Object.fromEntries(back.searchParams),
  );
  browser.keep(answer.cookies);
  return answer.result;
}

async function personOf(browser: TestBrowser) {
  return await test.signIn.find(browser.request);
}

const version = async () => (await test.db.select().from(directoryVersionTable))[0]?.version ?? 0;

describe('who comes from the provider', () => {
  it('is made with the role of his groups, and led to where he wanted to go', async () => {
    const browser = new TestBrowser();
    const before = await version();
    const { next } = await byProvider('s-1', browser, '/calls/1392271611.238?leg=2&t=35');

    expect(next).toBe('/calls/1392271611.238?leg=2&t=35');
    expect(await personOf(browser)).toMatchObject({
      name: 'Priya Nair',
      username: 'priya',
      role: 'supervisor',
      hasPassword: false,
    });
    expect(await version()).toBeGreaterThan(before);
    expect(test.events.at(-1)).toMatchObject({
      action: 'signed-in',
      how: 'provider',
      username: 'priya',
    });
  });

  it('is known again by issuer and subject, whatever else changed, with the role of today', async () => {
    const browser = new TestBrowser();
    await byProvider('s-1', browser);
    const before = await personOf(browser);
    provider.people.set('s-1', {
      name: 'Priya N.',
      preferred_username: 'somebody-else',
      email: 'new@example.com',
      groups: ['agents', 'legato-admins'],
    });
    await byProvider('s-1', browser);

    expect(await personOf(browser)).toMatchObject({
      personId: before?.personId,
      name: 'Priya N.',
      username: 'priya',
      role: 'recording-manager',
    });
  });

  it('brings no token of the provider that would be kept', async () => {
    await byProvider('s-1');
    const [account] = await test.db.select().from(accountsTable);

    expect(account).toMatchObject({
      accountId: 's-1',
      accessToken: null,
      refreshToken: null,
      idToken: null,
      password: null,
    });
  });

  it('travels with PKCE, state and nonce', async () => {
    await byProvider('s-1');
    const asked = provider.asked.at(-1);

    expect(asked?.get('code_challenge_method')).toBe('S256');
    expect(asked?.get('code_challenge')).toBeTruthy();
    expect(asked?.get('state')).toBeTruthy();
    expect(asked?.get('nonce')).toBeTruthy();
  });
});

describe('who is refused', () => {
  it.each([[['everybody']], [[]], [undefined], [['constructor', '__proto__']]])(
    'the groups %j, none of which has a role',
    async (groups) => {
      provider.people.set('s-2', { preferred_username: 'tom', ...(groups && { groups }) });
      const browser = new TestBrowser();

      await expect(byProvider('s-2', browser)).rejects.toMatchObject({
        code: 'sign-in-refused',
        refusal: 'no-role',
        message: 'None of your groups at The provider may use Legato. Ask your recording manager.',
      });
      expect(await personOf(browser)).toBeNull();
      expect(await test.db.select().from(peopleTable)).toEqual([]);
    },
  );

  it('somebody who bears the user name or the address of a person of Legato', async () => {
    await test.addPerson({
      username: 'priya',
      email: 'priya@example.com',
      role: 'recording-manager',
    });

    await expect(byProvider('s-1')).rejects.toMatchObject({ refusal: 'name-taken' });
    provider.people.set('s-1', {
      preferred_username: 'priya-2',
      email: 'priya@example.com',
      groups: ['agents'],
    });
    const browser = new TestBrowser();
    await byProvider('s-1', browser);
    expect(await personOf(browser)).toMatchObject({ username: 'priya-2', role: 'agent' });
  });

  it('who is switched off', async () => {
    await byProvider('s-1');
    await test.db
      .update(peopleTable)
      .set({ isActive: false })
      .where(eq(peopleTable.username, 'priya'));

    await expect(byProvider('s-1')).rejects.toMatchObject({ refusal: 'switched-off' });
  });

  it('a browser that did not begin the journey', async () => {
    const back = await provider.travel(await start(new TestBrowser()), 's-1');

    await expect(
      test.signIn.byProvider(new TestBrowser().request, Object.fromEntries(back.searchParams)),
    ).rejects.toMatchObject({ refusal: 'provider-failed' });
  });

  it('a journey that is taken twice', async () => {
    const browser = new TestBrowser();
    const back = await provider.travel(await start(browser), 's-1');
    const query = Object.fromEntries(back.searchParams);
    await test.signIn.byProvider(browser.request, query);

    await expect(test.signIn.byProvider(browser.request, query)).rejects.toMatchObject({
      refusal: 'provider-failed',
    });
  });

  it('who says no at the provider', async () => {
    const browser = new TestBrowser();
    const url = new URL(await start(browser));

    await expect(
      test.signIn.byProvider(browser.request, {
        error: 'access_denied',
        state: url.searchParams.get('state') ?? '',
      }),
    ).rejects.toMatchObject({ refusal: 'provider-failed' });
  });
});

describe('a provider that is down', () => {
  it('at start is found at a later sign-in, and passwords work meanwhile', async () => {
    await provider.stop();
    const signIn = test.another();
    await test.addPerson({ username: 'fred' });
    const browser = new TestBrowser();

    await expect(start(browser, '/', signIn)).rejects.toMatchObject({
      code: 'provider-unavailable',
    });
    await expect(
      signIn.byPassword(browser.request, {
        username: 'fred',
        password: 'lantern harbour seven gulls',
      }),
    ).resolves.toMatchObject({ result: { status: 'signed-in' } });
    await provider.start();
    await expect(start(browser, '/', signIn)).resolves.toContain(provider.issuer);
  });

  it('in what it calls itself is not taken for the one that was set', async () => {
    const signIn = test.another({ provider: providerSettings(`${provider.issuer}/`) });

    await expect(start(new TestBrowser(), '/', signIn)).rejects.toMatchObject({
      code: 'provider-unavailable',
    });
  });
});
