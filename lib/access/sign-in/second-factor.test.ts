import { createOTP } from '@better-auth/utils/otp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSignIn, PASSWORD, type SignInUnderTest, TestBrowser } from './sign-in-fixture';
import { twoFactorTable } from './sign-in-tables';

let test: SignInUnderTest;

beforeEach(async () => {
  test = await openSignIn({ requiresTotp: true });
});
afterEach(() => test.close());

async function byPassword(browser: TestBrowser) {
  const answer = await test.signIn.byPassword(browser.request, {
    username: 'meg',
    password: PASSWORD,
  });
  browser.keep(answer.cookies);
  return answer.result.status;
}

async function who(browser: TestBrowser) {
  const found = await test.signIn.find(browser.request);
  if (!found) throw new Error('somebody is signed in');
  return found;
}

/** Meg with an authenticator: its secret, and her recovery codes. */
async function withAuthenticator() {
  await test.addPerson({ username: 'meg', role: 'recording-manager' });
  const browser = new TestBrowser();
  await byPassword(browser);
  const { account, provider: _, ...rest } = test.signIn;
  const start = await account.startSecondFactor(browser.request, await who(browser), {
    password: PASSWORD,
  });
  const secret = secretOf(start.uri);
  const { headers } = await account.confirmSecondFactor(
    browser.request,
    await who(browser),
    await codeOf(secret),
  );
  browser.keep(headers.getSetCookie().map((c) => c.replace('__Host-legato', 'legato')));
  return { ...rest, browser, secret, start };
}

const codeOf = (secret: string) => createOTP(secret, { digits: 6, period: 30 }).totp();

/** Base32 without padding, RFC 4648. */
function secretOf(uri: string): string {
  const text = new URL(uri).searchParams.get('secret') ?? '';
  const bits = [...text]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)));
}

describe('an authenticator', () => {
  it('is asked for after the password, and its code ends the sign-in', async () => {
    const { secret } = await withAuthenticator();
    const browser = new TestBrowser();

    expect(await byPassword(browser)).toBe('second-factor');
    expect(await test.signIn.find(browser.request)).toBeNull();
    expect([...browser.cookies.keys()]).toEqual(['legato.two_factor']);

    const { result, cookies } = await test.signIn.bySecondFactor(browser.request, {
      kind: 'authenticator',
      code: await codeOf(secret),
    });
    browser.keep(cookies);
    expect(result).toEqual({ status: 'signed-in' });
    expect(await who(browser)).toMatchObject({ username: 'meg', hasSecondFactor: true });
  });

  it('has a code that is good once', async () => {
    const { secret } = await withAuthenticator();
    const code = await codeOf(secret);
    const first = new TestBrowser();
    await byPassword(first);
    await test.signIn.bySecondFactor(first.request, { kind: 'authenticator', code });
    const second = new TestBrowser();
    await byPassword(second);

    await expect(
      test.signIn.bySecondFactor(second.request, { kind: 'authenticator', code }),
    ).rejects.toMatchObject({ code: 'sign-in-refused', message: /used already/ });
    expect(
      (await test.signIn.sessions.list('id-meg')).filter(({ id }) => id !== undefined),
    ).toHaveLength(2);
  });

  it('refuses a wrong code, and after five the whole sign-in', async () => {
    const { secret } = await withAuthenticator();
    const browser = new TestBrowser();
    await byPassword(browser);
    for (let at = 0; at < 5; at += 1) {
      await expect(
        test.signIn.bySecondFactor(browser.request, { kind: 'authenticator', code: '000000' }),
      ).rejects.toMatchObject({ code: 'sign-in-refused', message: /code is wrong/ });
    }

    await expect(
      test.signIn.bySecondFactor(browser.request, {
        kind: 'authenticator',
        code: await codeOf(secret),
      }),
    ).rejects.toMatchObject({ code: 'sign-in-refused' });
  });

  it('stands in the database so that nobody can read it', async () => {
    const { secret, start } = await withAuthenticator();
    const [row] = await test.db.select().from(twoFactorTable);

    expect(JSON.stringify(row)).not.toContain(secret);
    for (const code of start.recoveryCodes) {
      expect(row?.backupCodes).not.toContain(code);
      expect(row?.backupCodes).not.toContain(code.replace('-', ''));
    }
  });

  it('names its person to the authenticator', async () => {
    const { start } = await withAuthenticator();

    expect(start.uri).toMatch(/^otpauth:\/\/totp\/Legato%3Ameg\?secret=[A-Z2-7]+&issuer=Legato$/);
  });
});

describe('a recovery code', () => {
  it('is good once, also typed with other spaces', async () => {
    const { start } = await withAuthenticator();
    const [code = ''] = start.recoveryCodes;
    expect(start.recoveryCodes).toHaveLength(10);
    const browser = new TestBrowser();
    await byPassword(browser);
    const { cookies } = await test.signIn.bySecondFactor(browser.request, {
      kind: 'recovery',
      code: ` ${code.replace('-', ' ')} `,
    });
    browser.keep(cookies);
    expect(await who(browser)).toMatchObject({ username: 'meg' });

    const again = new TestBrowser();
    await byPassword(again);
    await expect(
      test.signIn.bySecondFactor(again.request, { kind: 'recovery', code }),
    ).rejects.toMatchObject({ code: 'sign-in-refused' });
    const other = start.recoveryCodes[1] ?? '';
    await expect(
      test.signIn.bySecondFactor(again.request, { kind: 'recovery', code: other }),
    ).resolves.toMatchObject({ result: { status: 'signed-in' } });
  });
});

describe('REQUIRE_TOTP', () => {
  it('asks recording managers for one, and nobody else', async () => {
    await test.addPerson({ username: 'meg', role: 'recording-manager' });
    await test.addPerson({ username: 'fred' });
    const meg = new TestBrowser();
    await byPassword(meg);
    const fred = new TestBrowser();
    fred.keep(
      (await test.signIn.byPassword(fred.request, { username: 'fred', password: PASSWORD }))
        .cookies,
    );

    expect(test.signIn.requiresSecondFactor(await who(meg))).toBe(true);
    expect(test.signIn.requiresSecondFactor(await who(fred))).toBe(false);
  });

  it('is met by an authenticator', async () => {
    const { browser } = await withAuthenticator();

    expect(test.signIn.requiresSecondFactor(await who(browser))).toBe(false);
  });
});

it('a secret is made for nobody who does not know the password', async () => {
  await test.addPerson({ username: 'meg', role: 'recording-manager' });
  const browser = new TestBrowser();
  await byPassword(browser);

  await expect(
    test.signIn.account.startSecondFactor(browser.request, await who(browser), {
      password: 'not this one',
    }),
  ).rejects.toMatchObject({ code: 'invalid-request' });
});
