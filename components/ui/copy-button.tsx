'use client';

import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { Button } from './button';
import { Icon } from './icon';
import { Tooltip } from './tooltip';
import { useCopy } from './use-copy';

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

/** Copies a text and says so to eye and ear. Where the clipboard is closed, it says that. */
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
