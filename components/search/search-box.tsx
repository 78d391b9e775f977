'use client';

import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import {
  type ComponentPropsWithRef,
  type KeyboardEvent,
  type ReactNode,
  type SubmitEvent,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { ariaKeys } from '@/components/keyboard/shortcuts';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Kbd } from '@/components/ui/kbd';
import { usePbxZone } from '@/components/wording/pbx-zone';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { type Reading, readSearch, toCallQuery } from './read-search';
import { ReadingChip, ReadingLine, speakReading } from './reading-line';

interface SearchBoxProps {
  /** What the address asks for; the box follows it. */
  initial: { text: string; reading: Reading | null };
  size: 'large' | 'bar';
  isFocusedFirst?: boolean;
  /** `moment` is the moment in a pasted link: `leg=2&t=35`, or empty. */
  onSearch: (query: CallQuery, moment: string) => void;
  /** Down from what has been searched for: goes to what was found, and says whether there is anything. */
  onDown?: () => boolean;
}

/**
 * One box for tags, unique ids and links. The chip shows how the text is read; the arrow keys
 * or a click switch to the other reading; Enter searches by the one shown.
 */
export function SearchBox({
  initial,
  size,
  isFocusedFirst = false,
  onSearch,
  onDown,
}: SearchBoxProps) {
  const timeZone = usePbxZone();
  const spokenId = useId();
  const field = useRef<HTMLInputElement>(null);
  const { text, read, query, setText, chooseReading } = useSearchText(initial);
  const isEmpty = read.value === '';

  // What was typed before the page's code was here is in the field, and nowhere else.
  const takeTyped = useEffectEvent(() => {
    const typed = field.current?.value;
    if (typed !== undefined && typed !== text) setText(typed);
  });
  useEffect(() => takeTyped(), []);

  useShortcuts(null, {
    search: () => {
      field.current?.focus();
      field.current?.select();
    },
  });

  function choose(reading: Reading) {
    chooseReading(reading);
    field.current?.focus();
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (query) onSearch(query, read.moment);
  }

  function walkReadings(event: KeyboardEvent) {
    if (isEmpty || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const isFound = text === initial.text && read.reading === initial.reading;
    if (event.key === 'ArrowDown' && isFound && onDown?.()) return;
    chooseReading(read.reading === 'tag' ? 'uniqueId' : 'tag');
  }

  return (
    <search className="w-full">
      <form action={paths.home()} onSubmit={submit}>
        <SearchField
          ref={field}
          size={size}
          name={read.reading}
          value={text}
          maxLength={8000}
          placeholder="Tag, unique id or link"
          aria-describedby={spokenId}
          aria-keyshortcuts={ariaKeys('search')}
          autoFocus={isFocusedFirst}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={walkReadings}
          onClear={() => {
            setText('');
            field.current?.focus();
          }}
        >
          {isEmpty ? (
            <Kbd className="max-sm:hidden">/</Kbd>
          ) : (
            <>
              <ReadingChip read={read} onChoose={choose} />
              {size === 'large' && <Kbd className="h-6 px-2 max-sm:hidden">Enter</Kbd>}
            </>
          )}
        </SearchField>
        <p id={spokenId} role="status" className="sr-only">
          {speakReading(read, timeZone)}
        </p>
        {size === 'large' && (
          <div className="flex min-h-9 items-center gap-2 px-3.5 max-sm:flex-wrap pt-2 text-prose text-ink-2">
            {isEmpty ? (
              'Paste a tag, unique id or Legato link.'
            ) : (
              <ReadingLine read={read} timeZone={timeZone} onChoose={choose} />
            )}
          </div>
        )}
      </form>
    </search>
  );
}

interface SearchFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'size'> {
  /** `large` on the home page, `bar` in the top bar. */
  size: 'large' | 'bar';
  onClear: () => void;
  /** At the right end: the chip. */
  children?: ReactNode;
}

/** The search field: frame, magnifier, input and a button to clear it. */
function SearchField({ size, onClear, children, ...field }: SearchFieldProps) {
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
        id="search-calls"
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

interface SearchText {
  text: string;
  reading: Reading | null;
}

/**
 * The text of a search box and its reading. It follows `initial` when that changes, that is
 * when the address does; a chosen reading belongs to the text it was chosen for.
 */
function useSearchText(initial: SearchText) {
  const [shown, setShown] = useState<SearchText & { of: string }>({
    ...initial,
    of: keyOf(initial),
  });
  if (shown.of !== keyOf(initial)) setShown({ ...initial, of: keyOf(initial) });

  const read = readSearch(shown.text, shown.reading);
  return {
    text: shown.text,
    read,
    query: toCallQuery(read),
    setText: (text: string) => setShown({ ...shown, text, reading: null }),
    chooseReading: (reading: Reading) => setShown({ ...shown, reading }),
  };
}

function keyOf({ text, reading }: SearchText): string {
  return `${reading} ${text}`;
}
