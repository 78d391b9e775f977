import { LegatoError } from '@/lib/errors';
import type { OpenOptions, Spool } from './create-spool';
import type { LegSource } from './leg-source';
import type { Recording } from './recording';

/**
 * Opens a leg once nothing more of it will arrive: all of it, or what came before it broke off.
 * The caller releases it.
 *
 * @throws As `Spool.open`, and `pbx-unreachable` where somebody else is already fetching it again.
 */
export async function openToItsEnd(
  spool: Spool,
  source: LegSource,
  signal: AbortSignal,
  options: OpenOptions = {},
): Promise<Recording> {
  const first = await spool.open(source, signal, options);
  if (first.arrival !== 'arriving') return first;
  const end = await endOf(first, signal).catch((error: unknown) => {
    first.release();
    throw error;
  });
  if (end === 'arrived') return first;
  // The first recording cannot be finished; what arrived has a header of its own.
  const kept = await spool
    .open(source, signal, { ...options, again: false })
    .finally(() => first.release());
  if (kept.arrival !== 'arriving') return kept;
  kept.release();
  throw new LegatoError(
    'pbx-unreachable',
    'The PBX broke off in the middle of this leg, and somebody else is fetching it again. Try once more in a moment.',
  );
}

/** Waits for the last byte, or for the listener to leave. */
async function endOf(recording: Recording, signal: AbortSignal): Promise<'arrived' | 'broken-off'> {
  let leave = () => {};
  const departure = new Promise<void>((resolve) => {
    leave = resolve;
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
  });
  const arrival = recording.whenArrived(recording.size - 1).then(
    () => 'arrived' as const,
    () => 'broken-off' as const,
  );
  const end = await Promise.race([arrival, departure]);
  signal.removeEventListener('abort', leave);
  signal.throwIfAborted();
  return end ?? 'broken-off';
}
