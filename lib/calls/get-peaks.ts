import type { Actor } from '@/lib/access/actor';
import type { Peaks } from '@/lib/contract/waveform';
import type { ListeningRoom } from './call-room';
import { measureRecording } from './measure-recording';

/**
 * The waveform of a leg, fetched from the PBX where it is not at hand; what has come of it by then
 * after about two seconds.
 *
 * @throws LegatoError `not-found`, `recording-…`, `spool-unavailable`; NoojeeError when the PBX fails.
 */
export async function getPeaks(
  room: ListeningRoom,
  actor: Actor,
  uniqueId: string,
  legNumber: number,
  signal: AbortSignal,
): Promise<Peaks> {
  const { arrival, peaks } = await measureRecording(room, actor, uniqueId, legNumber, signal);
  return { arrival, ...peaks, peaks: base64(peaks.peaks), rms: base64(peaks.rms) };
}

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
