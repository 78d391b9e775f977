import type { SimulatedCall } from './call';
import { LONG_REPLIES, type LongReplyTag } from './faults';
import { type LegJson, legJson } from './leg-json';
import type { LocalTime } from './local-time';
import { AGENTS } from './people';

const LEGS_A_CALL = 4;
const LEGS_A_CHUNK = 250;
const FIRST_SEQUENCE = 500_000;

const LENGTHS: Record<LongReplyTag, number> = {
  'LONG-REPLY': 12_000,
  'LONG-REPLY-UNREADABLE': 3_432,
  'ENDLESS-REPLY': Number.POSITIVE_INFINITY,
};

/**
 * The answer to a tag with a long list of legs, made while it is sent and stopped when the client
 * leaves; null for any other tag. The calls start 20 s apart, the first a day before `nowMs`.
 */
export function answerWithLongReply(tag: string, time: LocalTime, nowMs: number): Response | null {
  if (!isLongReply(tag)) return null;
  const chunks = chunksOf(tag, time, nowMs);
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = chunks.next();
        if (done) controller.close();
        else controller.enqueue(new TextEncoder().encode(value));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { headers: { 'Content-Type': 'application/json' } });
}

const isLongReply = (tag: string): tag is LongReplyTag =>
  LONG_REPLIES.some((reply) => reply.tag === tag);

function* chunksOf(tag: LongReplyTag, time: LocalTime, nowMs: number): Generator<string, void> {
  const firstSeconds = Math.floor(nowMs / 1000) - 86_400;
  let chunk = '[';
  for (let index = 0; index < LENGTHS[tag]; index++) {
    const leg = longReplyLeg(tag, firstSeconds, index, time);
    chunk += `${index === 0 ? '' : ','}${JSON.stringify(leg)}`;
    if (index % LEGS_A_CHUNK === LEGS_A_CHUNK - 1) {
      yield chunk;
      chunk = '';
    }
  }
  yield `${chunk}]`;
}

function longReplyLeg(
  tag: LongReplyTag,
  firstSeconds: number,
  index: number,
  time: LocalTime,
): LegJson {
  const number = Math.floor(index / LEGS_A_CALL);
  const position = index % LEGS_A_CALL;
  const agent = AGENTS[(number + position) % AGENTS.length];
  const startSeconds = firstSeconds + (number % 4_000) * 20;
  const call: SimulatedCall = {
    uniqueId: `${startSeconds}.${FIRST_SEQUENCE + number}`,
    tag,
    direction: 'inbound',
    legs: [],
  };
  const leg = legJson(
    call,
    {
      leg: position + 1,
      callRecordId: FIRST_SEQUENCE + index,
      username: agent?.username ?? '',
      source: '0491570156',
      destination: agent?.extension ?? '',
      did: '1300975707',
      startMs: (startSeconds + position * 5) * 1000,
      durationSeconds: 5,
      sound: 'talk',
      audio: null,
    },
    time,
  );
  return tag === 'LONG-REPLY-UNREADABLE' ? { ...leg, Start: 'the other day' } : leg;
}
