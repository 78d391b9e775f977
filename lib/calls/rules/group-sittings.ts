import * as z from 'zod';
import {
  type Interval,
  type Intervals,
  intersect,
  normalise,
  union,
} from '@/lib/contract/intervals';
import type { LogRow } from '@/lib/contract/listening-log';
import type { Sitting, SittingLeg } from '@/lib/contract/sittings';

const PAUSE_MS = 30 * 60_000;

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

interface GrowingLeg extends Omit<SittingLeg, 'heard' | 'again' | 'speeds'> {
  heard: Intervals;
  again: Intervals;
  speeds: Set<number>;
}

interface GrowingSitting extends Omit<Sitting, 'legs'> {
  legs: Map<number, GrowingLeg>;
  earliestMs: number;
  /** Of its newest row. */
  lastSequence: number;
}

export interface GroupedSittings {
  /** Newest first, by their last row. */
  sittings: Sitting[];
  /** The newest row of each: a part that ends before one of them holds it whole. */
  lastSequences: number[];
}

/**
 * Puts rows about listening and saving, newest first, together: what one person did with one call without a pause of
 * half an hour is one sitting.
 */
export function groupSittings(rows: readonly LogRow[]): GroupedSittings {
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
    sitting.beganAt = row.at;
    add(sitting, row.action, subject.data);
  }
  return {
    sittings: growing.map(({ legs, earliestMs: _, lastSequence: __, ...sitting }) => ({
      ...sitting,
      legs: [...legs.values()].sort((one, other) => one.leg - other.leg).map(finish),
    })),
    lastSequences: growing.map(({ lastSequence }) => lastSequence),
  };
}

const begin = ({ at, personId, name, role, sequence }: LogRow, uniqueId: string) => ({
  ...{ beganAt: at, personId, name, role, uniqueId },
  tag: null,
  source: null,
  destination: null,
  isSaved: false,
  legs: new Map<number, GrowingLeg>(),
  earliestMs: Date.parse(at),
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

const finish = ({ heard, again, speeds, ...leg }: GrowingLeg): SittingLeg => ({
  ...leg,
  heard: heard.map(copy),
  again: again.map(copy),
  speeds: [...speeds].sort((one, other) => one - other),
});

const copy = ([from, to]: Interval): [number, number] => [from, to];
