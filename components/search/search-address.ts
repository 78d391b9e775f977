import type { CallQuery } from '@/lib/contract/search';
import { type Reading, toCallQuery } from './read-search';

/** What the address of the home page asks for. */
export type SearchAddress =
  | { asks: 'nothing' }
  | { asks: 'calls'; query: CallQuery }
  | { asks: 'unclear'; fault: AddressFault; reading: Reading; text: string };

export type AddressFault = 'both' | 'empty' | 'repeated' | 'too-long';

/**
 * Reads `/?tag=…` or `/?uniqueId=…`. Other parameters are left alone: whoever links here may add
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
  const query = toCallQuery({ reading, value: first.trim() });
  return query ? { asks: 'calls', query } : unclear('too-long');
}
