import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';

/** The shortcut for "search" and the skip link look for the field by this id. */
export const SEARCH_FIELD_ID = 'search-calls';

interface SearchFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'size'> {
  /** `large` is the one of the home page, `bar` the one in the top bar. */
  size: 'large' | 'bar';
  onClear: () => void;
  /** Stands at the right end: the chip. */
  children?: ReactNode;
}

/** The search box itself: frame, magnifier, field, a way to empty it. */
export function SearchField({ size, onClear, children, ...field }: SearchFieldProps) {
  return (
    <div
      className={classNames(
        'flex items-center gap-2 rounded-control border border-control bg-surface focus-within:border-focus focus-within:outline-2 focus-within:outline-focus',
        size === 'large' ? 'h-12 px-3.5' : 'h-9 px-2.5 pointer-coarse:h-11',
      )}
    >
      <Icon glyph={Search} className="text-ink-2" />
      <input
        {...field}
        id={SEARCH_FIELD_ID}
        type="search"
        aria-label="Search calls"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        className={classNames(
          'h-full min-w-0 flex-1 bg-transparent text-id outline-none [&::-webkit-search-cancel-button]:hidden',
          size === 'large' ? 'text-dialog font-normal' : 'text-search',
        )}
      />
      {field.value !== '' && (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={onClear}
          className="flex size-6 shrink-0 items-center justify-center rounded-key text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:after:-inset-2.5 relative pointer-coarse:after:absolute"
        >
          <Icon glyph={X} />
        </button>
      )}
      {children}
    </div>
  );
}
