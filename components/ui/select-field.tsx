'use client';

import { type ComponentPropsWithRef, useId } from 'react';

interface SelectFieldProps extends ComponentPropsWithRef<'select'> {
  label: string;
  options: readonly { value: string; label: string }[];
}

/** One choice of a list in a form, with its label above: the browser's own list, which every hand knows. */
export function SelectField({ label, options, className, ...field }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium text-search">
        {label}
      </label>
      <select
        {...field}
        id={id}
        className="h-10 w-full rounded-control border border-control bg-surface px-2.5 text-ink text-search focus-visible:border-focus pointer-coarse:h-11"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
