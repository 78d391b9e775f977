import { formatDay } from '@/components/wording/format-clock';
import type { Call } from '@/lib/contract/call';

/** A line of the results: the head of a day, or a call with its place among the calls. */
export type ResultItem =
  | { type: 'day'; day: string; calls: number }
  | { type: 'call'; call: Call; day: string; callIndex: number };

/** Puts a head before the calls of each day; the order of the calls stays. */
export function toResultItems(calls: readonly Call[]): ResultItem[] {
  const items: ResultItem[] = [];
  let head: Extract<ResultItem, { type: 'day' }> | null = null;
  let date = '';
  for (const [callIndex, call] of calls.entries()) {
    if (head === null || call.startedAt.slice(0, 10) !== date) {
      date = call.startedAt.slice(0, 10);
      head = { type: 'day', day: formatDay(call.startedAt), calls: 0 };
      items.push(head);
    }
    head.calls += 1;
    items.push({ type: 'call', call, day: head.day, callIndex });
  }
  return items;
}
