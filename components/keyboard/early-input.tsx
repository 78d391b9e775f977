'use client';

import { useEffect } from 'react';
import type { EarlyInput as Input } from './early-input-script';
import { SHORTCUTS_ADDED } from './use-shortcuts';

/** What was pressed longer ago is not what anybody wants now. */
const LONGEST_AGO_MS = 30_000;

/**
 * Does what was pressed before the page's code was here. Stands after everything that listens. A key that nobody
 * takes, because what it is for still comes, waits until it does or something else is pressed.
 */
export function EarlyInput() {
  // Once, and after the effects of everything above have run.
  useEffect(() => {
    const lifetime = new AbortController();
    const { signal } = lifetime;
    let waiting: Input[] = [];
    const tryAll = () => {
      waiting = waiting.filter(
        (input) => performance.now() - input.atMs < LONGEST_AGO_MS && !replay(input),
      );
      if (waiting.length === 0) lifetime.abort();
    };
    const forget = ({ isTrusted }: Event) => {
      if (!isTrusted) return;
      waiting = [];
      lifetime.abort();
    };
    const timer = setTimeout(() => {
      waiting = window.takeEarlyInput?.() ?? [];
      tryAll();
      if (signal.aborted) return;
      // Not at once: what the key is for may be in the effects that follow.
      document.addEventListener(SHORTCUTS_ADDED, () => setTimeout(tryAll), { signal });
      document.addEventListener('keydown', forget, { signal, capture: true });
      document.addEventListener('pointerdown', forget, { signal, capture: true });
    });
    return () => {
      clearTimeout(timer);
      lifetime.abort();
    };
  }, []);
  return null;
}

/** Whether somebody took it. */
function replay(input: Input): boolean {
  if (input.type === 'click') {
    if (input.button.isConnected) input.button.click();
    return true;
  }
  const { key, code, shiftKey } = input;
  const event = new KeyboardEvent('keydown', {
    key,
    code,
    shiftKey,
    bubbles: true,
    cancelable: true,
  });
  return !document.body.dispatchEvent(event);
}
