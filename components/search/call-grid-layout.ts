import { formatDay } from '@/components/wording/format-clock';
import type { Call } from '@/lib/contract/call';

/** A line of the results: the head of a day, or a call with its place among the calls. */
export type ResultItem =
  | { type: 'day'; day: string; calls: number; above: LinesAbove }
  | { type: 'call'; call: Call; day: string; callIndex: number; above: LinesAbove };

/** How many lines of each height stand above one. */
export interface LinesAbove {
  days: number;
  calls: number;
}

/** Puts a head before the calls of each day; the order of the calls stays. */
export function toResultItems(calls: readonly Call[]): ResultItem[] {
  const items: ResultItem[] = [];
  let head: Extract<ResultItem, { type: 'day' }> | null = null;
  let date = '';
  let days = 0;
  for (const [callIndex, call] of calls.entries()) {
    if (head === null || call.startedAt.slice(0, 10) !== date) {
      date = call.startedAt.slice(0, 10);
      head = {
        type: 'day',
        day: formatDay(call.startedAt),
        calls: 0,
        above: { days, calls: callIndex },
      };
      items.push(head);
      days += 1;
    }
    head.calls += 1;
    items.push({ type: 'call', call, day: head.day, callIndex, above: { days, calls: callIndex } });
  }
  return items;
}

/** Height of so many lines, as CSS: it is right before any script has run, at any width and text size. */
export function heightOf({ days, calls }: LinesAbove): string {
  return `calc(${days} * var(--day-row) + ${calls} * var(--call-row))`;
}

const NARROWEST_REM = 3.5;
const WIDEST_REM = 15;
const MORE_REM = 1.5;

/**
 * Width of the column of tags: as wide as its widest tag, so that tags are not cut, up to a bound.
 * A longer tag is cut; its row's name has all of it.
 */
export function tagColumnRem(calls: readonly Pick<Call, 'tags'>[]): number {
  const widths = new Map<string, number>();
  let widest = NARROWEST_REM;
  for (const { tags } of calls) {
    const [tag = ''] = tags;
    const width = widths.get(tag) ?? estimateRem(tag);
    widths.set(tag, width);
    widest = Math.max(widest, width + (tags.length > 1 ? MORE_REM : 0));
  }
  return Math.min(WIDEST_REM, widest);
}

/** Generous widths at 13 px; measuring thousands of tags would cost a layout. */
function estimateRem(tag: string): number {
  const slots = [...tag].map((character) => {
    if (/[MW@%]/.test(character)) return 0.7;
    if (/[\p{Lu}\p{Lo}]/u.test(character)) return 0.54;
    if (/[-.,:;/\\|il '!]/.test(character)) return 0.34;
    return 0.5;
  });
  return slots.reduce((sum, slot) => sum + slot, 0.25);
}
