import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Kbd } from './kbd';

interface TooltipProps {
  /** The control; its own name must say at least what the tooltip says. */
  children: ReactNode;
  label: string;
  keys?: string[];
  side?: 'above' | 'below';
  align?: 'start' | 'centre' | 'end';
  /** For a sentence: it wraps. */
  isLong?: boolean;
  className?: string;
}

const aligns = { start: 'left-0', centre: 'left-1/2 -translate-x-1/2', end: 'right-0' };

/**
 * Shows the name of a control and its key on hover and keyboard focus. CSS only, and only
 * visual: a screen reader has the control's name and `aria-keyshortcuts`.
 */
export function Tooltip({
  children,
  label,
  keys = [],
  side = 'below',
  align = 'centre',
  isLong = false,
  className,
}: TooltipProps) {
  return (
    <span className={classNames('group/tooltip relative inline-flex', className)}>
      {children}
      <span
        aria-hidden
        className={classNames(
          // Not laid out until it shows: what is merely invisible would still widen the page.
          'tooltip-bubble pointer-events-none absolute z-50 hidden items-center gap-2 rounded-control bg-raised px-2 py-1 text-small text-ink shadow-float',
          'group-hover/tooltip:flex group-has-focus-visible/tooltip:flex',
          isLong ? 'w-64 whitespace-normal' : 'whitespace-nowrap',
          side === 'below' ? 'top-full mt-1.5' : 'bottom-full mb-1.5',
          aligns[align],
        )}
      >
        {label}
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </span>
    </span>
  );
}
