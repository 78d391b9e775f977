import { expect, type Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { expectSoundToAdvance, findCallOfTag, openCallOfTag } from '../hear-call';
import { type DemoUsername, signInAs } from '../sign-in-as';
import type { Album, PictureStage } from './picture';

const FIRST = ['Amara', 'Ben', 'Chloe', 'Dev', 'Elif', 'Finn', 'Grace', 'Hugo', 'Ines', 'Jun'];
const LAST = ['Abbott', 'Bui', 'Costa', 'Dang', 'Ellis', 'Farah'];
const TEAM = 'demo-inbound';

/** A site of its own, so that no other picture shows who is in it: sixty people beside those of the demo. */
async function openSite(page: Page, stage: PictureStage): Promise<string> {
  const { url } = await stage.startLegato({});
  const people = LAST.flatMap((last, row) =>
    FIRST.map((first, column) => ({
      username: `${first}.${last}`.toLowerCase(),
      name: `${first} ${last}`,
      role: column === 9 ? ('supervisor' as const) : ('agent' as const),
      email: null,
      noojeeUsernames: [`${first} ${last[0]}${row + 1}.`],
      givesPassword: false,
    })),
  );
  const post = async (path: string, data: unknown) => {
    const answer = await page.request.post(url + path, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  for (const person of people) await post(paths.api.addPerson(), person);
  const agents = people.filter(({ role }) => role === 'agent');
  for (const [index, { username }] of agents.slice(0, 38).entries()) {
    const firstDay = index % 3 === 0 ? '2025-07-01' : '2026-02-02';
    const lastDay = index % 9 === 8 ? '2026-10-30' : null;
    await post(paths.api.joinTeam(TEAM), { username, firstDay, lastDay });
  }
  return url;
}

async function openSiteAt(page: Page, stage: PictureStage, path: string): Promise<string> {
  const url = await openSite(page, stage);
  await page.goto(url + path);
  return url;
}

/** Somebody else looks, in the same browser. */
async function become(page: Page, username: DemoUsername): Promise<void> {
  await page.goto('/');
  const url = new URL(page.url()).origin;
  await page.context().clearCookies();
  await page.context().addCookies(await signInAs(url, username));
}

/** Signing in, who may hear what, and who heard what. */
export const accessPictures: Album = {
  title: 'Access',
  pictures: [
    {
      name: 'sign-in',
      what: 'The sign-in of the demo: a person by one click, or by name and password.',
      onPhone: true,
      async arrange(page) {
        await page.context().clearCookies();
        await page.goto(paths.signIn());
        await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
      },
    },
    {
      name: 'sign-in-refused',
      what: 'A wrong name and a wrong password are refused alike.',
      async arrange(page) {
        await page.context().clearCookies();
        await page.goto(paths.signIn());
        await page.getByRole('textbox', { name: 'User name' }).fill('meg');
        await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await expect(page.getByRole('alert').filter({ hasText: /\w/ }).first()).toBeVisible();
      },
    },
    {
      name: 'account',
      what: "One's own account: where one is signed in, the password, the second factor, tokens.",
      onPhone: true,
      async arrange(page) {
        await page.goto(paths.account());
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      },
    },
    {
      name: 'call-of-agent',
      what: 'A call as an agent sees it: legs that are not his show number, start and length.',
      onPhone: true,
      async arrange(page) {
        await become(page, 'fred');
        await openCallOfTag(page, 'INV-20418');
      },
    },
    {
      name: 'people',
      what: 'People, with what needs attention.',
      onPhone: true,
      async arrange(page, stage) {
        await openSiteAt(page, stage, paths.people());
        await expect(page.getByRole('link', { name: 'Amara Abbott' })).toBeVisible();
      },
    },
    {
      name: 'person',
      what: 'One person: what he can hear on which days, and why.',
      onPhone: true,
      async arrange(page, stage) {
        await openSiteAt(page, stage, paths.people());
        await page.getByRole('link', { name: 'Ruth B.' }).click();
        await expect(page.getByRole('complementary', { name: 'Ruth B.' })).toBeVisible();
      },
    },
    {
      name: 'person-new',
      what: 'A person is added.',
      onPhone: true,
      async arrange(page) {
        await page.goto(paths.people());
        await page.getByRole('button', { name: 'Add person' }).click();
        await expect(page.getByRole('dialog', { name: 'Add person' })).toBeVisible();
      },
    },
    {
      name: 'people-import',
      what: 'A file of people is checked line by line before anybody is added.',
      async arrange(page) {
        await page.goto(paths.people());
        await page.getByRole('button', { name: 'Import from CSV' }).click();
        const dialog = page.getByRole('dialog', { name: 'Import people from CSV' });
        await dialog.getByLabel('File').setInputFiles({
          name: 'people.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from('username,name,role\nnia,Nia O.,agent\nmeg,Meg again,agent\n'),
        });
        await dialog.getByRole('button', { name: 'Check the file' }).click();
        await expect(dialog.getByRole('list', { name: 'Wrong lines' })).toBeVisible();
      },
    },
    {
      name: 'person-off',
      what: 'Before somebody is switched off, what ends with it.',
      async arrange(page) {
        await page.goto(paths.people());
        await page.getByRole('link', { name: 'Fred', exact: true }).click();
        await page.getByRole('button', { name: 'Switch off' }).click();
        await expect(page.getByRole('dialog', { name: 'Switch off Fred' })).toBeVisible();
      },
    },
    {
      name: 'team',
      what: 'A team of forty, each from a first to a last day.',
      onPhone: true,
      async arrange(page, stage) {
        await openSiteAt(page, stage, paths.team(TEAM));
        await expect(page.getByRole('heading', { name: 'Inbound' }).first()).toBeVisible();
      },
    },
    {
      name: 'who-can-hear',
      what: 'Who can hear a call, leg by leg, and why.',
      onPhone: true,
      async arrange(page) {
        await page.goto(paths.rights(await findCallOfTag(page, 'INV-20418')));
        await expect(page.getByRole('row', { name: /Meg H\./ })).toBeVisible();
      },
    },
    {
      name: 'listening-log',
      what: 'The listening log: who heard which seconds of which leg.',
      onPhone: true,
      async arrange(page) {
        await openCallOfTag(page, 'FIVE-LEGS');
        await page.getByRole('button', { name: 'Play leg 2', exact: true }).click();
        await expectSoundToAdvance(page, 3);
        await page.getByRole('button', { name: 'Pause leg 2', exact: true }).click();
        await page.goto(paths.listening());
        await expect(page.getByRole('grid', { name: 'Listening log' })).toBeVisible();
      },
    },
    {
      name: 'listening-log-empty',
      what: 'The log of a Legato in which nobody has listened.',
      async arrange(page, stage) {
        const { url } = await stage.startLegato({});
        await page.goto(url + paths.listening());
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      },
    },
    {
      name: 'week-review',
      what: 'A week for its reviewer, with what stood out and a place to sign it off.',
      onPhone: true,
      async arrange(page) {
        await page.goto(paths.listening());
        await page.getByRole('link', { name: 'Week review' }).click();
        await expect(page.getByRole('heading', { name: 'Sign-off' })).toBeVisible();
      },
    },
    {
      name: 'playback-reason',
      what: 'Where a reason is asked for, it is asked before the first sound of a call.',
      onPhone: true,
      async arrange(page, stage) {
        const uniqueId = await findCallOfTag(page, 'FIVE-LEGS');
        const { url } = await stage.startLegato({ REQUIRE_PLAYBACK_REASON: 'true' });
        await page.goto(url + paths.call(uniqueId));
        await page.getByRole('button', { name: 'Play call', exact: true }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
      },
    },
  ],
};
