import type { Health } from '@/lib/contract/status';
import { version } from '@/package.json';
import type { CallRoom } from './call-room';

/** Says that Legato serves; given a room, also whether the PBX answers. Never throws for the PBX. */
export async function checkHealth(
  room: Pick<CallRoom, 'noojee'> | null,
  signal?: AbortSignal,
): Promise<Health> {
  if (!room) return { status: 'ok', version };
  try {
    await room.noojee.authenticate(signal);
    return { status: 'ok', version, pbx: 'ok' };
  } catch {
    return { status: 'unavailable', version, pbx: 'unavailable' };
  }
}
