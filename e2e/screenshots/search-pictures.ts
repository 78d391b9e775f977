import { expect } from '@playwright/test';
import { paths } from '@/lib/paths';
import { freePort } from '../../scripts/free-port.mjs';
import { openHome } from '../open-page';
import type { Album, Picture } from './picture';

const WRONG_KEY = '00000000-0000-4000-8000-00000000beef';

/** A search that the simulated PBX answers with a fault, and the title that the page shows. */
const fault = (name: string, tag: string, title: string, what: string): Picture => ({
  name,
  what,
  async arrange(page) {
    await openHome(page, { tag });
    await expect(page.getByRole('main').getByRole('alert')).toContainText(title);
  },
});

/** The first page, and every way in which a search can end. */
export const searchPictures: Album = {
  title: 'Search',
  pictures: [
    {
      name: 'home',
      what: 'The first visit: what to search for.',
      onPhone: true,
      async arrange(page) {
        await openHome(page);
        await expect(page.getByRole('heading', { name: 'Find a call' })).toBeVisible();
      },
    },
    {
      name: 'searching',
      what: 'A search in progress: the empty grid.',
      async arrange(page) {
        await page.goto(paths.search({ tag: 'FAULT-SLOW' }), { waitUntil: 'commit' });
        await expect(page.getByText('Searching the PBX for the tag FAULT-SLOW')).toBeVisible();
      },
    },
    {
      name: 'results',
      what: 'The calls of a case, each with its legs to one scale.',
      onPhone: true,
      async arrange(page) {
        await openHome(page, { tag: 'INV-20418' });
        await expect(page.getByRole('row', { name: /tag INV-20418/ }).first()).toBeVisible();
      },
    },
    {
      name: 'results-many',
      what: 'Five thousand calls under one tag.',
      async arrange(page) {
        await openHome(page, { tag: 'BULK-5000' });
        await expect(page.getByRole('row', { name: /tag BULK-5000/ }).first()).toBeVisible();
      },
    },
    {
      name: 'results-in-part',
      what: 'A reply with one leg that could not be read.',
      async arrange(page) {
        await openHome(page, { tag: 'FAULT-UNREADABLE-LEG' });
        await expect(page.getByText('Part of the PBX’s reply could not be read.')).toBeVisible();
      },
    },
    {
      name: 'nothing-found',
      what: 'Nothing found: what was asked, when, and the answer.',
      onPhone: true,
      async arrange(page) {
        await openHome(page, { tag: 'NOTHING' });
        await expect(
          page.getByRole('heading', { name: 'No call is tagged NOTHING' }),
        ).toBeVisible();
      },
    },
    {
      name: 'two-questions',
      what: 'A link with both a tag and a unique id.',
      async arrange(page) {
        await page.goto('/?tag=INV-20418&uniqueId=1795477327.4391');
        await expect(page.getByRole('main').getByRole('alert')).toContainText(
          'both a tag and a unique id',
        );
      },
    },
    fault(
      'pbx-refused',
      'FAULT-401',
      'The PBX refused Legato’s key or address.',
      'The PBX refuses the key or the address: both causes.',
    ),
    fault(
      'pbx-busy',
      'FAULT-503-ALWAYS',
      'The PBX is busy.',
      'A busy PBX, and when Legato tries again.',
    ),
    fault(
      'pbx-bad-reply',
      'FAULT-HTML',
      'The PBX sent a reply that Legato cannot read.',
      'A reply that Legato cannot read.',
    ),
    {
      name: 'pbx-unreachable',
      what: 'A PBX that cannot be reached.',
      onPhone: true,
      async arrange(page, { startLegato }) {
        const nobody = await freePort();
        const legato = await startLegato({ NOOJEE_URL: `http://127.0.0.1:${nobody}` });
        await page.goto(`${legato.url}/?tag=INV-20418`);
        await expect(page.getByRole('main').getByRole('alert')).toContainText(
          'The PBX cannot be reached.',
        );
      },
    },
    {
      name: 'status',
      what: 'The status page: the PBX accepts the key.',
      onPhone: true,
      async arrange(page) {
        await page.goto('/status');
        await expect(page.getByRole('heading', { name: 'The PBX accepts the key' })).toBeVisible();
      },
    },
    {
      name: 'status-refused',
      what: 'The status page: the PBX refuses the key.',
      async arrange(page, { startLegato }) {
        const legato = await startLegato({ NOOJEE_API_KEY: WRONG_KEY });
        await page.goto(`${legato.url}/status`);
        await expect(page.getByRole('main').getByRole('alert')).toContainText(
          'The PBX refused Legato’s key or address.',
        );
      },
    },
    {
      name: 'no-such-page',
      what: 'An address without a page.',
      async arrange(page) {
        await page.goto('/no-such-page');
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(
          'There is no page at this address',
        );
      },
    },
  ],
};
