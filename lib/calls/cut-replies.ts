import type { CallQuery } from '@/lib/contract/search';
import type { NoojeeReply } from '@/lib/noojee/leg';

const KEPT_MS = 30_000;
const MOST_LEGS = 50_000;

interface CutReply {
  reply: NoojeeReply;
  /** When the PBX was asked, as the answer says it. */
  askedAt: string;
}

/**
 * The replies of which only a part has been answered. They are what the PBX said, before anybody's right is
 * decided: that is done again for who asks for the rest.
 */
export interface CutReplies {
  keep(query: CallQuery, reply: CutReply): void;
  /** Hands a reply out, once; undefined where it is not known, or too old. */
  take(query: CallQuery): CutReply | undefined;
}

/** Bounded in time and in legs, the oldest out first. `now` is in epoch milliseconds. */
export function createCutReplies(now: () => number, mostLegs = MOST_LEGS): CutReplies {
  const kept = new Map<string, CutReply & { untilMs: number }>();

  function dropOld(): void {
    let legs = 0;
    for (const [key, { reply, untilMs }] of [...kept].reverse()) {
      legs += reply.legs.length;
      if (legs > mostLegs || untilMs <= now()) kept.delete(key);
    }
  }

  return {
    keep(query, reply) {
      const key = JSON.stringify(query);
      kept.delete(key);
      kept.set(key, { ...reply, untilMs: now() + KEPT_MS });
      dropOld();
    },
    take(query) {
      dropOld();
      const key = JSON.stringify(query);
      const reply = kept.get(key);
      kept.delete(key);
      return reply;
    },
  };
}
