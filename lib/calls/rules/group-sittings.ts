import * as z from 'zod';
import { isOfSystem } from '@/lib/access/people/fold-name';
import {
  type Interval,
  type Intervals,
  intersect,
  normalise,
  union,
} from '@/lib/contract/intervals';
import type { LogRow } from '@/lib/contract/listening-log';
import type { Sitting, SittingLeg } from '@/lib/contract/sittings';

/** After a pause that is longer, a person sits down to a call again. */
export const PAUSE_MS = 30 * 60_000;

/** What rows about listening and saving say; what older rows do not say is null. */
const Subject = z.object({
  uniqueId: z.string(),
  leg: z.int().optional(),
  owner: z.string().nullish(),
  durationSeconds: z.number().nullish(),
  tag: z.string().nullish(),
  source: z.string().nullish(),
  destination: z.string().nullish(),
  intervals: z.array(z.tuple([z.number(), z.number()])).optional(),
  speed: z.number().optional(),
});

interface GrowingLeg extends Omit<SittingLeg, 'isSystemUser' | 'heard' | 'again' | 'speeds'> {
  heard: Intervals;
  again: Intervals;
  speeds: Set<number>;
}

interface GrowingSitting extends Omit<Sitting, 'legs'> {
  legs: Map<number, GrowingLeg>;
  earliestMs: number;
  firstSequence: number;
  lastSequence: number;
}

export interface GroupedSitting {
  sitting: Sitting;
  /** When its oldest row was written, in epoch milliseconds. */
  earliestMs: number;
  /** Its oldest row and its newest. */
  firstSequence: number;
  lastSequence: number;
}

/**
 * Puts rows about listening and saving, newest first, together: what one person did with one call without a pause of
 * half an hour is one sitting.
 *
 * @param systemUsers Owners that are not people, folded.
 * @returns The one that began last first.
 */
export function groupSittings(
  rows: readonly LogRow[],
  systemUsers: ReadonlySet<string>,
): GroupedSitting[] {
  const growing: GrowingSitting[] = [];
  const open = new Map<string, GrowingSitting>();
  for (const row of rows) {
    const subject = Subject.safeParse(row.subject);
    if (!subject.success) continue;
    const key = JSON.stringify([row.personId, row.name, subject.data.uniqueId]);
    const atMs = Date.parse(row.at);
    let sitting = open.get(key);
    if (!sitting || sitting.earliestMs - atMs > PAUSE_MS) {
      sitting = begin(row, subject.data.uniqueId);
      growing.push(sitting);
      open.set(key, sitting);
    }
    sitting.earliestMs = atMs;
    sitting.firstSequence = row.sequence;
    sitting.beganAt = row.at;
    add(sitting, row.action, subject.data);
  }
  return growing
    .sort((one, other) => other.firstSequence - one.firstSequence)
    .map(({ legs, earliestMs, firstSequence, lastSequence, ...sitting }) => ({
      sitting: {
        ...sitting,
        legs: [...legs.values()]
          .sort((one, other) => one.leg - other.leg)
          .map((leg) => finish(leg, systemUsers)),
      },
      ...{ earliestMs, firstSequence, lastSequence },
    }));
}

const begin = (
  { at, personId, name, role, by, sequence }: LogRow,
  uniqueId: string,
): GrowingSitting => ({
  ...{ beganAt: at, personId, name, role, by, uniqueId },
  tag: null,
  source: null,
  destination: null,
  isSaved: false,
  legs: new Map<number, GrowingLeg>(),
  earliestMs: Date.parse(at),
  firstSequence: sequence,
  lastSequence: sequence,
});

function add(sitting: GrowingSitting, action: string, said: z.infer<typeof Subject>): void {
  sitting.tag ??= said.tag ?? null;
  sitting.source ??= said.source ?? null;
  sitting.destination ??= said.destination ?? null;
  if (said.leg === undefined) {
    sitting.isSaved = true;
    return;
  }
  const leg: GrowingLeg = sitting.legs.get(said.leg) ?? {
    ...{ leg: said.leg, owner: null, durationSeconds: null, isSaved: false },
    ...{ heard: [], again: [], speeds: new Set() },
  };
  sitting.legs.set(said.leg, leg);
  leg.owner ??= said.owner ?? null;
  leg.durationSeconds ??= said.durationSeconds ?? null;
  if (action === 'saved') leg.isSaved = true;
  const intervals = normalise(said.intervals ?? []);
  leg.again = union(leg.again, intersect(leg.heard, intervals));
  leg.heard = union(leg.heard, intervals);
  if (said.speed !== undefined) leg.speeds.add(said.speed);
}

const finish = (
  { heard, again, speeds, ...leg }: GrowingLeg,
  systemUsers: ReadonlySet<string>,
): SittingLeg => ({
  ...leg,
  isSystemUser: isOfSystem(leg.owner, systemUsers),
  heard: heard.map(copy),
  again: again.map(copy),
  speeds: [...speeds].sort((one, other) => one - other),
});

const copy = ([from, to]: Interval): [number, number] => [from, to];
