import type { Direction, SimulatedCall, SimulatedLeg } from './call';
import { AGENTS, INBOUND_NUMBERS, outsideNumber, SYSTEM_OWNERS } from './people';
import { between, pick, randomFor, weighted } from './random';

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound', 'internal'];
/** How many calls have 1, 2, 3 … 12 legs. */
const LEG_COUNTS: Record<Direction, readonly number[]> = {
  inbound: [5, 11, 26, 25, 18, 7, 3, 2, 1, 1, 0.6, 0.4],
  outbound: [22, 20, 32, 16, 8, 2],
  internal: [60, 22, 12, 6],
};
const FIRST_RECORD_HOUR = 400_000;
const MOST_CALLS_AN_HOUR = 400;

interface CallPlace {
  seed: number;
  hour: number;
  index: number;
  tag: string;
}

/** The call at a place in time: always the same for the same place and seed. */
export function generateCall({ seed, hour, index, tag }: CallPlace): SimulatedCall {
  const random = randomFor(seed, hour, index, 3);
  const startSeconds = hour * 3600 + between(random, 0, 3599);
  const sequence = (hour % 500) * MOST_CALLS_AN_HOUR + index;
  const direction = DIRECTIONS[weighted(random, [68, 22, 10])] ?? 'inbound';
  const count = 1 + weighted(random, LEG_COUNTS[direction]);
  const firstRecord = ((hour - FIRST_RECORD_HOUR) * MOST_CALLS_AN_HOUR + index) * 16;
  const spans = legSpans(random, count, direction);
  const party = callParty(random, direction);
  return {
    uniqueId: `${startSeconds}.${sequence}`,
    tag,
    direction,
    legs: spans.map((span, position) => ({
      ...party(span.isWaiting),
      leg: position + 1,
      callRecordId: firstRecord + position,
      startMs: (startSeconds + span.offset) * 1000,
      durationSeconds: span.seconds,
      audio: null,
    })),
  };
}

type Party = Pick<SimulatedLeg, 'username' | 'source' | 'destination' | 'did' | 'sound'>;

/** Who is on each leg in turn: agents change now and then, and some come back. */
function callParty(random: () => number, direction: Direction): (isWaiting: boolean) => Party {
  const system = random() < 0.85 ? SYSTEM_OWNERS[0] : SYSTEM_OWNERS[1];
  const { did, queue } = pick(random, INBOUND_NUMBERS);
  const outside = direction === 'inbound' && random() < 0.08 ? '' : outsideNumber(random);
  const first = pick(random, AGENTS);
  let agent = first;
  let hasSpoken = false;
  return (isWaiting) => {
    if (!isWaiting && hasSpoken && random() < 0.7) {
      agent = random() < 0.25 ? first : pick(random, AGENTS);
    }
    const isFirstTalk = !isWaiting && !hasSpoken;
    if (!isWaiting) hasSpoken = true;
    const username = isWaiting ? system : agent.username;
    const sound = isWaiting ? 'waiting' : isFirstTalk ? 'ringing-then-talk' : 'talk';
    if (direction === 'inbound') {
      const destination = isWaiting ? queue : agent.extension;
      const inboundSound = isWaiting ? 'waiting' : 'talk';
      return { username, sound: inboundSound, source: outside, destination, did };
    }
    if (direction === 'outbound') {
      return { username, sound, source: agent.extension, destination: outside, did: '' };
    }
    const destination =
      agent === first ? String(400 + ((Number(first.extension) + 7) % 40)) : agent.extension;
    return { username, sound, source: first.extension, destination, did: 'internal' };
  };
}

/** No everyday call lasts longer, so an hour's legs come from calls of the few hours before it. */
export const LONGEST_CALL_SECONDS = 3 * 3600;

/** When a leg sounds, in seconds from the start of its call, and whether anyone is connected. */
interface LegSpan {
  isWaiting: boolean;
  offset: number;
  seconds: number;
}

/** Up to `count` legs in turn: late starts, gaps and overlaps now and then. The last one is answered. */
function legSpans(random: () => number, count: number, direction: Direction): LegSpan[] {
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
