import { formatDuration } from '@/components/wording/format-duration';
import { isShortName, TAG_MAX_LENGTH, UNIQUE_ID_MAX_LENGTH } from '@/lib/contract/query-limits';
import type { CallQuery } from '@/lib/contract/search';
import { looksLikeUniqueId } from '@/lib/contract/unique-id';
import { decodePathValue, matchPath, PAGE_PATHS } from '@/lib/contract/url-paths';
import { visibleText } from '@/lib/contract/visible-text';

/** What the text in the search box is read as. */
export type Reading = 'tag' | 'uniqueId';

export interface ReadSearch {
  reading: Reading;
  /** What is searched for: trimmed, and taken out of the link where a link was pasted. */
  value: string;
  /** The text was a link that holds a tag or a unique id. */
  isLink: boolean;
  /** The moment in the link, as in an address: `leg=2&t=35`. Empty if there is none. */
  moment: string;
}

/** White space and zero-width characters that a paste may bring. */
const EDGES = /^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/g;

/**
 * Reads a text as a unique id if it looks like one, a link to a search or call as what it links
 * to, and anything else as a tag. `chosen` overrides all but a link's value.
 */
export function readSearch(text: string, chosen?: Reading | null): ReadSearch {
  const value = text.replace(EDGES, '');
  const linked = readLink(value);
  const read = linked ?? { reading: looksLikeUniqueId(value) ? 'uniqueId' : 'tag', value };
  const moment = linked ? momentOf(new URL(value).searchParams) : '';
  return { ...read, reading: chosen ?? read.reading, isLink: linked !== null, moment };
}

/**
 * The query that a text stands for; null where it is empty or too long to be one. It follows the
 * contract's schema without loading it with the page's first scripts.
 */
export function toCallQuery({
  reading,
  value,
}: Pick<ReadSearch, 'reading' | 'value'>): CallQuery | null {
  const longest = reading === 'tag' ? TAG_MAX_LENGTH : UNIQUE_ID_MAX_LENGTH;
  if (value === '' || !isShortName(value, longest)) return null;
  return reading === 'tag' ? { tag: value } : { uniqueId: value };
}

/** What a query asks for, as the box shows it. */
export function readingOf(query: CallQuery): { reading: Reading; value: string } {
  return 'tag' in query
    ? { reading: 'tag', value: query.tag }
    : { reading: 'uniqueId', value: query.uniqueId };
}

/** The moment or range in an address, as written there; empty if there is none. */
export function momentOf(params: Pick<URLSearchParams, 'get'>): string {
  const moment = new URLSearchParams();
  for (const name of ['leg', 't']) {
    const value = params.get(name);
    if (value) moment.set(name, value);
  }
  return moment.toString();
}

/** The same for a person: `leg 2, 0:35` of `leg=2&t=35-52`. */
export function formatLinkedMoment(moment: string): string {
  const params = new URLSearchParams(moment);
  const leg = params.get('leg');
  const seconds = Number.parseFloat(params.get('t') ?? '');
  return [leg && `leg ${leg}`, Number.isNaN(seconds) ? null : formatDuration(seconds)]
    .filter((part) => part !== null)
    .join(', ');
}

function readLink(text: string): { reading: Reading; value: string } | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const called = matchPath(PAGE_PATHS.call, url.pathname.replace(/\/$/, ''), {
    mayHavePrefix: true,
  })?.uniqueId;
  if (called) return { reading: 'uniqueId', value: decodeSafely(called) };
  for (const reading of ['uniqueId', 'tag'] as const) {
    const value = url.searchParams.get(reading);
    if (value) return { reading, value };
  }
  return null;
}

function decodeSafely(text: string): string {
  try {
    return decodePathValue(text);
  } catch {
    return text;
  }
}

/** What the address of the home page asks for. */
export type SearchAddress =
  | { asks: 'nothing' }
  | { asks: 'calls'; query: CallQuery }
  | { asks: 'unclear'; fault: AddressFault; reading: Reading; text: string };

export type AddressFault = 'both' | 'empty' | 'repeated' | 'too-long';

/**
 * Reads `/?tag=…` or `/?uniqueId=…`. Other parameters are ignored: a CRM may add
 * their own. An address that asks for two things at once, or for nothing, is `unclear`.
 */
export function readSearchAddress(params: Pick<URLSearchParams, 'getAll'>): SearchAddress {
  const tags = params.getAll('tag');
  const uniqueIds = params.getAll('uniqueId');
  const reading = uniqueIds.length > 0 && tags.length === 0 ? 'uniqueId' : 'tag';
  const values = [...tags, ...uniqueIds];
  const [first] = values;
  if (first === undefined) return { asks: 'nothing' };

  const unclear = (fault: AddressFault): SearchAddress => ({
    asks: 'unclear',
    fault,
    reading,
    text: values.find((value) => value.trim() !== '') ?? '',
  });
  if (tags.length > 0 && uniqueIds.length > 0) return unclear('both');
  if (values.length > 1) return unclear('repeated');
  if (first.trim() === '') return unclear('empty');
  const query = toCallQuery({ reading, value: first });
  return query ? { asks: 'calls', query } : unclear('too-long');
}

/** The title of the browser's tab for a search. */
export function searchTitle(address: SearchAddress): string {
  return address.asks === 'calls'
    ? `${visibleText(readingOf(address.query).value)} · Legato`
    : 'Calls · Legato';
}
