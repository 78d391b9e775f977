'use client';

import { useEffect } from 'react';
import type { EarlyInput as Input } from './early-input-script';

/** What was pressed longer ago is not what anybody wants now. */
const LONGEST_AGO_MS = 30_000;

/** Does what was pressed before the page's code was here. Stands after everything that listens. */
export function EarlyInput() {
  // Once, and after the effects of everything above have run.
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const input of window.takeEarlyInput?.() ?? []) {
        if (performance.now() - input.atMs < LONGEST_AGO_MS) replay(input);
      }
    });
    return () => clearTimeout(timer);
  }, []);
  return null;
}

function replay(input: Input): void {
  if (input.type === 'click') {
    if (input.button.isConnected) input.button.click();
    return;
  }
  const { key, code, shiftKey } = input;
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }),
  );
}
