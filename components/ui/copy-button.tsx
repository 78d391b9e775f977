'use client';

import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { useEffect, useState } from 'react';
import { Button } from './button';
import { Icon } from './icon';
import { Tooltip } from './tooltip';

const SHOWN_MS = 2_000;

interface CopyButtonProps {
  /** What lands on the clipboard. */
  text: string;
  /** Name of the button: "Copy unique id". */
  label: string;
  /** Shown beside the icon; without it the button is the icon alone. */
  children?: string;
}

type Outcome = 'idle' | 'copied' | 'failed';

/** Copies a text and says so to eye and ear. Where the clipboard is closed, it says that. */
export function CopyButton({ text, label, children }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>('idle');

  // The word "Copied" is about a moment that passes; a timer is the only one to tell when it has.
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }

  const said =
    outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'The browser did not copy' : '';
  return (
    <Tooltip label={said || label}>
      <Button
        look={children ? 'secondary' : 'quiet'}
        size={children ? 'bar' : 'icon'}
        aria-label={label}
        onClick={copy}
        {...(children ? {} : { className: 'size-6' })}
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
