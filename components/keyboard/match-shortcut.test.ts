import { describe, expect, test } from 'vitest';
import { type KeyFocus, type KeyPress, matchShortcut } from './match-shortcut';
import { ariaKeys, capsOf, listShortcuts } from './shortcuts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  defaultPrevented: false,
  ...more,
});
const onCallPage = {
  page: 'call',
  focus: 'page',
  isDialogOpen: false,
  areCharactersOn: true,
} as const;
const match = (key: string, more: Partial<KeyPress> = {}, focus: KeyFocus = 'page') =>
  matchShortcut(press(key, more), { ...onCallPage, focus });

describe('a key', () => {
  test.each([
    [' ', {}, 'play-pause'],
    ['ArrowLeft', {}, 'back-10'],
    ['ArrowLeft', { shiftKey: true }, 'back-1'],
    ['ArrowRight', { shiftKey: true }, 'forward-1'],
    ['[', {}, 'previous-leg'],
    ['7', {}, 'play-leg'],
    ['>', { shiftKey: true }, 'faster'],
    ['?', { shiftKey: true }, 'help'],
    ['C', { shiftKey: true }, 'copy-link'],
    ['c', {}, 'copy-link'],
    ['/', {}, 'search'],
    ['ArrowDown', {}, 'next-row'],
    ['PageUp', { shiftKey: true }, 'forward-30'],
    ['Home', {}, 'call-start'],
    ['i', {}, 'loop-from'],
    ['o', {}, 'loop-to'],
    ['Escape', {}, 'clear-loop'],
    ['s', {}, 'skip-waiting'],
    ['v', {}, 'level'],
    ['t', {}, 'clock'],
  ])('%s with %o means %s', (key, more, id) => {
    expect(match(key, more)).toBe(id);
  });

  test.each(['0', 'x', 'Tab', 'PageUp', 'Enter'])('%s means nothing', (key) => {
    expect(match(key)).toBeNull();
  });

  test('of the call page means nothing elsewhere, search and help do', () => {
    const elsewhere = { ...onCallPage, page: null };
    expect(matchShortcut(press(' '), elsewhere)).toBeNull();
    expect(matchShortcut(press('/'), elsewhere)).toBe('search');
    expect(matchShortcut(press('?'), elsewhere)).toBe('help');
  });

  test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])(
    'with %o belongs to the browser',
    (more) => {
      expect(match('c', more)).toBeNull();
    },
  );

  test('does nothing while typing or in a dialog', () => {
    expect(match('c', {}, 'text')).toBeNull();
    expect(match(' ', {}, 'text')).toBeNull();
    expect(matchShortcut(press(' '), { ...onCallPage, isDialogOpen: true })).toBeNull();
  });

  test('that the focused control needs is left to it, other keys work', () => {
    expect(match('ArrowLeft', {}, 'slider')).toBeNull();
    expect(match(' ', {}, 'slider')).toBe('play-pause');
    expect(match(' ', {}, 'button')).toBeNull();
    expect(match('ArrowLeft', {}, 'button')).toBe('back-10');
    expect(match('ArrowLeft', {}, 'choice')).toBeNull();
    expect(match('3', {}, 'choice')).toBe('play-leg');
  });

  test('that is a character can be switched off, named keys stay', () => {
    const off = { ...onCallPage, areCharactersOn: false };
    expect(matchShortcut(press('3'), off)).toBeNull();
    expect(matchShortcut(press('?'), off)).toBeNull();
    expect(matchShortcut(press(' '), off)).toBe('play-pause');
    expect(matchShortcut(press('ArrowLeft'), off)).toBe('back-10');
  });
});

describe('the table', () => {
  test('gives no two meanings to one key on one page', () => {
    const meanings = listShortcuts().flatMap((entry) =>
      (entry.where === 'everywhere' ? ['call', 'calls', 'people'] : [entry.where]).flatMap((page) =>
        entry.keys.flatMap((key) =>
          (entry.withShift === undefined ? [true, false] : [entry.withShift]).map(
            (shift) => `${page}: ${shift ? 'Shift+' : ''}${key}`,
          ),
        ),
      ),
    );
    expect(new Set(meanings).size).toBe(meanings.length);
  });

  test('gives key caps and aria-keyshortcuts', () => {
    expect(capsOf('back-1')).toEqual(['Shift', '←']);
    expect(capsOf('play-pause')).toEqual(['Space']);
    expect(ariaKeys('play-pause')).toBe('Space');
    expect(ariaKeys('back-1')).toBe('Shift+ArrowLeft');
    expect(ariaKeys('play-leg', '2')).toBe('2');
  });
});
