import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { peopleTable } from '@/lib/access/people/people-tables';
import { openSignIn, PASSWORD, type SignInUnderTest, TestBrowser } from './sign-in-fixture';
import { sessionsTable } from './sign-in-tables';

let test: SignInUnderTest;

beforeEach(async () => {
  test = await openSignIn();
});
afterEach(() => test.close());

async function signedIn(username: string, browser = new TestBrowser()): Promise<TestBrowser> {
  const { cookies } = await test.signIn.byPassword(browser.request, {
    username,
    password: PASSWORD,
  });
  browser.keep(cookies);
  return browser;
}

describe('a sign-in by password', () => {
  it('makes a session for a user name, whatever its case', async () => {
    await test.addPerson({ username: 'fred' });
    const browser = await signedIn(' Fred ');

    expect(await test.signIn.find(browser.request)).toMatchObject({
      personId: 'id-fred',
      username: 'fred',
      role: 'agent',
    });
  });

  it('makes a session for an e-mail address', async () => {
    await test.addPerson({ username: 'fred', email: 'fred@example.com' });
    const browser = await signedIn('Fred@Example.com');

    expect(await test.signIn.find(browser.request)).toMatchObject({ username: 'fred' });
  });

  it('says nothing of the session but in its cookie', async () => {
    await test.addPerson({ username: 'fred' });
    const answer = await test.signIn.byPassword(new TestBrowser().request, {
      username: 'fred',
      password: PASSWORD,
    });

    expect(answer.result).toEqual({ status: 'signed-in' });
  });

  it('keeps a hash of the token, and never the token', async () => {
    await test.addPerson({ username: 'fred' });
    const browser = await signedIn('fred');
    const token = decodeURIComponent(browser.cookies.get('legato') ?? '').split('.')[0] ?? '';
    const [row] = await test.db.select().from(sessionsTable);

    expect(token).toHaveLength(32);
    expect(row?.token).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(token);
    // What is stored opens nothing.
    browser.cookies.set('legato', row?.token ?? '');
    expect(await test.signIn.find(browser.request)).toBeNull();
  });

  it('refuses a wrong password, an unknown name, no password and who is switched off alike', async () => {
    await test.addPerson({ username: 'fred' });
    await test.addPerson({ username: 'provided', password: null });
    await test.addPerson({ username: 'gone' });
    await test.db
      .update(peopleTable)
      .set({ isActive: false })
      .where(eq(peopleTable.username, 'gone'));
    const tries = [
      { username: 'fred', password: 'wrong wrong wrong' },
      { username: 'nobody', password: PASSWORD },
      { username: 'provided', password: PASSWORD },
      { username: 'gone', password: PASSWORD },
    ];
    const refusals = await Promise.all(
      tries.map((body) =>
        test.signIn.byPassword(new TestBrowser().request, body).catch((error: unknown) => error),
      ),
    );

    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        code: 'sign-in-refused',
        message: 'The user name or the password is wrong.',
      });
    }
    expect(test.events.map(({ action, username }) => ({ action, username }))).toEqual(
      expect.arrayContaining([
        { action: 'sign-in-failed', username: 'fred' },
        { action: 'sign-in-failed', username: null },
      ]),
    );
  });

  it.each([
    ['a wrong password', 'fred'],
    ['an unknown name', 'nobody'],
    ['a person without a password', 'provided'],
    ['who is switched off', 'gone'],
  ])('hashes once for %s, as for a right one', async (_, username) => {
    await test.addPerson({ username: 'fred' });
    await test.addPerson({ username: 'provided', password: null });
    await test.addPerson({ username: 'gone' });
    await test.db
      .update(peopleTable)
      .set({ isActive: false })
      .where(eq(peopleTable.username, 'gone'));
    const before = test.hashes();
    const body = { username, password: 'wrong wrong wrong' };
    await expect(test.signIn.byPassword(new TestBrowser().request, body)).rejects.toMatchObject({
      code: 'sign-in-refused',
    });
    expect(test.hashes() - before).toBe(1);

    await signedIn('fred');
    expect(test.hashes() - before).toBe(2);
  });

  it('takes a new session in place of the one before', async () => {
    await test.addPerson({ username: 'fred' });
    const browser = await signedIn('fred');
    const first = browser.cookies.get('legato');
    await signedIn('fred', browser);

    expect(browser.cookies.get('legato')).not.toBe(first);
    expect(await test.signIn.sessions.list('id-fred')).toHaveLength(1);
  });

  it('keeps the address that Legato found, and none that a client wrote', async () => {
    await test.addPerson({ username: 'fred' });
    await signedIn(
      'fred',
      new TestBrowser({
        address: '198.51.100.4',
        headers: { 'x-forwarded-for': '203.0.113.9', 'x-legato-client': '203.0.113.10' },
      }),
    );

    expect((await test.signIn.sessions.list('id-fred'))[0]?.address).toBe('198.51.100.4');
  });

  it('writes nothing that was typed into the log', async () => {
    await test.addPerson({ username: 'fred' });
    await test.signIn
      .byPassword(new TestBrowser().request, { username: 'secret-name', password: 'secret-word-1' })
      .catch(() => {});
    await test.signIn
      .byPassword(new TestBrowser().request, { username: 'fred', password: 'secret-word-2' })
      .catch(() => {});

    expect(test.logged.join('\n')).not.toMatch(/secret-(name|word)/);
  });
});

