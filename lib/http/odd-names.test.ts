import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Call, Call as CallSchema } from '@/lib/contract/call';
import { isShortName, TAG_MAX_LENGTH } from '@/lib/contract/query-limits';
import { CallPage } from '@/lib/contract/search';
import { visibleText } from '@/lib/contract/visible-text';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { ODD_NAMES } from '@/lib/simulator/odd-names';

let legato: LegatoUnderTest;
let calls: Call[];
const get = (path: string, headers = {}) => fetch(legato.url + path, { headers });
/** Half a surrogate pair has no form in an address: the PBX cannot be asked for its sound. */
const isHalf = (name: string) => /[\u{FD800}-\u{FDFFF}]/u.test(name);

beforeAll(async () => {
  legato = await startLegatoUnderTest();
  const answer = await get(paths.api.calls({ tag: 'ODD-NAMES' }));
  ({ calls } = CallPage.parse(await answer.json()));
});
afterAll(() => legato.close());

it('no row is lost, and no two names become one', () => {
  expect(calls).toHaveLength(ODD_NAMES.length + 2);
  expect(new Set(calls.map(({ uniqueId }) => uniqueId)).size).toBe(calls.length);
  for (const name of [' blank before', '\ufeffmark', '..', '\u202e4pm.exe', 'a/b']) {
    expect(calls.map(({ uniqueId }) => uniqueId)).toContain(name);
  }
});

it('whatever is listed is opened by Legato’s own links', async () => {
  for (const { uniqueId } of calls) {
    const opened = CallSchema.parse(await (await get(paths.api.call(uniqueId))).json());
    expect(opened.uniqueId).toBe(uniqueId);
    for (const path of [
      paths.api.keptSounds(uniqueId),
      paths.api.heard(uniqueId),
      paths.api.heardOfCalls([uniqueId]),
      ...(isHalf(uniqueId) ? [] : [paths.api.peaks(uniqueId, 1), paths.api.marks(uniqueId, 1)]),
      paths.api.calls({ uniqueId }),
      paths.api.log(new URLSearchParams({ uniqueId })),
    ]) {
      const { status } = await get(path);
      expect(`${status < 300} ${path.slice(0, 80)}`).toBe(`true ${path.slice(0, 80)}`);
    }
    if (isHalf(uniqueId)) continue;
    const sound = await get(paths.api.audio(uniqueId, 1), { Range: 'bytes=0-99' });
    expect([uniqueId, sound.status]).toEqual([uniqueId, 206]);
    const saved = await get(paths.api.audioDownload(uniqueId, 1));
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; filename="[ -~]+"/);
    await saved.body?.cancel();
  }
});

it('whatever tag is listed finds its call, and one that is too long for a link is shown', async () => {
  for (const { uniqueId, legs } of calls) {
    // Of a call that cannot be asked for only what was listed is known.
    if (isHalf(uniqueId)) continue;
    const opened = CallSchema.parse(await (await get(paths.api.call(uniqueId))).json());
    const tag = opened.tags.find((one) => one !== 'ODD-NAMES') ?? '';
    expect(tag).not.toBe('');
    if (isHalf(tag) || !isShortName(tag, TAG_MAX_LENGTH)) continue;
    const found = CallPage.parse(await (await get(paths.api.calls({ tag }))).json());
    expect(found.calls.map((call) => call.uniqueId)).toEqual([uniqueId]);
    expect(legs.length).toBeGreaterThan(0);
  }
});

it('blanks of a paste are left out where the PBX knows the name without them', async () => {
  for (const query of ['tag=%20%20ODD-NAMES%0A', `uniqueId=%0A${encodeURIComponent('a;b')}%20`]) {
    const found = CallPage.parse(await (await get(`/api/calls?${query}`)).json());
    expect(found.calls.length).toBeGreaterThan(0);
  }
});

it('what is written down of them is read again', async () => {
  const rows = await (await get('/api/log/export?format=jsonl')).text();
  const subjects = rows
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).subject);
  const opened = new Set(subjects.map(({ uniqueId }) => uniqueId));
  for (const { uniqueId } of calls) expect(opened).toContain(uniqueId);
  const table = await (await get('/api/log/export?format=csv')).text();
  expect(table).toContain('⟨RLO⟩4pm.exe');
  expect(table).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
});

it('a person is shown what reorders or hides, by its name', () => {
  expect(visibleText('\u202egnp.exe')).toBe('⟨RLO⟩gnp.exe');
  expect(visibleText('\u2067a\u2069\u200f\u200b\ufeff\t\n')).toBe(
    '⟨RLI⟩a⟨PDI⟩⟨RLM⟩⟨ZWSP⟩⟨BOM⟩⟨TAB⟩⟨LF⟩',
  );
  expect(visibleText('\u{F0000}\u{FD83D}\ud83d')).toBe('⟨NUL⟩⟨U+D83D⟩⟨U+D83D⟩');
  expect(visibleText('مرحبا 👩‍👩‍👧 é')).toBe('مرحبا 👩‍👩‍👧 é');
});
