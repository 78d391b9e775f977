'use client';

import { useEffect, useEffectEvent } from 'react';
import { keyFocusOf, matchShortcut } from './match-shortcut';
import type { KeyPage } from './shortcut-table';
import type { ShortcutId } from './shortcuts';

type ShortcutHandlers = Partial<Record<ShortcutId, (event: KeyboardEvent) => void>>;

/** An event of the document: keys may do something now that did nothing before. */
export const SHORTCUTS_ADDED = 'legato:shortcuts-added';

/** Lets keys of the table do something while the component is shown. Others are left alone. */
export function useShortcuts(page: KeyPage | null, handlers: ShortcutHandlers): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const id = matchShortcut(event, {
      page,
      focus: keyFocusOf(event.target),
      isDialogOpen: document.querySelector('[role="dialog"], dialog[open]') !== null,
      areCharactersOn: characterKeys.areOn(),
    });
    const handler = id && handlers[id];
    if (!handler) return;
    event.preventDefault();
    handler(event);
  });

  // On the document: no element would receive keys while nothing has focus.
  useEffect(() => {
    const controller = new AbortController();
    document.addEventListener('keydown', onKeyDown, { signal: controller.signal });
    document.dispatchEvent(new Event(SHORTCUTS_ADDED));
    return () => controller.abort();
  }, []);
}

const KEY = 'legato.character-keys';
const listeners = new Set<() => void>();

/** Whether single-letter keys are on in this browser. On by default. */
export const characterKeys = {
  areOn(): boolean {
    try {
      return localStorage.getItem(KEY) !== 'off';
    } catch {
      return true;
    }
  },
  set(areOn: boolean): void {
    try {
      localStorage.setItem(KEY, areOn ? 'on' : 'off');
    } catch {
      // Storage may be closed to this page; then the keys stay as they are.
    }
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
