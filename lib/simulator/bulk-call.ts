import { ownerOf } from './owner-of';
import type { CallScript } from './script';

/** Fifty calls a day, ten minutes apart, most of two legs. */
export function bulkCall(index: number): CallScript {
  const minutes = (index % 50) * 10;
  const at = `${8 + Math.floor(minutes / 60)}:${minutes % 60}:${index % 47}`;
  const owner = ownerOf(index);
  const seconds = 20 + ((index * 37) % 400);
  const talk = { owner, offset: 15, seconds };
  const legs = index % 5 === 0 ? [talk] : [{ offset: 0, seconds: 15 }, talk];
  return { tag: 'BULK-5000', day: 1 + Math.floor(index / 50), at, legs };
}
