import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearOwnStorage, ownStorage } from './own-storage';

let kept: Record<string, string>;
let person: string | undefined;

beforeEach(() => {
  kept = {};
  vi.stubGlobal('document', { querySelector: () => (person ? { dataset: { person } } : null) });
  vi.stubGlobal('sessionStorage', { clear: () => {} });
  vi.stubGlobal(
    'localStorage',
    Object.defineProperties(kept, {
      getItem: { value: (key: string) => kept[key] ?? null },
      setItem: {
        value: (key: string, value: string) => {
          kept[key] = value;
        },
      },
      removeItem: { value: (key: string) => Reflect.deleteProperty(kept, key) },
    }),
  );
});
afterEach(() => vi.unstubAllGlobals());

it('shows a person nothing that another left in this browser', () => {
  person = 'fred';
  ownStorage.setItem('legato.recent-searches', '["/?tag=A"]');
  person = 'ruth';

  expect(ownStorage.getItem('legato.recent-searches')).toBeNull();
  person = 'fred';
  expect(ownStorage.getItem('legato.recent-searches')).toBe('["/?tag=A"]');
});

it('takes away what was kept for who signs out, and what was kept for nobody', () => {
  for (const one of ['fred', 'ruth']) {
    person = one;
    ownStorage.setItem('legato.positions', one);
  }
  kept['legato.positions'] = 'before anybody signed in';
  kept['other.program'] = 'not ours';
  clearOwnStorage();

  expect(kept).toEqual({ 'legato.positions@fred': 'fred', 'other.program': 'not ours' });
});
