'use client';

import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { useEffect, useState } from 'react';
import { Button } from './button';
import { Icon } from './icon';
import { Tooltip } from './tooltip';

interface CopyButtonProps {
  /** What lands on the clipboard. */
  text: string;
  /** Name of the button: "Copy unique id". */
  label: string;
  /** Shown beside the icon; without it the button is the icon alone. */
  children?: string;
  /** Where the tooltip stands against the button. */
  align?: 'start' | 'centre' | 'end';
}

/** Copies a text and confirms it, visibly and to screen readers. Says so if copying failed. */
export function CopyButton({ text, label, children, align = 'centre' }: CopyButtonProps) {
  const { outcome, said, copy } = useCopy();

  return (
    <Tooltip label={said || label} align={align}>
      <Button
        look={children ? 'secondary' : 'quiet'}
        size={children ? 'bar' : 'icon'}
        aria-label={label}
        onClick={() => copy(text)}
        {...(children ? {} : { className: 'size-6! pointer-coarse:size-11! pointer-coarse:-my-3' })}
      >
        <Icon glyph={outcome === 'copied' ? Check : Copy} size={14} />
        {children}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </Tooltip>
  );
}

const SHOWN_MS = 2_000;

/** Outcome of the last copy, shown for a moment. */
export type CopyOutcome = 'idle' | 'copied' | 'failed';

/** Copies a text to the clipboard. `said` is the outcome in words, empty when there is none. */
export function useCopy() {
  const [outcome, setOutcome] = useState<CopyOutcome>('idle');

  // "Copied" is true for a moment only, and only a timer knows when that is over.
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
