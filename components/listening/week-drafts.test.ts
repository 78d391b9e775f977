import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MOST_FINDINGS } from '@/lib/contract/week-review';

type Drafts = typeof import('./week-drafts');
const KEY = 'legato.week-reviews';
const WEEK = '2026-11-09';
const TO = '2026-11-10T10:00:00+11:00';
const A = { key: 'a', to: TO };
const B = { key: 'b', to: TO };
const C = { key: 'c', to: TO };
const stored = new Map<string, string>();
let isFull: boolean;
let person: string;

/** A page of the same browser: what it has in memory is its own. */
async function openTab(): Promise<Drafts> {
  vi.resetModules();
  return await import('./week-drafts');
}

beforeEach(() => {
  stored.clear();
  isFull = false;
  person = 'helen';
  vi.stubGlobal('document', { querySelector: () => ({ dataset: { person } }) });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      stored.set(key, value);
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

test('what was looked at and written is there after a reload, for the same person alone', async () => {
  const tab = await openTab();
  tab.sayOfFinding(WEEK, A, { isLookedAt: true });
  tab.sayOfFinding(WEEK, A, { note: 'Asked for by legal' });
  tab.sayOfWeek(WEEK, 'Spoken to Tom');

  const reloaded = await openTab();
  const draft = reloaded.readDraft(WEEK);
  expect(draft.note).toBe('Spoken to Tom');
  expect([...reloaded.saidOf(draft, [A, B])]).toEqual([
    ['a', { isLookedAt: true, note: 'Asked for by legal' }],
    ['b', { isLookedAt: false, note: '' }],
  ]);
  person = 'omar';
  expect((await openTab()).readDraft(WEEK)).toEqual({ note: '', said: [] });
});

test('two tabs leave each other’s marks, in the same week and in another', async () => {
  const [one, other] = [await openTab(), await openTab()];
  one.sayOfFinding(WEEK, A, { isLookedAt: true });
  other.sayOfFinding(WEEK, B, { note: 'Nightly job' });
  one.sayOfFinding('2026-11-16', C, { isLookedAt: true });
  other.sayOfWeek(WEEK, 'None');

  for (const tab of [one, other]) {
    expect(tab.readDraft(WEEK)).toEqual({
      note: 'None',
      said: [
        ['a', { isLookedAt: true, note: '', to: TO }],
        ['b', { isLookedAt: false, note: 'Nightly job', to: TO }],
      ],
    });
    expect(tab.readDraft('2026-11-16').said).toHaveLength(1);
  }
});

test('a week that is signed off is forgotten, and the others stay', async () => {
  const tab = await openTab();
  tab.sayOfFinding(WEEK, A, { isLookedAt: true });
  tab.sayOfWeek('2026-11-16', 'Later');
  tab.forgetDraft(WEEK);

  const reloaded = await openTab();
  expect(reloaded.readDraft(WEEK).said).toEqual([]);
  expect(reloaded.readDraft('2026-11-16').note).toBe('Later');
});

test('a finding that has grown since is to be looked at again, and keeps its note', async () => {
  const tab = await openTab();
  tab.sayOfFinding(WEEK, A, { isLookedAt: true, note: 'Nightly job' });
  const grown = { ...A, to: '2026-11-10T11:00:00+11:00' };
  const saidOfIt = () => tab.saidOf(tab.readDraft(WEEK), [grown]).get('a');
  expect(saidOfIt()).toEqual({ isLookedAt: false, note: 'Nightly job' });
  // A word on it is no look at it.
  tab.sayOfFinding(WEEK, grown, { note: 'As agreed' });
  expect(saidOfIt()).toEqual({ isLookedAt: false, note: 'As agreed' });
  tab.sayOfFinding(WEEK, grown, { isLookedAt: true });
  expect(saidOfIt()?.isLookedAt).toBe(true);
});

test('a mark that is taken back leaves nothing', async () => {
  const tab = await openTab();
  tab.sayOfFinding(WEEK, A, { isLookedAt: true });
  tab.sayOfFinding(WEEK, A, { isLookedAt: false });
  expect(stored.get(`${KEY}@helen`)).toBe('[]');
});

test('four weeks are kept, and of each as many findings as it can list', async () => {
  const tab = await openTab();
  for (let day = 10; day < 16; day += 1) tab.sayOfWeek(`2026-11-${day}`, 'x');
  expect(JSON.parse(stored.get(`${KEY}@helen`) ?? '').map(([week]: [string]) => week)).toEqual(
    [12, 13, 14, 15].map((day) => `2026-11-${day}`),
  );
  for (let index = 0; index < MOST_FINDINGS + 5; index += 1) {
    tab.sayOfFinding(WEEK, { key: `${index}`, to: TO }, { isLookedAt: true });
  }
  const { said } = tab.readDraft(WEEK);
  expect([said.length, said[0]?.[0]]).toEqual([MOST_FINDINGS, '5']);
});

test('where the storage is full, marks hold for as long as the page is open', async () => {
  const tab = await openTab();
  isFull = true;
  tab.sayOfFinding(WEEK, A, { isLookedAt: true });
  tab.sayOfFinding(WEEK, B, { isLookedAt: true });
  expect(tab.readDraft(WEEK).said.map(([key]) => key)).toEqual(['a', 'b']);
  isFull = false;
  tab.sayOfWeek(WEEK, 'There is room again');
  expect((await openTab()).readDraft(WEEK).said).toHaveLength(2);
});

test.each(['not json', '{"a":1}', '[["2026-11-09",{"note":7,"said":[]}]]'])(
  'a week is empty where storage holds %s',
  async (text) => {
    stored.set(`${KEY}@helen`, text);
    const tab = await openTab();
    expect(tab.readDraft(WEEK)).toEqual({ note: '', said: [] });
    tab.sayOfFinding(WEEK, A, { isLookedAt: true });
    expect((await openTab()).readDraft(WEEK).said).toHaveLength(1);
  },
);