describe('the cookie', () => {
  it('is __Host-, Secure, HttpOnly and Lax over https', async () => {
    await test.addPerson({ username: 'fred' });
    const { cookies } = await test.signIn.byPassword(
      new TestBrowser({ host: 'legato.example.com', isSecure: true }).request,
      { username: 'fred', password: PASSWORD },
    );
    const own = cookies.find((cookie) => cookie.startsWith('__Host-legato='));

    expect(own).toMatch(/; Path=\/(;|$)/);
    expect(own).toMatch(/; Secure/);
    expect(own).toMatch(/; HttpOnly/);
    expect(own).toMatch(/; SameSite=Lax/);
    expect(own).not.toMatch(/Domain/i);
    expect(own).toMatch(/Max-Age=604800/);
  });

  it('bears a plain name on loopback without https, and counts nowhere else', async () => {
    await test.addPerson({ username: 'fred' });
    const browser = await signedIn('fred');
    const elsewhere = new TestBrowser({ host: 'legato.example.com', isSecure: true });
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value);

    expect([...browser.cookies.keys()]).toEqual(['legato']);
    expect(await test.signIn.find(elsewhere.request)).toBeNull();
  });
});

describe('a session', () => {
  it('is over after eight hours without a request, and not while it is used', async () => {
    await test.addPerson({ username: 'fred' });
    const browser = await signedIn('fred');
    for (let hour = 0; hour < 14; hour += 7) {
      await test.pass(7 * 3_600_000);
      expect(await test.signIn.find(browser.request)).not.toBeNull();
    }
    await test.pass(8 * 3_600_000 + 1_000);

    expect(await test.signIn.find(browser.request)).toBeNull();
  });

  it('is over after seven days, however much it is used', async () => {
    await test.addPerson({ username: 'fred' });
    const browser = await signedIn('fred');
    for (let hour = 0; hour < 167; hour += 7) {
      await test.pass(7 * 3_600_000);
      if (hour < 160) expect(await test.signIn.find(browser.request)).not.toBeNull();
    }
    await test.pass(3_600_000);

    expect(await test.signIn.find(browser.request)).toBeNull();
  });

  it('costs one query a second', async () => {
    await test.addPerson({ username: 'fred' });
    const browser = await signedIn('fred');
    const first = test.signIn.find(browser.request);
    const [a, b] = await Promise.all([first, test.signIn.find(browser.request)]);

    expect(a).toBe(b);
    await test.pass(1_000);
    expect(await test.signIn.find(browser.request)).not.toBe(a);
  });

  it('is listed and ended by its person, and by nobody else', async () => {
    await test.addPerson({ username: 'fred' });
    await test.addPerson({ username: 'ruth' });
    const browser = await signedIn('fred');
    await signedIn('fred', new TestBrowser());
    const [one] = await test.signIn.sessions.list('id-fred');

    expect(await test.signIn.sessions.end('id-ruth', one?.id ?? '')).toBe(false);
    expect(await test.signIn.sessions.list('id-fred')).toHaveLength(2);
    const who = await test.signIn.find(browser.request);
    if (!who) throw new Error('he is signed in');
    await test.signIn.account.endSession(browser.request, who, 'others');
    expect(await test.signIn.account.read(who)).toMatchObject({
      sessions: [{ isThisOne: true, address: '192.0.2.7', userAgent: 'A browser' }],
    });
  });

  it('that was ended tells its streams at once', async () => {
    await test.addPerson({ username: 'fred' });
    const browser = await signedIn('fred');
    const who = await test.signIn.find(browser.request);
    let ended = 0;
    test.signIn.sessions.onEnded(who?.sessionId ?? '', () => {
      ended += 1;
    });
    await test.signIn.signOut(browser.request);

    expect(ended).toBe(1);
    expect(await test.signIn.find(browser.request)).toBeNull();
  });

  it.each([
    ['ended by another process', 'delete from sessions'],
    ['of a person who is switched off', 'update people set is_active = false'],
  ])('%s tells its streams within two seconds', async (_, statement) => {
    await test.addPerson({ username: 'fred' });
    const browser = await signedIn('fred');
    const who = await test.signIn.find(browser.request);
    const ended = new Promise<void>((resolve) => {
      test.signIn.sessions.onEnded(who?.sessionId ?? '', resolve);
    });
    await test.db.execute(sql.raw(statement));
    await test.pass(1_000);

    await ended;
    expect(await test.signIn.find(browser.request)).toBeNull();
  });

  it('does not end a stream of another', async () => {
    await test.addPerson({ username: 'fred' });
    await test.addPerson({ username: 'ruth' });
    const fred = await signedIn('fred');
    const ruth = await test.signIn.find((await signedIn('ruth')).request);
    let ended = 0;
    const stop = test.signIn.sessions.onEnded(ruth?.sessionId ?? '', () => {
      ended += 1;
    });
    await test.signIn.signOut(fred.request);
    await test.pass(1_000);
    await test.signIn.sessions.look();

    expect(ended).toBe(0);
    stop();
    await test.signIn.sessions.endAll('id-ruth');
    expect(ended).toBe(0);
  });
});

