import type { Actor } from '@/lib/access/actor';
import type { OpenedRecording } from '@/lib/audio/spool/leg-source';
import { LegatoError } from '@/lib/errors';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import type { CallRoom } from './call-room';

/**
 * Finds a leg that may be heard and says where its bytes come from. Nothing is downloaded yet.
 *
 * @throws LegatoError `not-found` when there is no such leg; NoojeeError when the PBX fails.
 */
export async function openRecording(
  room: CallRoom,
  _actor: Actor,
  uniqueId: string,
  legNumber: number,
  signal?: AbortSignal,
): Promise<OpenedRecording> {
  const leg =
    room.directory.find(uniqueId, legNumber) ??
    (await askForLeg(room, uniqueId, legNumber, signal));
  const { callRecordId, tag } = leg;
  return {
    source: {
      // Identity is the record id, never size or hash: the PBX compresses files later.
      key: callRecordId ?? `${uniqueId}/${legNumber}`,
      fetch: (fetchSignal) =>
        room.noojee.retrieveRecording({ uniqueId, leg: legNumber, callRecordId, tag }, fetchSignal),
    },
    fileStem: fileStem(leg),
  };
}

async function askForLeg(
  room: CallRoom,
  uniqueId: string,
  legNumber: number,
  signal?: AbortSignal,
): Promise<NoojeeLeg> {
  const { legs } = await room.noojee.retrieveMetaDataByUniqueId(uniqueId, signal);
  room.directory.remember(legs);
  const leg = legs.find((told) => told.uniqueId === uniqueId && told.leg === legNumber);
  if (leg) return leg;
  throw new LegatoError('not-found', `The PBX knows no leg ${legNumber} of call ${uniqueId}.`);
}

/** Call, leg and start with offset, in characters that every file system takes. */
function fileStem(leg: NoojeeLeg): string {
  const call = leg.uniqueId.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60);
  return `legato_${call}_leg-${leg.leg}_${leg.startedAt.replaceAll(':', '')}`;
}
