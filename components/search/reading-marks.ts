import Hash from 'lucide-react/icons/hash';
import Tag from 'lucide-react/icons/tag';
import type { Reading } from './read-search';

/** Name and icon of each reading of the search box. */
export const READING_MARKS = {
  tag: { name: 'Tag', glyph: Tag, other: 'uniqueId' },
  uniqueId: { name: 'Unique id', glyph: Hash, other: 'tag' },
} as const satisfies Record<Reading, { name: string; glyph: typeof Tag; other: Reading }>;
