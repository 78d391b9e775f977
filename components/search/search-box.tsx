'use client';

import { type KeyboardEvent, type SubmitEvent, useId, useRef } from 'react';
import { ariaKeys } from '@/components/keyboard/shortcuts';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { Kbd } from '@/components/ui/kbd';
import { usePbxZone } from '@/components/wording/pbx-zone';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import type { Reading } from './read-search';
import { ReadingChip, ReadingLine, speakReading } from './reading-line';
import { SearchField } from './search-field';
import { useSearchText } from './use-search-text';

interface SearchBoxProps {
  /** What the address asks for; the box follows it. */
  initial: { text: string; reading: Reading | null };
  size: 'large' | 'bar';
  isFocusedFirst?: boolean;
  /** `moment` is what a pasted link names besides: `leg=2&t=35`, or nothing. */
  onSearch: (query: CallQuery, moment: string) => void;
}

/**
 * One box for tags, unique ids and links. The chip names what the text was taken for; the arrow keys
 * or a click take the other reading; Enter searches by the one shown.
 */
export function SearchBox({ initial, size, isFocusedFirst = false, onSearch }: SearchBoxProps) {
  const timeZone = usePbxZone();
  const spokenId = useId();
  const field = useRef<HTMLInputElement>(null);
  const { text, read, query, setText, chooseReading } = useSearchText(initial);
  const isEmpty = read.value === '';

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
          maxLength={2000}
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
          <div className="flex min-h-9 items-center gap-2 px-3.5 pt-2 text-prose text-ink-2">
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
