import { type KeyPage, SHORTCUTS } from './shortcut-table';
import { isCharacterKey, listShortcuts, type ShortcutId } from './shortcuts';

/** What is read of a KeyboardEvent. */
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  defaultPrevented: boolean;
}

/** What kind of element has focus. */
export type KeyFocus = 'page' | 'text' | 'slider' | 'choice' | 'button';

interface KeyContext {
  page: KeyPage | null;
  focus: KeyFocus;
  isDialogOpen: boolean;
  areCharactersOn: boolean;
}

/** Keys that mean something to a native control, which keeps them. */
const OWN_KEYS: Record<Exclude<KeyFocus, 'text'>, RegExp> = {
  page: /^$/,
  slider: /^(Arrow.*|Home|End|Page.*)$/,
  choice: /^(Arrow.*| )$/,
  button: /^( |Enter)$/,
};

/**
 * The shortcut that a key press means, or null: while typing, in a dialog, with Ctrl, Alt or
 * Meta, and where the focused control needs the key itself.
 */
export function matchShortcut(press: KeyPress, context: KeyContext): ShortcutId | null {
  const { key } = press;
  if (press.defaultPrevented || press.isComposing || context.isDialogOpen) return null;
  if (press.ctrlKey || press.altKey || press.metaKey || context.focus === 'text') return null;
  if (OWN_KEYS[context.focus].test(key)) return null;
  if (isCharacterKey(key) && !context.areCharactersOn) return null;
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  const found = listShortcuts().find(
    (entry) =>
      !entry.isOfFocusedRow &&
      (entry.where === 'everywhere' || entry.where === context.page) &&
      entry.keys.includes(wanted) &&
      (entry.withShift === undefined || entry.withShift === press.shiftKey),
  );
  return found && isShortcutId(found.id) ? found.id : null;
}

const isShortcutId = (id: string): id is ShortcutId => id in SHORTCUTS;

const TEXT_TYPES =
  /^(text|search|url|tel|email|password|number|date|time|datetime-local|month|week)$/;

/** What the focused element would do with keys of its own. */
export function keyFocusOf(target: EventTarget | null): KeyFocus {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.isContentEditable || target.matches('textarea, select')) return 'text';
  if (target instanceof HTMLInputElement) {
    if (TEXT_TYPES.test(target.type)) return 'text';
    if (target.type === 'range') return 'slider';
    return 'choice';
  }
  if (target.closest('[role="slider"]')) return 'slider';
  return target.closest('button, a[href], summary, [role="button"]') ? 'button' : 'page';
}
