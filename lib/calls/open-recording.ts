import type { Actor } from '@/lib/access/actor';
import type { DividedLegs } from '@/lib/access/hearable-legs';
import type { OpenedRecording } from '@/lib/audio/spool/leg-source';
import { LegatoError } from '@/lib/errors';
import type { NoojeeLeg } from '@/lib/noojee/leg';
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
): Promise<OpenedRecording> {
  const leg = await findOpenLeg(services, actor, uniqueId, legNumber, signal);
  const { callRecordId, tag } = leg;
  return {
    source: {
      // Identity is the record id, never size or hash: the PBX compresses files later.
      key: callRecordId ?? `${uniqueId}/${legNumber}`,
      fetch: (fetchSignal) =>
        services.noojee.retrieveRecording(
          { uniqueId, leg: legNumber, callRecordId, tag },
          fetchSignal,
        ),
    },
    fileStem: fileStem(leg),
  };
}

async function findOpenLeg(
  { access, noojee, directory }: Services,
  actor: Actor,
  uniqueId: string,
  legNumber: number,
  signal?: AbortSignal,
): Promise<NoojeeLeg> {
  const findAmong = ({ open }: DividedLegs<NoojeeLeg>) => open.find(({ leg }) => leg === legNumber);

  const known = findAmong(await access.divideLegs(actor, directory.legsOf(uniqueId)));
  if (known) return known;
  // Perhaps only some legs of the call are known, and the others open this one: ask for all.
  const { legs } = await noojee.retrieveMetaDataByUniqueId(uniqueId, signal);
  directory.remember(legs);
  const ofCall = legs.filter((listed) => listed.uniqueId === uniqueId);
  const found = findAmong(await access.divideLegs(actor, ofCall));
  if (found) return found;
  throw new LegatoError('not-found', `The PBX knows no leg ${legNumber} of call ${uniqueId}.`);
}

/** Call, leg and start with offset, in characters that every file system takes. */
function fileStem(leg: NoojeeLeg): string {
  const call = leg.uniqueId.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60);
  return `legato_${call}_leg-${leg.leg}_${leg.startedAt.replaceAll(':', '')}`;
}
