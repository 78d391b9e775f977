import type { LostStretch } from '@/components/call-time/call-holes';
import {
  createCallTimeline,
  findOverlaps,
  type PlacedLeg,
  type Stretch,
} from '@/components/call-time/call-timeline';
import { coverageOf } from '@/components/call-time/coverage';
import { AGREEING_SECONDS, type FoundLength } from '@/components/call-time/leg-length';
import { ownerClass, ownerColours } from '@/components/owner/owner-colours';
import type { ExportedLeg, LegColumns, SavedCall } from '@/lib/contract/export';

/** A leg on call time. It ends where its sound does; as stated where it has none. */
export interface SavedLeg extends PlacedLeg {
  exported: ExportedLeg | null;
  statedEndSeconds: number;
  /** Path of the audio, from the page; null where there is none. */
  file: string | null;
  ownerClass: string;
  wave: LegColumns | null;
}

/** The end of a leg that its file does not hold. */
export interface ShortEnd extends Stretch {
  leg: number;
  isBrokenOff: boolean;
}

export type CallModel = ReturnType<typeof modelOf>;

/** Puts what the folder holds on call time. */
export function modelOf({ call, manifest, waves }: SavedCall) {
  const timeline = createCallTimeline(call, foundLengths(manifest));
  const colours = ownerColours(call.legs);
  const legs = timeline.legs.map(({ leg, length, startSeconds, endSeconds }): SavedLeg => {
    const exported = manifest.legs.find((other) => other.leg === leg.leg) ?? null;
    const file = exported?.played?.file ?? null;
    return {
      leg,
      length,
      exported,
      startSeconds,
      endSeconds: length.from === 'measured' ? startSeconds + (length.seconds ?? 0) : endSeconds,
      statedEndSeconds: endSeconds,
      file,
      ownerClass: ownerClass(colours.get(leg.username ?? '')),
      wave: waves[leg.leg] ?? null,
    };
  });
  const audible = legs.filter(({ file }) => file !== null);
  const shortEnds = audible.flatMap(shortEndOf);
  const missing: LostStretch[] = legs
    .filter(({ file }) => file === null)
    .map((leg) => ({
      leg: leg.leg.leg,
      startSeconds: leg.startSeconds,
      endSeconds: leg.statedEndSeconds,
    }));
  const { onceSeconds, overlappingSeconds } = coverageOf(timeline, [...missing, ...shortEnds]);
  return {
    call,
    manifest,
    legs,
    /** Legs that have a file, by start. */
    audible,
    durationSeconds: Math.max(timeline.durationSeconds, ...legs.map((leg) => leg.endSeconds)),
    /** Seconds of the call that the folder holds. */
    heldSeconds: onceSeconds + overlappingSeconds,
    gaps: timeline.gaps,
    shortEnds,
    overlaps: findOverlaps(audible),
  };
}

/** The folder holds the files, so their lengths are known. */
function foundLengths({ legs }: SavedCall['manifest']): Map<number, FoundLength> {
  return new Map(
    legs.flatMap(({ leg, played, audioSeconds, status }) =>
      played && audioSeconds
        ? [[leg, { seconds: audioSeconds, from: 'measured', isWhole: status === 'complete' }]]
        : [],
    ),
  );
}

function shortEndOf({ leg, endSeconds, statedEndSeconds, exported }: SavedLeg): ShortEnd[] {
  if (statedEndSeconds - endSeconds <= AGREEING_SECONDS) return [];
  const isBrokenOff = exported?.status === 'broken-off';
  return [{ leg: leg.leg, startSeconds: endSeconds, endSeconds: statedEndSeconds, isBrokenOff }];
}
