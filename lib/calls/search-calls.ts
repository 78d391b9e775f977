import type { Actor } from '@/lib/access/actor';
import type { Call } from '@/lib/contract/call';
import type { CallPage, CallQuery } from '@/lib/contract/search';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { assembleCall } from './rules/assemble-call';
import type { Services } from './services';

/** After so many legs everything else that is ready goes first (decision 0011). */
const LEGS_A_TURN = 100;

type SearchServices = Pick<
  Services,
  'access' | 'noojee' | 'directory' | 'rules' | 'now' | 'timers'
>;

/**
 * All calls under one tag, or the one call of a unique id, newest first, straight from the PBX. A call
 * without a leg that the actor may hear is not among them.
 *
 * The PBX answers a tag with the legs that carry it and has no paging, so this answer has none.
 *
 * @throws NoojeeError when the PBX does not answer or cannot be read.
 */
export async function searchCalls(
  { access, noojee, directory, rules, now, timers }: SearchServices,
  actor: Actor,
  query: CallQuery,
  signal?: AbortSignal,
): Promise<CallPage> {
  const askedAt = rules.zonedIso(now());
  const reply =
    'tag' in query
      ? await noojee.retrieveMetaData(query.tag, signal)
      : await noojee.retrieveMetaDataByUniqueId(query.uniqueId, signal);
  directory.remember(reply.legs);
  const calls: Call[] = [];
  let sinceTurn = 0;
  for (const [uniqueId, legs] of byCall(reply.legs)) {
    if ('uniqueId' in query && uniqueId !== query.uniqueId) continue;
    const divided = await access.divideLegs(actor, legs);
    if (divided.open.length > 0) calls.push(assembleCall(uniqueId, divided, rules));
    sinceTurn += legs.length;
    if (sinceTurn < LEGS_A_TURN) continue;
    sinceTurn = 0;
    await timers.nextTurn();
    signal?.throwIfAborted();
  }
  return {
    calls: newestFirst(calls),
    freshness: { source: 'pbx', askedAt },
    // A row that could not be read may have been anyone's leg.
    warnings: access.hearsEverything(actor) ? reply.warnings : [],
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
