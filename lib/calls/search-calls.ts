import type { Actor } from '@/lib/access/actor';
import type { DividedLegs } from '@/lib/access/hearable-legs';
import type { Call } from '@/lib/contract/call';
import { CallCursor } from '@/lib/contract/call-cursor';
import type { CallPage, CallQuery } from '@/lib/contract/search';
import { callStartMs } from '@/lib/contract/unique-id';
import type { NoojeeLeg, NoojeeReply } from '@/lib/noojee/leg';
import { canAskFor } from '@/lib/noojee/pbx-names';
import { recordingOf } from './open-recording';
import { assembleCall } from './rules/assemble-call';
import type { Services } from './services';

/** After so many legs everything else that is ready goes first (decision 0011). */
const LEGS_A_TURN = 100;

type SearchServices = Pick<
  Services,
  'access' | 'noojee' | 'directory' | 'cutReplies' | 'rules' | 'now' | 'timers'
>;

/** Which of the calls are wanted; all of them where nothing is said. */
export interface SearchPart {
  limit?: number | undefined;
  /** The calls after this one, in the order of the answer. */
  after?: CallCursor | undefined;
}

/** A call that the actor may know of, before it is assembled. */
interface FoundCall {
  uniqueId: string;
  divided: DividedLegs<NoojeeLeg>;
  startSeconds: number;
}

/**
 * All calls under one tag, or the one call of a unique id, newest first, straight from the PBX. A call
 * without a leg that the actor may hear is not among them.
 *
 * The PBX answers a tag with the legs that carry it and has no paging. Where only a part is wanted, the
 * rest of its reply is kept for half a minute, so that asking for it asks the PBX nothing.
 *
 * @throws NoojeeError when the PBX does not answer or cannot be read.
 */
export async function searchCalls(
  services: SearchServices,
  actor: Actor,
  query: CallQuery,
  signal?: AbortSignal,
  part: SearchPart = {},
): Promise<CallPage> {
  const { access, cutReplies, rules } = services;
  const { reply, askedAt } =
    (part.after && cutReplies.take(query)) ?? (await askPbx(services, query, signal));
  const found = await findCalls(services, actor, query, reply.legs, signal);
  const from = part.after ? countUntil(found, part.after) : 0;
  const wanted = found.slice(from, from + (part.limit ?? found.length));
  const calls = [];
  const turns = createTurns(services, signal);
  for (const { uniqueId, divided } of wanted) {
    calls.push(withMeasured(assembleCall(uniqueId, divided, rules), divided.open, services));
    await turns.after(divided.open.length);
  }
  const last = wanted.at(-1);
  const isCut = last !== undefined && from + wanted.length < found.length;
  if (isCut) cutReplies.keep(query, { reply, askedAt });
  return {
    calls,
    ...(isCut && {
      nextCursor: CallCursor.encode(last),
      total: { calls: found.length, legs: found.reduce((sum, call) => sum + countLegs(call), 0) },
    }),
    freshness: { source: 'pbx', askedAt },
    // A row that could not be read may have been anyone's leg.
    warnings: access.hearsEverything(actor) ? reply.warnings : [],
  };
}

/** The call with what is known of its legs' sound: only of those that the actor may hear. */
function withMeasured(
  call: Call,
  open: readonly NoojeeLeg[],
  { directory }: Pick<SearchServices, 'directory'>,
): Call {
  const lengths = new Map<number, number>();
  for (const leg of open) {
    const seconds = lengths.has(leg.leg) ? undefined : directory.lengthOf(recordingOf(leg));
    if (seconds !== undefined) lengths.set(leg.leg, seconds);
  }
  if (lengths.size === 0) return call;
  const legs = call.legs.map((leg) => {
    const measuredSeconds = leg.access === 'open' ? lengths.get(leg.leg) : undefined;
    return measuredSeconds === undefined ? leg : { ...leg, measuredSeconds };
  });
  return { ...call, legs };
}

