import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetAllSearches, forgetSearch, rememberSearch } from './recent-searches';

const KEY = 'legato.recent-searches';
const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const searches = () => JSON.parse(stored.get(KEY) ?? '[]');

test('keeps the newest search first and each search once', () => {
  rememberSearch({ tag: 'A' });
  rememberSearch({ uniqueId: '1.2' });
  rememberSearch({ tag: 'A' });
  expect(searches()).toEqual(['/?tag=A', '/?uniqueId=1.2']);
});

test('keeps a tag apart from a unique id of the same text', () => {
  rememberSearch({ tag: '1.2' });
  rememberSearch({ uniqueId: '1.2' });
  forgetSearch({ tag: '1.2' });
  expect(searches()).toEqual(['/?uniqueId=1.2']);
});

test('keeps eight and forgets all at once', () => {
  for (let number = 0; number < 12; number++) rememberSearch({ tag: `T${number}` });
  expect(searches()).toHaveLength(8);
  expect(searches()[0]).toBe('/?tag=T11');
  forgetAllSearches();
  expect(searches()).toEqual([]);
});

test.each(['not json', '{"a":1}', '[{"tag":"B"}]', '["/?tag=", 7, "/?tag=B&uniqueId=1"]'])(
  'starts empty where storage holds %s',
  (text) => {
    stored.set(KEY, text);
    rememberSearch({ tag: 'A' });
    expect(searches()).toEqual(['/?tag=A']);
  },
);
