import { useId } from 'react';
import { classNames } from './class-names';

interface SegmentedProps<Value extends string> {
  /** Name of the group for assistive technology. */
  label: string;
  options: readonly { value: Value; label: string; spoken?: string }[];
  value: Value;
  onChange: (value: Value) => void;
  className?: string;
}

/** One choice of a few: native radio buttons in one frame, so arrows and Home work by themselves. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChange,
  className,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={classNames(
        'inline-flex h-7 items-stretch rounded-control border border-line-strong bg-surface p-px pointer-coarse:h-11',
        className,
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={classNames(
            'flex items-center rounded-key px-2.5 text-small transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus',
            option.value === value
              ? 'bg-ink font-medium text-surface'
              : 'text-ink-2 hover:bg-sunken hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            aria-label={option.spoken ?? option.label}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
