import type { Actor } from '@/lib/access/actor';
import type { Call } from '@/lib/contract/call';
import type { CallPage, CallQuery } from '@/lib/contract/search';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import type { CallRoom } from './call-room';
import { assembleCall } from './rules/assemble-call';

/**
 * All calls under one tag, or the one call of a unique id, newest first, straight from the PBX.
 *
 * The PBX answers a tag with the legs that carry it, and knows no paging: nor has this answer any.
 *
 * @throws NoojeeError when the PBX does not answer or cannot be read.
 */
export async function searchCalls(
  room: CallRoom,
  _actor: Actor,
  query: CallQuery,
  signal?: AbortSignal,
): Promise<CallPage> {
  const askedAt = room.rules.zonedIso(room.now());
  const reply =
    'tag' in query
      ? await room.noojee.retrieveMetaData(query.tag, signal)
      : await room.noojee.retrieveMetaDataByUniqueId(query.uniqueId, signal);
  room.directory.remember(reply.legs);
  const calls = [...byCall(reply.legs)]
    .filter(([uniqueId]) => 'tag' in query || uniqueId === query.uniqueId)
    .map(([uniqueId, legs]) => assembleCall(uniqueId, legs, room.rules));
  return {
    calls: newestFirst(calls),
    freshness: { source: 'pbx', askedAt },
    warnings: reply.warnings,
  };
}

function byCall(legs: readonly NoojeeLeg[]): Map<string, NoojeeLeg[]> {
  const calls = new Map<string, NoojeeLeg[]>();
  for (const leg of legs) {
    const call = calls.get(leg.uniqueId);
    if (call) call.push(leg);
    else calls.set(leg.uniqueId, [leg]);
  }
  return calls;
}

function newestFirst(calls: readonly Call[]): Call[] {
  return calls
    .map((call) => ({ call, startMs: Date.parse(call.startedAt) }))
    .sort((a, b) => b.startMs - a.startMs || (a.call.uniqueId < b.call.uniqueId ? 1 : -1))
    .map(({ call }) => call);
}
