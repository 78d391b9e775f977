import type { SimulatedCall } from './call';
import { generateCall } from './generate-call';
import type { LocalTime } from './local-time';
import { randomFor } from './random';

const HOUR_MS = 3_600_000;
/** Calls an hour on a working day, by local hour; a little more on Mondays. */
const WORKING_DAY = [
  2, 1, 1, 0, 1, 2, 6, 22, 64, 82, 106, 98, 68, 80, 84, 90, 70, 48, 20, 12, 8, 6, 4, 3,
];
const WEEKEND = [1, 0, 0, 0, 0, 1, 1, 2, 4, 7, 9, 9, 7, 6, 5, 5, 4, 3, 2, 2, 1, 1, 1, 0];

/** Tag numbers opened each day. A case's calls lie within a week of its first. */
const TAGS_A_DAY = 120;
const CASE_DAYS = 7;
const FIRST_TAG = 10_000;
const TAG_NUMBERS = 90_000;
/** Chosen so that tags of late November 2026 are INV-20xxx. */
const TAG_SHIFT = 2_483_360;

/** Everyday calls, made from the seed alone, so that any hour, tag or unique id needs no table. */
export interface Traffic {
  /** Calls that began in the hour numbered `floor(epochMs / 3600000)`. */
  hour(hour: number): SimulatedCall[];
  tag(tag: string, nowMs: number): SimulatedCall[];
  uniqueId(uniqueId: string): SimulatedCall | null;
}

/** `reserved` tags belong to scripted calls; everyday calls never carry them. */
export function createTraffic(
  seed: number,
  time: LocalTime,
  reserved: ReadonlySet<string>,
): Traffic {
  function callCount(hour: number): number {
    const { hour: localHour, weekday } = time.at(hour * HOUR_MS);
    const table = weekday === 0 || weekday === 6 ? WEEKEND : WORKING_DAY;
    const usual = (table[localHour] ?? 0) * (weekday === 1 ? 1.15 : 1);
    return Math.round(usual * (0.85 + 0.3 * randomFor(seed, hour, 1)()));
  }

  // The number of a call's case, from hour and index alone, so that a tag is found without its call.
  function caseNumber(hour: number, index: number): number | null {
    const random = randomFor(seed, hour, index, 2);
    if (random() < 0.35) return null;
    const daysAgo = Math.floor(random() ** 2.2 * CASE_DAYS);
    const { day } = time.at(hour * HOUR_MS);
    return (day - daysAgo) * TAGS_A_DAY + Math.floor(random() ** 1.5 * TAGS_A_DAY);
  }

  function call(hour: number, index: number): SimulatedCall {
    const number = caseNumber(hour, index);
    const tag = number === null ? '' : tagOf(number);
    return generateCall({ seed, hour, index, tag: reserved.has(tag) ? '' : tag });
  }

  const hourOf = (at: number) =>
    Array.from({ length: callCount(at) }, (_, index) => call(at, index));

  return {
    hour: hourOf,
    tag(tag, nowMs) {
      const wanted = caseOf(tag, time.at(nowMs).day);
      if (wanted === null || reserved.has(tag)) return [];
      const calls: SimulatedCall[] = [];
      const firstHour = Math.floor(wanted / TAGS_A_DAY) * 24 - 14;
      for (let hour = firstHour; hour < firstHour + (CASE_DAYS + 2) * 24; hour++) {
        for (let index = callCount(hour) - 1; index >= 0; index--) {
          if (caseNumber(hour, index) === wanted) calls.push(call(hour, index));
        }
      }
      return calls;
    },
    uniqueId(uniqueId) {
      const seconds = /^(\d{9,10})\.\d+$/.exec(uniqueId)?.[1];
      if (!seconds) return null;
      const calls = hourOf(Math.floor(Number(seconds) / 3600));
      return calls.find((candidate) => candidate.uniqueId === uniqueId) ?? null;
    },
  };
}

const tagOf = (number: number) =>
  `INV-${FIRST_TAG + ((((number - TAG_SHIFT) % TAG_NUMBERS) + TAG_NUMBERS) % TAG_NUMBERS)}`;

/** Numbers repeat after 750 days; the newest case with that number is meant. */
function caseOf(tag: string, today: number): number | null {
  const digits = /^INV-(\d{5})$/.exec(tag)?.[1];
  if (!digits || Number(digits) < FIRST_TAG) return null;
  const newest = (today + 1) * TAGS_A_DAY - 1;
  const number = Number(digits) - FIRST_TAG + TAG_SHIFT;
  return number + Math.floor((newest - number) / TAG_NUMBERS) * TAG_NUMBERS;
}
