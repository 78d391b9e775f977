import type { Actor } from '@/lib/access/actor';
import type { LegSound } from '@/lib/audio/spool/measure-entry';
import type { ListeningRoom } from './call-room';
import { openRecording } from './open-recording';

/** How long a question waits for the end of a leg. Most legs have come by then. */
const PATIENCE_MS = 2_000;

/** What is known of the sound of a leg that may be heard. Throws as `getPeaks` says. */
export async function measureRecording(
  room: ListeningRoom,
  actor: Actor,
  uniqueId: string,
  legNumber: number,
  signal: AbortSignal,
): Promise<LegSound> {
  const { source } = await openRecording(room, actor, uniqueId, legNumber, signal);
  return room.spool.measure(source, signal, PATIENCE_MS);
}
