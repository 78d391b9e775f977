import type { Call } from './call';

/** What the PBX writes in place of a DID on a call between two of its extensions. */
const INTERNAL = 'internal';

/**
 * The number that the person who started the call dialled: the DID of an inbound call, otherwise
 * where the call went. Null where the PBX gave neither.
 */
export function dialledNumber(
  call: Pick<Call, 'direction' | 'did' | 'destination'>,
): string | null {
  const did = call.direction === 'inbound' ? didNumber(call) : null;
  return did ?? (call.destination || null);
}

/** The DID by which a call came in; null where it has none or the PBX only wrote `internal`. */
export function didNumber({ did }: Pick<Call, 'did'>): string | null {
  return did === INTERNAL ? null : did || null;
}
