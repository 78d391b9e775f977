import type { WhoCanHear } from '@/lib/contract/teams';

/** Whether one person hears one leg of a call, and why or why not. */
export interface CallRightsRow {
  call: string;
  leg: number;
  started_at: string;
  seconds: number;
  /** Empty where the PBX names none. */
  owner: string;
  system_user: 'yes' | 'no';
  /** In which teams the owner was on the day of the leg. */
  teams_that_day: string;
  person: string;
  role: string;
  hears: 'yes' | 'no';
  because: string;
  /** Seconds of the whole call that the person has heard: the same in each of his rows. */
  heard_of_call_seconds: number;
}

/** The columns of a file of them, in order. */
export const CALL_RIGHTS_COLUMNS = [
  'call',
  'leg',
  'started_at',
  'seconds',
  'owner',
  'system_user',
  'teams_that_day',
  'person',
  'role',
  'hears',
  'because',
  'heard_of_call_seconds',
] as const satisfies readonly (keyof CallRightsRow)[];

const REACHES = ['all', 'some', 'none'] as const satisfies WhoCanHear['people'][number]['reach'][];

/** What the page of a call's rights shows, a row for each person and leg, in the order of that page. */
export function rightsOfCall({ uniqueId, legs, people }: WhoCanHear): CallRightsRow[] {
  const inOrder = REACHES.flatMap((reach) => people.filter((person) => person.reach === reach));
  return inOrder.flatMap((person) =>
    legs.map((leg, index): CallRightsRow => {
      // Who hears none has one reason for all legs.
      const judged = person.legs[index] ?? { hears: false, because: person.why ?? '' };
      return {
        call: uniqueId,
        leg: leg.leg,
        started_at: leg.startedAt,
        seconds: leg.durationSeconds,
        owner: leg.owner ?? '',
        system_user: leg.isSystemUser ? 'yes' : 'no',
        teams_that_day: leg.teamsThatDay.join('; '),
        person: person.name,
        role: person.role,
        hears: judged.hears ? 'yes' : 'no',
        because: judged.because,
        heard_of_call_seconds: Math.round(person.heardSeconds * 1_000) / 1_000,
      };
    }),
  );
}
