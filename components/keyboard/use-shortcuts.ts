'use client';

import { useEffect, useEffectEvent } from 'react';
import { characterKeys } from './character-keys';
import { keyFocusOf, matchShortcut } from './match-shortcut';
import type { KeyPage } from './shortcut-table';
import type { ShortcutId } from './shortcuts';

type ShortcutHandlers = Partial<Record<ShortcutId, (event: KeyboardEvent) => void>>;

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

  // Keys belong to the document: no element of ours would hear them while nothing has the focus.
  useEffect(() => {
    const controller = new AbortController();
    document.addEventListener('keydown', onKeyDown, { signal: controller.signal });
    return () => controller.abort();
  }, []);
}
