import X from 'lucide-react/icons/x';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import type { CallQuery } from '@/lib/contract/search';
import { visibleText } from '@/lib/contract/visible-text';
import { paths } from '@/lib/paths';
import { readingOf } from './read-search';
import { READING_MARKS } from './reading-line';
import { forgetAllSearches, forgetSearch, useRecentSearches } from './recent-searches';
import { SearchLink } from './search-link';

/** The last searches of this browser; nothing where there are none. */
export function RecentSearchList({ onSearch }: { onSearch: (query: CallQuery) => void }) {
  const searches = useRecentSearches();
  if (searches.length === 0) return null;
  return (
    <section aria-labelledby="recent-searches">
      <div className="flex h-8 items-center justify-between border-line-strong border-b">
        <h2 id="recent-searches" className="font-medium text-ink-2 text-label">
          Recent searches in this browser
        </h2>
        <Button look="quiet" size="bar" onClick={forgetAllSearches} className="-mr-2.5">
          Clear
        </Button>
      </div>
      <ul>
        {searches.map((query) => {
          const { reading, value } = readingOf(query);
          const shown = visibleText(value);
          const { name, glyph } = READING_MARKS[reading];
          return (
            <li
              key={paths.search(query)}
              className="group relative flex min-h-9 items-center gap-3 border-line border-b hover:bg-sunken pointer-coarse:min-h-11"
            >
              <span className="flex w-24 shrink-0 items-center gap-2 text-ink-2">
                <Icon glyph={glyph} size={14} />
                {name}
              </span>
              <SearchLink
                query={query}
                onSearch={onSearch}
                className="min-w-0 flex-1 truncate font-medium text-id after:absolute after:inset-0"
              >
                <bdi>{shown}</bdi>
              </SearchLink>
              <button
                type="button"
                aria-label={`Remove ${name.toLowerCase()} ${shown}`}
                onClick={() => forgetSearch(query)}
                className="relative flex size-7 shrink-0 items-center justify-center rounded-key text-ink-3 hover:bg-line hover:text-ink pointer-coarse:size-11"
              >
                <Icon glyph={X} size={14} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