async function askPbx(
  { noojee, directory, rules, now }: SearchServices,
  query: CallQuery,
  signal: AbortSignal | undefined,
): Promise<{ reply: NoojeeReply; askedAt: string }> {
  const askedAt = rules.zonedIso(now());
  const reply = 'tag' in query ? await byTag(query.tag) : await byUniqueId(query.uniqueId);
  directory.remember(reply.legs);
  return { reply, askedAt };

  /** As it is written; where that is nothing's tag, without the blanks that a paste brings. */
  async function byTag(tag: string): Promise<NoojeeReply> {
    const exact = await noojee.retrieveMetaData(tag, signal);
    const isNone = exact.legs.length === 0 && exact.warnings.length === 0;
    return isNone && tag !== tag.trim() ? await noojee.retrieveMetaData(tag.trim(), signal) : exact;
  }

  async function byUniqueId(uniqueId: string): Promise<NoojeeReply> {
    const answered = await noojee.retrieveMetaDataByUniqueId(uniqueId, signal);
    if (answered.legs.length > 0 || answered.warnings.length > 0) return answered;
    if (!canAskFor(uniqueId)) return { ...answered, legs: [...directory.legsOf(uniqueId)] };
    const bare = uniqueId.trim();
    return bare === uniqueId ? answered : await noojee.retrieveMetaDataByUniqueId(bare, signal);
  }
}

/** The calls that the actor may know of, newest first. */
async function findCalls(
  services: SearchServices,
  actor: Actor,
  query: CallQuery,
  legs: readonly NoojeeLeg[],
  signal: AbortSignal | undefined,
): Promise<FoundCall[]> {
  const found: FoundCall[] = [];
  const wantedId = 'uniqueId' in query ? idAmong(legs, query.uniqueId) : null;
  const turns = createTurns(services, signal);
  for (const [uniqueId, ofCall] of byCall(legs)) {
    if (wantedId !== null && uniqueId !== wantedId) continue;
    const divided = await services.access.divideLegs(actor, ofCall);
    if (divided.open.length > 0) {
      const firstLegMs = Math.min(...ofCall.map(({ startedAt }) => Date.parse(startedAt)));
      const startSeconds = Math.floor(callStartMs(uniqueId, firstLegMs) / 1000);
      found.push({ uniqueId, divided, startSeconds });
    }
    await turns.after(ofCall.length);
  }
  return found.sort(newestFirst);
}

/** The id as it is written, or without the blanks that a paste brings where the PBX knows it by that alone. */
const idAmong = (legs: readonly NoojeeLeg[], asked: string): string =>
  legs.some(({ uniqueId }) => uniqueId === asked) ? asked : asked.trim();

/** Lets everything else that is ready go first, again and again. Throws when the caller has left. */
function createTurns({ timers }: SearchServices, signal: AbortSignal | undefined) {
  let sinceTurn = 0;
  return {
    async after(legs: number): Promise<void> {
      sinceTurn += legs;
      if (sinceTurn < LEGS_A_TURN) return;
      sinceTurn = 0;
      await timers.nextTurn();
      signal?.throwIfAborted();
    },
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

const newestFirst = (a: CallCursor, b: CallCursor): number =>
  b.startSeconds - a.startSeconds || (a.uniqueId < b.uniqueId ? 1 : -1);

/** How many calls stand before those that come after a cursor, whether its own is still among them or not. */
function countUntil(found: readonly FoundCall[], after: CallCursor): number {
  const index = found.findIndex(
    (call) => call.uniqueId !== after.uniqueId && newestFirst(call, after) > 0,
  );
  return index < 0 ? found.length : index;
}

/** A number that is listed twice is one leg of the call. */
const countLegs = ({ divided: { open, restricted } }: FoundCall): number =>
  new Set([...open, ...restricted].map(({ leg }) => leg)).size;
