'use client';

import { useEffect, useState } from 'react';

const SHOWN_MS = 2_000;

/** What became of the last copy, for as long as it is news. */
export type CopyOutcome = 'idle' | 'copied' | 'failed';

/** Copies a text to the clipboard. `said` is the outcome in words, empty when there is none. */
export function useCopy() {
  const [outcome, setOutcome] = useState<CopyOutcome>('idle');

  // The word "Copied" is about a moment that passes; a timer is the only one to tell when it has.
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }

  const said = outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Copying failed' : '';
  return { outcome, said, copy };
}
