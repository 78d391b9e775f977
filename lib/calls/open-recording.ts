import type { Actor } from '@/lib/access/actor';
import type { OpenedRecording } from '@/lib/audio/spool/leg-source';
import { LegatoError } from '@/lib/errors';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { canAskFor } from '@/lib/noojee/pbx-names';
import type { Services } from './services';

/**
 * Finds a leg that the actor may hear and says where its bytes come from. Nothing is downloaded yet.
 *
 * @throws LegatoError `not-found` when there is no such leg, or none that this actor may hear;
 *   NoojeeError when the PBX fails.
 */
export async function openRecording(
  services: Services,
  actor: Actor,
  uniqueId: string,
  legNumber: number,
  signal?: AbortSignal,
): Promise<OpenedRecording & { leg: NoojeeLeg }> {
  const [leg] = await findOpenLegs(services, actor, uniqueId, [legNumber], signal);
  if (leg) return { ...openLeg(services, leg), leg };
  throw new LegatoError('not-found', `The PBX knows no leg ${legNumber} of call ${uniqueId}.`);
}

/** Where the bytes of a leg come from that the actor may hear. */
export function openLeg({ noojee }: Pick<Services, 'noojee'>, leg: NoojeeLeg): OpenedRecording {
  const { uniqueId, callRecordId, tag } = leg;
  return {
    source: {
      ...recordingOf(leg),
      fetch: (signal) =>
        noojee.retrieveRecording({ uniqueId, leg: leg.leg, callRecordId, tag }, signal),
    },
    fileStem: fileStem(leg),
  };
}

/** Which recording a leg has. */
export function recordingOf(leg: NoojeeLeg): Pick<OpenedRecording['source'], 'key' | 'revision'> {
  return {
    // Identity is the record id, never size or hash: the PBX compresses files later.
    key: leg.callRecordId ?? `${leg.uniqueId}/${leg.leg}`,
    // A leg that was listed while it was under way is longer later.
    revision: `${leg.startedAt} ${leg.durationSeconds}`,
  };
}

/**
 * The legs of a call that the actor may hear: those of `numbers`, in that order, or all by number. What does not
 * exist is left out. The PBX is asked once at most, and only where not all of them are known; with
 * `knownWillDo` only where none is.
 *
 * @throws LegatoError `not-found` when the actor may hear no leg of the call; NoojeeError when the PBX
 *   fails.
 */
export async function findOpenLegs(
  { access, noojee, directory }: Services,
  actor: Actor,
  uniqueId: string,
  numbers: readonly number[] | null,
  signal?: AbortSignal,
  { knownWillDo = false }: { knownWillDo?: boolean } = {},
): Promise<readonly NoojeeLeg[]> {
  const known = directory.legsOf(uniqueId);
  if ((numbers || knownWillDo) && known.length > 0) {
    const { open } = await access.divideLegs(actor, known);
    const found = pick(open, numbers ?? numbersOf(open));
    if (knownWillDo ? open.length > 0 : found.length === numbers?.length) return found;
  }
  // Perhaps only some legs of the call are known, and the others open this one: ask for all.
  const answered = await noojee.retrieveMetaDataByUniqueId(uniqueId, signal);
  const isUnknown = answered.legs.length === 0 && !canAskFor(uniqueId);
  const legs = isUnknown ? known : answered.legs;
  directory.remember(legs);
  const ofCall = legs.filter((listed) => listed.uniqueId === uniqueId);
  const { open } = await access.divideLegs(actor, ofCall);
  if (open.length > 0) return pick(open, numbers ?? numbersOf(open));
  throw new LegatoError('not-found', `The PBX knows no recorded call with the id ${uniqueId}.`);
}

/** Of a number that is listed twice the first counts, as it does in the call that is shown. */
function pick(legs: readonly NoojeeLeg[], numbers: readonly number[]): readonly NoojeeLeg[] {
  // Each range of a leg asks for one: no table is made for that.
  if (numbers.length === 1) return legs.filter(({ leg }) => leg === numbers[0]).slice(0, 1);
  const byNumber = new Map([...legs].reverse().map((leg) => [leg.leg, leg]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}

const numbersOf = (legs: readonly NoojeeLeg[]) =>
  [...new Set(legs.map(({ leg }) => leg))].sort((a, b) => a - b);

/** Call, leg and start with offset, in characters that every file system takes. */
function fileStem(leg: NoojeeLeg): string {
  const call = leg.uniqueId.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60);
  return `legato_${call}_leg-${leg.leg}_${leg.startedAt.replaceAll(':', '')}`;
}
