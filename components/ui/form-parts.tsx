'use client';

import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ComponentPropsWithRef } from 'react';
import { buttonClass } from './button';
import { classNames } from './class-names';
import { Notice } from './notice';

/** What a form is for, as wide as its fields; `secondary` where the page has another main act or none. */
export function SubmitButton({
  isRunning,
  look = 'primary',
  children,
  className,
  ...props
}: ComponentPropsWithRef<'button'> & { isRunning: boolean; look?: 'primary' | 'secondary' }) {
  return (
    <button
      {...props}
      type="submit"
      aria-disabled={isRunning}
      className={classNames(
        buttonClass({ look }),
        'h-10 w-full justify-center text-search font-semibold',
        className,
      )}
    >
      {children}
    </button>
  );
}

/** Why a form was not taken, read out when it appears. */
export function FormError({ sentence }: { sentence: string | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {sentence !== null && (
        <Notice tone="danger" glyph={TriangleAlert}>
          {sentence}
        </Notice>
      )}
    </div>
  );
}
