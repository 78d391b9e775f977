'use client';

import { type ComponentPropsWithRef, type ReactNode, useId, useState } from 'react';
import { classNames } from './class-names';

interface TextFieldProps extends ComponentPropsWithRef<'input'> {
  label: string;
  /** A sentence under the field. */
  hint?: string;
  /** At the right end of the field. */
  children?: ReactNode;
}

/** A field of a form with its label above: 40 px high, 44 to a finger. */
export function TextField({ label, hint, children, className, ...field }: TextFieldProps) {
  const id = useId();
  const hintId = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium text-search">
        {label}
      </label>
      <div
        className={classNames(
          'flex h-10 items-center rounded-control border border-control bg-surface pointer-coarse:h-11',
          'focus-within:border-focus focus-within:outline-2 focus-within:outline-focus',
        )}
      >
        <input
          {...field}
          id={id}
          aria-describedby={hint ? hintId : undefined}
          className="h-full min-w-0 flex-1 rounded-control bg-transparent px-3 text-search outline-none"
        />
        {children}
      </div>
      {hint && (
        <p id={hintId} className="mt-1 text-ink-2 text-prose">
          {hint}
        </p>
      )}
    </div>
  );
}

/** A password, which can be looked at. */
export function PasswordField({ label, ...field }: Omit<TextFieldProps, 'type' | 'children'>) {
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...field}
      label={label}
      type={isShown ? 'text' : 'password'}
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
    >
      <button
        type="button"
        aria-label={`${isShown ? 'Hide' : 'Show'} ${label.toLowerCase()}`}
        onClick={() => setShown(!isShown)}
        className="h-full shrink-0 rounded-control px-3 font-medium text-ink-2 text-small hover:text-ink"
      >
        {isShown ? 'Hide' : 'Show'}
      </button>
    </TextField>
  );
}
