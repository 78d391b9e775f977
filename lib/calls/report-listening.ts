import type { Actor } from '@/lib/access/actor';
import type { Listener } from '@/lib/access/audit/create-listening';
import type { ListeningReceipt, ListeningReport } from '@/lib/contract/heard';
import { openRecording } from './open-recording';
import type { Services } from './services';

/**
 * Writes down what somebody really played of a leg, as far as it was sent to him.
 *
 * @returns What is believed; nothing where nobody keeps who heard what.
 * @throws LegatoError `not-found` for a leg that he may not hear, `database-unavailable`; NoojeeError when the PBX
 *   fails.
 */
export async function reportListening(
  services: Services,
  listener: Listener & { actor: Actor },
  report: ListeningReport,
  signal?: AbortSignal,
): Promise<ListeningReceipt> {
  const { listening } = services.access;
  const { uniqueId, leg: number } = report;
  const { leg } = await openRecording(services, listener.actor, uniqueId, number, signal);
  const heard = (await listening?.reportHeard(listener, leg, report)) ?? [];
  return { heard: heard.map(([from, to]) => [from, to]) };
}
