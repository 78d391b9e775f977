import { CallCursor } from './call-cursor';
import {
  CURSOR_MAX_LENGTH,
  isShortName,
  MOST_CALLS_A_PART,
  MOST_LEGS_NAMED,
  TAG_MAX_LENGTH,
  UNIQUE_ID_MAX_LENGTH,
} from './query-limits';
import type { CallQuery } from './search';
import { isStorable } from './storable-text';

export type Parsed<T> = { ok: true; value: T } | { ok: false; message: string };

/**
 * Reads what a search URL asks for: exactly one of `tag` and `uniqueId`, not blank. Blanks around a
 * name are part of it, as the PBX may list it so.
 * Both sides use it: the page to say what is wrong, the API to refuse it.
 */
export function parseCallQuery(parameters: URLSearchParams): Parsed<CallQuery> {
  const tags = parameters.getAll('tag');
  const uniqueIds = parameters.getAll('uniqueId');
  if (tags.length + uniqueIds.length > 1) {
    return { ok: false, message: 'Ask for one tag or one unique id, not for several at once.' };
  }
  const [tag] = tags;
  const [uniqueId] = uniqueIds;
  if (tag === undefined && uniqueId === undefined) {
    return { ok: false, message: 'Give a tag or a unique id: ?tag=… or ?uniqueId=….' };
  }
  if (tag === undefined) {
    const parsed = parseUniqueId(uniqueId ?? '');
    return parsed.ok ? { ok: true, value: { uniqueId: parsed.value } } : parsed;
  }
  const parsed = parseName('tag', tag, TAG_MAX_LENGTH);
  return parsed.ok ? { ok: true, value: { tag: parsed.value } } : parsed;
}

/** Reads which part of a search is asked for. */
export function parseCallPart(
  parameters: URLSearchParams,
): Parsed<{ limit: number | undefined; after: CallCursor | undefined }> {
  const [limit, ...moreLimits] = parameters.getAll('limit');
  const [cursor, ...moreCursors] = parameters.getAll('cursor');
  const count = limit === undefined ? undefined : Number(/^[1-9]\d{0,3}$/.exec(limit)?.[0]);
  const isCount = count === undefined || (count >= 1 && count <= MOST_CALLS_A_PART);
  if (!isCount || moreLimits.length > 0) {
    return { ok: false, message: `A limit is one number from 1 to ${MOST_CALLS_A_PART}.` };
  }
  const isShort = cursor === undefined || cursor.length <= CURSOR_MAX_LENGTH;
  const after = cursor === undefined || !isShort ? undefined : CallCursor.decode(cursor);
  if (after === null || !isShort || moreCursors.length > 0) {
    return { ok: false, message: 'A cursor is the nextCursor of an answer, as it was given.' };
  }
  return { ok: true, value: { limit: count, after } };
}

/** Reads as of which day something is asked: null where none is named. */
export function parseAsOf(parameters: URLSearchParams): Parsed<string | null> {
  const [day, ...more] = parameters.getAll('day');
  if (more.length > 0 || [...parameters.keys()].some((name) => name !== 'day')) {
    return { ok: false, message: 'Give one day and nothing else, such as ?day=2026-11-26.' };
  }
  return day === undefined ? { ok: true, value: null } : parseDay(day);
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A day of the calendar, `yyyy-MM-dd`. Both sides use it: a form says what is wrong before the API has to. */
export function parseDay(text: string): Parsed<string> {
  if (text === '') return { ok: false, message: 'The day is empty. Give one, such as 2026-11-26.' };
  if (!DAY.test(text)) {
    return { ok: false, message: 'This is no day. Write year, month and day, such as 2026-11-26.' };
  }
  // Of a month that is too short for it a date is another day, or none, as the engine likes.
  return new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text)
    ? { ok: true, value: text }
    : { ok: false, message: `The calendar has no ${text}. Give another day, such as 2026-11-26.` };
}

/** The unique id of a call, decoded, from a path or a query. */
export function parseUniqueId(text: string): Parsed<string> {
  return parseName('unique id', text, UNIQUE_ID_MAX_LENGTH);
}

function parseName(what: string, text: string, maxLength: number): Parsed<string> {
  if (text.trim() === '') {
    return { ok: false, message: `The ${what} is empty. Give the one to look for.` };
  }
  if (!isShortName(text, maxLength)) {
    return { ok: false, message: `This ${what} is too long to be one.` };
  }
  return isStorable(text)
    ? { ok: true, value: text }
    : { ok: false, message: `This ${what} holds a character that none has: check the link.` };
}

/** The calls that `?uniqueId=1.2&uniqueId=3.4` names, each once. */
export function parseUniqueIds(parameters: URLSearchParams, most: number): Parsed<string[]> {
  const texts = [...new Set(parameters.getAll('uniqueId'))];
  if (texts.length === 0 || texts.length > most) {
    return { ok: false, message: `Name 1 to ${most} calls: ?uniqueId=…&uniqueId=….` };
  }
  const uniqueIds: string[] = [];
  for (const text of texts) {
    const parsed = parseUniqueId(text);
    if (!parsed.ok) return parsed;
    uniqueIds.push(parsed.value);
  }
  return { ok: true, value: uniqueIds };
}

/** A leg's number as it stands in a URL: digits, from 1. */
export function parseLegNumber(text: string): Parsed<number> {
  return /^[1-9]\d{0,5}$/.test(text)
    ? { ok: true, value: Number(text) }
    : { ok: false, message: 'A leg is named by its number, from 1.' };
}

/**
 * The legs that `?legs=2,3` names, in its order, each once; null where nothing names any: all are meant.
 */
export function parseLegList(parameters: URLSearchParams): Parsed<readonly number[] | null> {
  const [list, ...more] = parameters.getAll('legs');
  if (list === undefined) return { ok: true, value: null };
  if (more.length > 0) return { ok: false, message: 'Name the legs in one list: ?legs=2,3.' };
  const texts = list.split(',', MOST_LEGS_NAMED + 1);
  if (texts.length > MOST_LEGS_NAMED) {
    return { ok: false, message: `Name ${MOST_LEGS_NAMED} legs at most, or ask several times.` };
  }
  const legs = new Set<number>();
  for (const text of texts) {
    const parsed = parseLegNumber(text);
    if (!parsed.ok) {
      return { ok: false, message: 'The legs are a list of numbers from 1: ?legs=2,3.' };
    }
    legs.add(parsed.value);
  }
  return { ok: true, value: [...legs] };
}

/** What of a leg's audio an answer is to hold, and whether as a file to save. */
export interface AudioQuery {
  isDownload: boolean;
  /** One channel of a stereo leg; null for all. */
  side: 'left' | 'right' | null;
  /** What the PBX sent instead of what is played. */
  isOriginal: boolean;
}

/** Reads the query of a leg's audio. What it does not know it ignores, as a player may add its own. */
export function parseAudioQuery(parameters: URLSearchParams): Parsed<AudioQuery> {
  const [side = null, ...more] = parameters.getAll('side');
  if ((side !== null && side !== 'left' && side !== 'right') || more.length > 0) {
    return { ok: false, message: 'A side is left or right: ?side=left or ?side=right.' };
  }
  const isOriginal = parameters.has('original');
  if (isOriginal && side) {
    return { ok: false, message: 'Ask for the original or for one side: the original has both.' };
  }
  return { ok: true, value: { isDownload: parameters.has('download'), side, isOriginal } };
}
