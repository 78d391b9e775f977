import type { Call, Leg } from '@/lib/contract/call';
import type { ExportedLeg, LegColumns, SavedCall } from '@/lib/contract/export';

/** A leg on the call's own clock, where 0 is the call's beginning. */
export interface PlacedLeg {
  leg: Leg;
  exported: ExportedLeg | null;
  startSeconds: number;
  /** End of what can be heard; of the leg as stated where that is nothing. */
  endSeconds: number;
  statedEndSeconds: number;
  /** Path of the audio, from the page; null where there is none. */
  file: string | null;
  ownerClass: string;
  wave: LegColumns | null;
}

/** A stretch of the call that cannot be heard. */
export interface Hole {
  startSeconds: number;
  endSeconds: number;
  because: string;
}

export type CallModel = ReturnType<typeof modelOf>;

/** A file that is so much shorter than its leg was stated to be is said to end early. */
const SHORT_BY_SECONDS = 1;

/** Puts the call on its own clock. */
export function modelOf({ call, manifest, waves }: SavedCall) {
  const startMs = Date.parse(call.startedAt);
  const since = (instant: string) => (Date.parse(instant) - startMs) / 1000;
  const owners = ownerClasses(call.legs);
  const legs: PlacedLeg[] = call.legs
    .map((leg) => {
      const exported = manifest.legs.find((other) => other.leg === leg.leg) ?? null;
      const file = exported?.played?.file ?? null;
      const startSeconds = Math.max(0, since(leg.startedAt));
      const heardSeconds = (file && exported?.audioSeconds) || leg.durationSeconds;
      return {
        leg,
        exported,
        startSeconds,
        endSeconds: startSeconds + heardSeconds,
        statedEndSeconds: startSeconds + leg.durationSeconds,
        file,
        ownerClass: owners.get(leg.username) ?? 'owner-system',
        wave: waves[leg.leg] ?? null,
      };
    })
    .sort((a, b) => a.startSeconds - b.startSeconds || a.leg.leg - b.leg.leg);
  const durationSeconds = Math.max(
    call.durationSeconds,
    ...legs.map((leg) => Math.max(leg.endSeconds, leg.statedEndSeconds)),
  );
  const holes = holesOf(call, legs, since);
  return { call, manifest, legs, durationSeconds, heardSeconds: heardSecondsOf(legs), holes };
}

/** Seconds of the call that the folder holds; a file that is shorter by less than a second is whole. */
function heardSecondsOf(legs: PlacedLeg[]) {
  const whole = legs.map((leg) => {
    const isShort = leg.statedEndSeconds - leg.endSeconds > SHORT_BY_SECONDS;
    return isShort ? leg : { ...leg, endSeconds: leg.statedEndSeconds };
  });
  return slicesOf(whole).reduce((sum, slice) => sum + slice.endSeconds - slice.startSeconds, 0);
}

/**
 * Cuts call time wherever a leg that can be heard begins or ends; each slice lists those that cover it,
 * the earlier first.
 */
export function slicesOf(legs: PlacedLeg[]) {
  const audible = legs.filter((leg) => leg.file);
  const edges = [...new Set(audible.flatMap((leg) => [leg.startSeconds, leg.endSeconds]))];
  edges.sort((a, b) => a - b);
  return edges.slice(1).flatMap((endSeconds, index) => {
    const startSeconds = edges[index] ?? endSeconds;
    const covering = audible.filter(
      (leg) => leg.startSeconds <= startSeconds && leg.endSeconds >= endSeconds,
    );
    return covering.length > 0 ? [{ startSeconds, endSeconds, legs: covering }] : [];
  });
}

/** `38 s not recorded`, `file ends 12 s early` */
export function holeSentence(because: string, amount: string) {
  return because === 'file ends early' ? `file ends ${amount} early` : `${amount} ${because}`;
}

/** Whose leg it is, in words. */
export function ownerOf(leg: Leg) {
  return leg.username ?? (leg.access === 'restricted' ? 'Not yours to hear' : 'No owner');
}

/** A class for each owner, by order of appearance; the default user of the PBX has one of its own. */
function ownerClasses(legs: Leg[]) {
  const classes = new Map<string | null, string>();
  let people = 0;
  for (const { username, isSystemUser } of legs) {
    if (username === null || classes.has(username)) continue;
    classes.set(username, isSystemUser ? 'owner-system' : `owner-${(people++ % 6) + 1}`);
  }
  return classes;
}

function holesOf(call: Call, legs: PlacedLeg[], since: (instant: string) => number): Hole[] {
  const gaps = call.gaps.map(({ startedAt, seconds }) => {
    const startSeconds = since(startedAt);
    return { startSeconds, endSeconds: startSeconds + seconds, because: 'not recorded' };
  });
  const ends = legs
    .filter((leg) => leg.file && leg.statedEndSeconds - leg.endSeconds > SHORT_BY_SECONDS)
    .map(({ endSeconds, statedEndSeconds, exported }) => ({
      startSeconds: endSeconds,
      endSeconds: statedEndSeconds,
      because: exported?.status === 'broken-off' ? 'broke off' : 'file ends early',
    }));
  return [...gaps, ...ends].sort((a, b) => a.startSeconds - b.startSeconds);
}
