import * as z from 'zod/mini';
import { CallQuery } from './search';

export type Parsed<T> = { ok: true; value: T } | { ok: false; message: string };

/**
 * Reads what a search URL asks for: exactly one of `tag` and `uniqueId`, trimmed and not empty.
 * Both sides use it: the page to say what is wrong, the API to refuse it.
 */
export function parseCallQuery(parameters: URLSearchParams): Parsed<CallQuery> {
  const tags = parameters.getAll('tag').map((tag) => tag.trim());
  const uniqueIds = parameters.getAll('uniqueId').map((id) => id.trim());
  if (tags.length + uniqueIds.length > 1) {
    return { ok: false, message: 'Ask for one tag or one unique id, not for several at once.' };
  }
  const [tag] = tags;
  const [uniqueId] = uniqueIds;
  if (tag === undefined && uniqueId === undefined) {
    return { ok: false, message: 'Give a tag or a unique id: ?tag=… or ?uniqueId=….' };
  }
  const parsed = z.safeParse(CallQuery, tag === undefined ? { uniqueId } : { tag });
  if (parsed.success) return { ok: true, value: parsed.data };
  const name = tag === undefined ? 'unique id' : 'tag';
  return {
    ok: false,
    message:
      (tag ?? uniqueId) === ''
        ? `The ${name} is empty. Give the one to look for.`
        : `This ${name} is too long to be one.`,
  };
}

/** A leg's number as it stands in a URL: digits, from 1. */
export function parseLegNumber(text: string): Parsed<number> {
  return /^[1-9]\d{0,5}$/.test(text)
    ? { ok: true, value: Number(text) }
    : { ok: false, message: 'A leg is named by its number, from 1.' };
}