describe('a changed password', () => {
  it('ends all sessions and gives this browser a new one', async () => {
    await test.addPerson({ username: 'fred' });
    const here = await signedIn('fred');
    const there = await signedIn('fred', new TestBrowser());
    const who = await test.signIn.find(here.request);
    if (!who) throw new Error('he is signed in');
    let ended = 0;
    test.signIn.sessions.onEnded(who.sessionId, () => {
      ended += 1;
    });
    const { headers } = await test.signIn.account.changePassword(here.request, who, {
      current: PASSWORD,
      wanted: 'another lantern, other gulls',
    });

    expect(ended).toBe(1);
    expect(await test.signIn.find(there.request)).toBeNull();
    expect(await test.signIn.find(here.request)).toBeNull();
    expect(headers.getSetCookie().join()).toContain('__Host-legato=');
    expect(await test.signIn.sessions.list('id-fred')).toHaveLength(1);
    await expect(signedIn('fred')).rejects.toMatchObject({ code: 'sign-in-refused' });
  });

  it.each([
    ['short pass', '12 characters'],
    ['password1234', 'tried first'],
    ['PasswordPassword', 'tried first'],
    ['aaaaaaaaaaaaaaaa', 'tried first'],
    ['fredfredfred!', 'user name'],
    ['x'.repeat(129), '128 characters'],
  ])('is not %s', async (wanted, sentence) => {
    await test.addPerson({ username: 'fred' });
    const here = await signedIn('fred');
    const who = await test.signIn.find(here.request);
    if (!who) throw new Error('he is signed in');

    await expect(
      test.signIn.account.changePassword(here.request, who, { current: PASSWORD, wanted }),
    ).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining(sentence),
    });
  });

  it('asks for the one before', async () => {
    await test.addPerson({ username: 'fred' });
    const here = await signedIn('fred');
    const who = await test.signIn.find(here.request);
    if (!who) throw new Error('he is signed in');

    await expect(
      test.signIn.account.changePassword(here.request, who, {
        current: 'not this one at all',
        wanted: 'another lantern, other gulls',
      }),
    ).rejects.toMatchObject({ message: 'The current password is wrong.' });
  });
});
