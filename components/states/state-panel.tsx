import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

/** The card of a state. It replaces only the part of the page that the state is about. */
export function StatePanel({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <section
      className={classNames(
        'w-full max-w-140 rounded-card border border-line bg-surface p-5 text-body',
        className,
      )}
    >
      {children}
    </section>
  );
}
