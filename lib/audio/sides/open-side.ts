import type { OpenOptions, Spool } from '@/lib/audio/spool/create-spool';
import type { LegSource } from '@/lib/audio/spool/leg-source';
import { openToItsEnd } from '@/lib/audio/spool/open-to-its-end';
import type { Recording } from '@/lib/audio/spool/recording';
import { type Side, sideOfRecording } from './side-of-recording';
import { packedFormatOf, unpackedSource } from './unpacked-source';

/**
 * A reading of one channel of a stereo leg, which the caller releases. WAV is picked apart while it
 * arrives; MP3, Ogg and FLAC are decoded once they have come, since their length in samples is in no header.
 *
 * @throws As `Spool.open`; LegatoError `invalid-request` where the leg has no two channels.
 */
export async function openSide(
  spool: Spool,
  source: LegSource,
  side: Side,
  signal: AbortSignal,
  options?: OpenOptions,
): Promise<Recording> {
  const first = await spool.open(source, signal, options);
  if (!packedFormatOf(first)) return sideOrRelease(first, side);
  first.release();
  return sideOrRelease(await openUnpacked(spool, source, signal), side);
}

async function openUnpacked(spool: Spool, source: LegSource, signal: AbortSignal) {
  // Held until it is unpacked: what nobody holds may make room for another leg.
  const packed = await openToItsEnd(spool, source, signal);
  try {
    const format = packedFormatOf(packed);
    // Fetched anew a moment ago, and no longer what it was.
    if (!format) return await spool.open(source, signal);
    return await spool.open(unpackedSource(spool, source, packed, format), signal);
  } finally {
    packed.release();
  }
}

function sideOrRelease(recording: Recording, side: Side): Recording {
  try {
    return sideOfRecording(recording, side);
  } catch (error) {
    recording.release();
    throw error;
  }
}
