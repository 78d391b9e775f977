import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** One key, drawn as a key. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={classNames(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-key border border-line-strong bg-surface px-1 font-sans text-label text-ink-2',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
