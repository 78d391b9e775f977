import { useState } from 'react';
import { type Reading, readSearch, toCallQuery } from './read-search';

interface SearchText {
  text: string;
  reading: Reading | null;
}

/**
 * The text of a search box with its reading. It follows `initial` whenever that changes, that is
 * when the address does; a chosen reading belongs to the text it was chosen for.
 */
export function useSearchText(initial: SearchText) {
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
