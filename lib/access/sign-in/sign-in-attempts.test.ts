import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSignIn, PASSWORD, type SignInUnderTest, TestBrowser } from './sign-in-fixture';

let test: SignInUnderTest;

beforeEach(async () => {
  test = await openSignIn();
});
afterEach(() => test.close());

const tryIn = (username: string, password: string, address: string, signIn = test.signIn) =>
  signIn
    .byPassword(new TestBrowser({ address }).request, { username, password })
    .then(() => 'signed-in')
    .catch((error: { code: string }) => error.code);

it('ten tries on one account from ten addresses are the last for a while, also with the right password', async () => {
  await test.addPerson({ username: 'fred' });
  for (let at = 0; at < 10; at += 1) {
    expect(await tryIn('fred', 'wrong wrong wrong', `192.0.2.${at}`)).toBe('sign-in-refused');
  }

  expect(await tryIn('FRED', PASSWORD, '192.0.2.99')).toBe('too-many-requests');
  await test.pass(61_000);
  expect(await tryIn('fred', PASSWORD, '192.0.2.99')).toBe('signed-in');
});

it('waits longer after each further try', async () => {
  await test.addPerson({ username: 'fred' });
  for (let at = 0; at < 10; at += 1) await tryIn('fred', 'wrong wrong wrong', `192.0.2.${at}`);
  await test.pass(61_000);
  await tryIn('fred', 'wrong wrong wrong', '192.0.2.50');
  await test.pass(61_000);

  expect(await tryIn('fred', PASSWORD, '192.0.2.51')).toBe('too-many-requests');
  await test.pass(61_000);
  expect(await tryIn('fred', PASSWORD, '192.0.2.51')).toBe('signed-in');
});

it('an unknown account is limited like one that exists', async () => {
  for (let at = 0; at < 10; at += 1) {
    expect(await tryIn('nobody', 'wrong wrong wrong', `192.0.2.${at}`)).toBe('sign-in-refused');
  }
  expect(await tryIn('nobody', 'wrong wrong wrong', '192.0.2.99')).toBe('too-many-requests');
});

it('thirty tries from one address are the last from there, and no other address waits', async () => {
  await test.addPerson({ username: 'fred' });
  for (let at = 0; at < 30; at += 1) {
    expect(await tryIn(`name-${at}`, 'wrong wrong wrong', '192.0.2.1')).toBe('sign-in-refused');
  }

  expect(await tryIn('fred', PASSWORD, '192.0.2.1')).toBe('too-many-requests');
  expect(await tryIn('fred', PASSWORD, '192.0.2.2')).toBe('signed-in');
});

it('an account of one’s own does not wash an address clean', async () => {
  await test.addPerson({ username: 'fred' });
  for (let at = 0; at < 29; at += 1) await tryIn(`name-${at}`, 'wrong wrong wrong', '192.0.2.1');
  expect(await tryIn('fred', PASSWORD, '192.0.2.1')).toBe('signed-in');
  expect(await tryIn('name-30', 'wrong wrong wrong', '192.0.2.1')).toBe('sign-in-refused');

  expect(await tryIn('name-31', 'wrong wrong wrong', '192.0.2.1')).toBe('too-many-requests');
});

it('all addresses of one IPv6 network are one', async () => {
  for (let at = 0; at < 30; at += 1) {
    await tryIn(`name-${at}`, 'wrong wrong wrong', `2001:db8:0:1::${at.toString(16)}`);
  }

  expect(await tryIn('a', 'wrong', '2001:db8::1:ffff:0:0:1')).toBe('too-many-requests');
  expect(await tryIn('a', 'wrong', '2001:db8:0:2::1')).toBe('sign-in-refused');
});

it('twenty tries at once are twenty, whichever process they reach', async () => {
  const other = test.another();
  const codes = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      tryIn('fred', 'wrong wrong wrong', `192.0.2.${at}`, at % 2 ? other : test.signIn),
    ),
  );

  expect(codes.filter((code) => code === 'sign-in-refused')).toHaveLength(10);
  expect(codes.filter((code) => code === 'too-many-requests')).toHaveLength(10);
});
