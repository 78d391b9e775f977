import type { Direction, SimulatedCall, SimulatedLeg } from './call';
import { legSpans } from './leg-spans';
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

/** The call at a place in time: the same every time for the same place and seed. */
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
