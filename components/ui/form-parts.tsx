'use client';

import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ComponentPropsWithRef } from 'react';
import { buttonClass } from './button';
import { classNames } from './class-names';
import { Notice } from './notice';

/** The one main act of a form, as wide as its fields. Pressed again while it runs it does nothing. */
export function SubmitButton({
  isRunning,
  children,
  className,
  ...props
}: ComponentPropsWithRef<'button'> & { isRunning: boolean }) {
  return (
    <button
      {...props}
      type="submit"
      aria-disabled={isRunning}
      className={classNames(
        buttonClass({ look: 'primary' }),
        'h-10 w-full justify-center text-search font-semibold',
        className,
      )}
    >
      {children}
    </button>
  );
}

/** Why a form was not taken, read out when it appears. Its place is there before, so that nothing jumps. */
export function FormError({ sentence }: { sentence: string | null }) {
  return (
    <div role="alert">
      {sentence !== null && (
        <Notice tone="danger" glyph={TriangleAlert}>
          {sentence}
        </Notice>
      )}
    </div>
  );
}
