import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names';

interface ButtonLook {
  /** `primary` is the one main action of a view, `danger` one that takes something away; `quiet` has no edge until hovered. */
  look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** `bar` 28 px, `alone` 32 px, `icon` 32 px square. A coarse pointer gets 44. */
  size?: 'bar' | 'alone' | 'icon';
}

const looks = {
  primary:
    'border border-primary bg-primary text-on-primary hover:bg-[color-mix(in_oklab,var(--primary)_88%,var(--surface))]',
  secondary: 'border border-line-strong bg-surface text-ink hover:border-control hover:bg-sunken',
  danger: 'border border-danger bg-danger text-surface',
  quiet: 'border border-transparent text-ink-2 hover:bg-sunken hover:text-ink',
};

const sizes = {
  bar: 'h-7 gap-1.5 px-2.5 text-small font-medium pointer-coarse:h-11 pointer-coarse:px-4',
  alone: 'h-8 gap-2 px-3 text-body font-medium pointer-coarse:h-11 pointer-coarse:px-4',
  icon: 'size-8 justify-center pointer-coarse:size-11',
};

/** The look of a button, for links that act as one and for `Button` itself. */
export function buttonClass({ look = 'secondary', size = 'alone' }: ButtonLook = {}): string {
  return classNames(
    'inline-flex shrink-0 items-center whitespace-nowrap rounded-control transition-colors',
    'aria-disabled:cursor-default aria-disabled:opacity-60',
    looks[look],
    sizes[size],
  );
}

/** A native button. An icon alone needs an `aria-label` and a `Tooltip` around it. */
export function Button({
  look,
  size,
  className,
  ...props
}: ButtonLook & ComponentPropsWithRef<'button'>) {
  return (
    <button
      type="button"
      {...props}
      className={classNames(
        buttonClass({ ...(look && { look }), ...(size && { size }) }),
        className,
      )}
    />
  );
}
