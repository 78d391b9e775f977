'use client';

import { useSearchParams } from 'next/navigation';
import { momentOf } from './read-search';

/**
 * The moment that a link by tag names besides the tag, for a CRM that knows no unique id:
 * `leg=2&t=35-52` of `/?tag=INV-20418&leg=2&t=35-52`, as it stands there. Empty where none is named.
 */
export function useLinkedMoment(): string {
  const params = useSearchParams();
  return params ? momentOf(params) : '';
}
