import type { Direction } from './call';
import { between } from './random';

/** No everyday call lasts longer, so an hour's legs come from calls of few hours before. */
export const LONGEST_CALL_SECONDS = 3 * 3600;

/** When a leg sounds, in seconds from the start of its call, and whether anybody is connected. */
export interface LegSpan {
  isWaiting: boolean;
  offset: number;
  seconds: number;
}

/** Up to `count` legs in turn: late starts, gaps and overlaps now and then. The last one is answered. */
export function legSpans(random: () => number, count: number, direction: Direction): LegSpan[] {
  const spans: LegSpan[] = [];
  let offset = lateStartSeconds(random);
  for (let position = 0; position < count && offset < LONGEST_CALL_SECONDS - 60; position++) {
    const canWait = position < count - 1 && !spans.at(-1)?.isWaiting;
    const isWaiting = canWait && (position === 0 ? direction === 'inbound' : random() < 0.45);
    const wish = isWaiting ? waitingSeconds(random) : talkSeconds(random);
    const seconds = Math.min(wish, LONGEST_CALL_SECONDS - offset);
    spans.push({ isWaiting, offset, seconds });
    offset = nextOffset(random, offset, seconds);
  }
  return spans;
}

function nextOffset(random: () => number, offset: number, seconds: number): number {
  const end = offset + seconds;
  const chance = random();
  if (chance < 0.08) return end + between(random, 1, 60);
  if (chance < 0.15 && seconds > 8) return end - between(random, 1, 6);
  return end;
}

function lateStartSeconds(random: () => number): number {
  const chance = random();
  if (chance < 0.82) return between(random, 0, 1);
  return chance < 0.98 ? between(random, 3, 30) : between(random, 31, 180);
}

const waitingSeconds = (random: () => number) =>
  Math.min(600, 3 + Math.floor(-Math.log(1 - random()) * 38));

function talkSeconds(random: () => number): number {
  const chance = random();
  if (chance < 0.01) return between(random, 1, 2);
  if (chance > 0.998) return between(random, 1800, 3600);
  return Math.min(3600, 4 + Math.floor(-Math.log(1 - random()) * 150));
}
