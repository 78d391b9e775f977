import type { Direction, SimulatedCall, SimulatedLeg } from './call';
import type { LocalTime } from './local-time';
import { AGENTS, SYSTEM_OWNERS } from './people';

/** A call as a script. Its times count from the start of the call, in seconds. */
export interface CallScript {
  tag: string;
  /** Whole days before today in the PBX's zone, or the moment daylight saving last ended. */
  day: number | 'when-clocks-went-back';
  /** Wall clock, `10:42:07`; relative to that moment (`-0:10:00`) when clocks went back. */
  at: string;
  direction?: Direction;
  source?: string;
  destination?: string;
  did?: string;
  legs: readonly LegScript[];
  /** One of another form than the PBX makes. */
  uniqueId?: string;
}

export interface LegScript {
  /** Username; the system user if left out. */
  owner?: string;
  offset: number;
  seconds: number;
  /** The duration that is sent, where it is not the true one; null where the field is left out. */
  states?: string | null;
  /** Tag of an audio fault or container. */
  audio?: string;
  /** How much quieter than other legs it is, in decibels. */
  quieterDb?: number;
  /** Fields that differ from what the owner and direction imply. */
  fields?: Partial<Pick<SimulatedLeg, 'source' | 'destination' | 'did' | 'username' | 'tag'>>;
}

/** Makes the call of a script. `number` keeps the ids of one day's scripts apart. */
export type Stage = (script: CallScript, number: number) => SimulatedCall;

const DAY_SECONDS = 86_400;
const LEGS_A_SCRIPT = 64;
const RECORDS_A_DAY = 1_000_000;

/** Scripts are played relative to today, so that their calls are always recent. */
export function createStage(time: LocalTime, nowMs: number): Stage {
  const today = time.at(nowMs).day;

  function startOf({ day, at }: CallScript): number {
    if (day !== 'when-clocks-went-back') return time.instant(today - day, secondsOf(at));
    const moment = time.lastRepeatedHour(nowMs);
    return moment === null ? time.instant(today - 1, 3 * 3600) : moment + secondsOf(at) * 1000;
  }

  return (script, number) => {
    const { direction = 'inbound', source = '0491570156', did = '1300975707' } = script;
    const startMs = startOf(script);
    const firstRecord = today * RECORDS_A_DAY + number * LEGS_A_SCRIPT;
    return {
      uniqueId: script.uniqueId ?? `${startMs / 1000}.${100_000 + number}`,
      tag: script.tag,
      direction,
      legs: script.legs.map((leg, position) => {
        const agent = AGENTS.find(({ username }) => username === leg.owner);
        const extension = agent?.extension ?? '7601';
        return {
          leg: position + 1,
          callRecordId: firstRecord + position,
          username: leg.owner ?? SYSTEM_OWNERS[0],
          source: direction === 'inbound' ? source : extension,
          destination: direction === 'inbound' ? extension : (script.destination ?? '0491570156'),
          did: { inbound: did, outbound: '', internal: 'internal' }[direction],
          startMs: startMs + leg.offset * 1000,
          durationSeconds: leg.seconds,
          sound: leg.owner ? (direction === 'outbound' ? 'ringing-then-talk' : 'talk') : 'waiting',
          audio: leg.audio ?? null,
          ...(leg.quieterDb !== undefined && { quieterDb: leg.quieterDb }),
          ...(leg.states !== undefined && { statedDuration: leg.states }),
          ...leg.fields,
        };
      }),
    };
  };
}

/** Seconds of `h:mm:ss`, which may be negative or past a day. */
function secondsOf(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.replace('-', '').split(':').map(Number);
  const total = hours * 3600 + minutes * 60 + seconds;
  return clock.startsWith('-') ? -total : total % DAY_SECONDS;
}
