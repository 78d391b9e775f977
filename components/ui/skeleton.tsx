import { classNames } from './class-names';

/** A still grey bar as a placeholder. Size it by class; the region around it says what loads. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('block rounded-leg bg-line', className)} />;
}
