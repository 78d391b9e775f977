import type { Actor } from '@/lib/access/actor';
import type { Marks } from '@/lib/contract/waveform';
import type { ListeningRoom } from './call-room';
import { measureRecording } from './measure-recording';

/** What is not known before a leg has come. */
const NOTHING_YET = { marks: [], loudness: { speechDb: null, peakDb: null }, talk: null };

/**
 * What is heard where in a leg, how loud it is and who speaks; nothing of that while it arrives.
 *
 * @throws LegatoError `not-found`, `recording-…`, `spool-unavailable`; NoojeeError when the PBX fails.
 */
export async function getMarks(
  room: ListeningRoom,
  actor: Actor,
  uniqueId: string,
  legNumber: number,
  signal: AbortSignal,
): Promise<Marks> {
  const { arrival, peaks, marks } = await measureRecording(
    room,
    actor,
    uniqueId,
    legNumber,
    signal,
  );
  return { arrival, durationSeconds: peaks.durationSeconds, ...(marks ?? NOTHING_YET) };
}
