import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSignIn, PASSWORD, type SignInUnderTest, TestBrowser } from './sign-in-fixture';
import { setUpCodesTable } from './sign-in-tables';

let test: SignInUnderTest;

beforeEach(async () => {
  test = await openSignIn();
});
afterEach(() => test.close());

const codeOf = (link: string | null) => new URL(link ?? '').hash.replace('#code=', '');
const first = (code: string) => ({ code, name: 'Meg H.', username: 'Meg', password: PASSWORD });
const setUp = (code: string, browser = new TestBrowser()) =>
  test.signIn.bySetUp(browser.request, first(code));

it('the link makes the first recording manager, signs her in, and is used up', async () => {
  const link = await test.signIn.setUpLink();
  expect(link).toMatch(/^http:\/\/localhost:3000\/sign-in\/set-up#code=[\w-]{43}$/);
  const browser = new TestBrowser();
  const { cookies } = await setUp(codeOf(link), browser);
  browser.keep(cookies);

  expect(await test.signIn.find(browser.request)).toMatchObject({
    username: 'meg',
    name: 'Meg H.',
    role: 'recording-manager',
  });
  await expect(setUp(codeOf(link))).rejects.toMatchObject({ code: 'sign-in-refused' });
  expect(await test.signIn.setUpLink()).toBeNull();
});

it('there is no link where there is a recording manager', async () => {
  await test.addPerson({ username: 'meg', role: 'recording-manager' });

  expect(await test.signIn.setUpLink()).toBeNull();
});

it('the code is stored as a hash', async () => {
  const code = codeOf(await test.signIn.setUpLink());
  const rows = await test.db.select().from(setUpCodesTable);

  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(code);
});

it('the link is good for an hour', async () => {
  const code = codeOf(await test.signIn.setUpLink());
  await test.pass(3_600_000);

  await expect(setUp(code)).rejects.toMatchObject({ code: 'sign-in-refused' });
});

it('a second start makes the first link useless', async () => {
  const code = codeOf(await test.signIn.setUpLink());
  await test.another().setUpLink();

  await expect(setUp(code)).rejects.toMatchObject({ code: 'sign-in-refused' });
});

it('a bad password leaves the link as it was', async () => {
  const code = codeOf(await test.signIn.setUpLink());
  await expect(
    test.signIn.bySetUp(new TestBrowser().request, { ...first(code), password: 'password1234' }),
  ).rejects.toMatchObject({ code: 'invalid-request' });

  await expect(setUp(code)).resolves.toMatchObject({ result: { status: 'signed-in' } });
});

it('two at once make one recording manager', async () => {
  const code = codeOf(await test.signIn.setUpLink());
  const settled = await Promise.allSettled([
    setUp(code),
    test.signIn.bySetUp(new TestBrowser().request, { ...first(code), username: 'other' }),
  ]);

  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('the people of the demo come in by one click, and only in the demo', async () => {
  const demo = test.another({ isDemo: true });
  for (const { username, role } of demo.demo?.people ?? []) {
    const browser = new TestBrowser();
    browser.keep((await demo.byDemo(browser.request, username)).cookies);
    expect(await demo.find(browser.request)).toMatchObject({ username, role });
  }

  expect(demo.demo?.people.map(({ role }) => role)).toEqual([
    'recording-manager',
    'supervisor',
    'agent',
  ]);
  await expect(demo.byDemo(new TestBrowser().request, 'priya')).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(test.signIn.byDemo(new TestBrowser().request, 'fred')).rejects.toMatchObject({
    code: 'not-found',
  });
});
