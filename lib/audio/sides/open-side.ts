import { setImmediate as nextTurn } from 'node:timers/promises';
import { createPackedDecoder } from '@/lib/audio/decode/packed-decoder';
import type { PackedFormat } from '@/lib/audio/formats/audio-form';
import { waveHeader } from '@/lib/audio/formats/wave-header';
import {
  fetchedAnew,
  type OpenOptions,
  type Spool,
  storedUnreadable,
} from '@/lib/audio/spool/create-spool';
import type { LegSource } from '@/lib/audio/spool/leg-source';
import { openToItsEnd } from '@/lib/audio/spool/open-to-its-end';
import type { Recording } from '@/lib/audio/spool/recording';
import { isLegatoError, LegatoError } from '@/lib/errors';
import { refuseUnlessStereo, type Side, sideOfRecording } from './side-of-recording';

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
  options: OpenOptions = {},
): Promise<Recording> {
  const first = await spool.open(source, signal, options);
  if (!packedFormatOf(first)) return sideOrRelease(first, side);
  first.release();
  return sideOrRelease(await openUnpacked(spool, source, signal, options), side);
}

async function openUnpacked(
  spool: Spool,
  source: LegSource,
  signal: AbortSignal,
  { purpose = 'hear' }: OpenOptions,
) {
  // Held until it is unpacked: a leg that is not held may be removed to make room.
  const packed = await openToItsEnd(spool, source, signal, { purpose });
  try {
    const format = packedFormatOf(packed);
    // Fetched again a moment ago, and now in another format.
    if (!format) return await spool.open(source, signal, { purpose });
    return await spool.open(unpackedSource(spool, source, packed, format), signal, { purpose });
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

/** A millisecond or two of decoding, then other requests have their turn. */
const PIECE_BYTES = 8 * 1024;
/** A WAV header that does not know its size yet: the spool rewrites it at the end. */
const UNKNOWN_SIZE = 0xffff_ffff;

/** The container of a leg that has to be decoded before its samples are there; null for WAV. */
function packedFormatOf({ extension }: Recording): PackedFormat | null {
  return extension === 'mp3' || extension === 'ogg' || extension === 'flac'
    ? { kind: 'packed', container: extension }
    : null;
}

/**
 * The same stereo sound as `packed`, an MP3, Ogg or FLAC leg that has come, as WAV of 16 bits: a source of
 * its own, made out of what the spool holds and kept there like a leg. The PBX is not asked.
 */
function unpackedSource(
  spool: Spool,
  source: LegSource,
  packed: Recording,
  format: PackedFormat,
): LegSource {
  const { etag } = packed;
  return {
    // Another fetch of the leg has another entity tag.
    key: `${source.key} unpacked ${etag}`,
    madeOf: source.key,
    async fetch(signal) {
      const held = await spool.open(source, signal, { mayFetch: false });
      if (held.etag === etag) return { contentLength: null, body: unpack(held, format, signal) };
      held.release();
      throw fetchedAnew();
    },
  };
}

/** Lets go of `packed` at the end. */
async function* unpack(packed: Recording, format: PackedFormat, signal: AbortSignal) {
  try {
    yield* decoded(packed, format, signal);
  } catch (cause) {
    if (isLegatoError(cause) || signal.aborted) throw cause;
    throw cannotBeDecoded(cause);
  } finally {
    packed.release();
  }
  // The spool then treats it as a leg whose end is missing.
  if (packed.isBrokenOff) throw new Error('the leg that is unpacked broke off');
}

async function* decoded(packed: Recording, format: PackedFormat, signal: AbortSignal) {
  let made: Buffer[] = [];
  let kind: string | null = null;
  const decoder = await createPackedDecoder(format, ({ samples, channels, sampleRate }) => {
    const now = `${channels} channels at ${sampleRate} Hz`;
    if (kind === null) {
      refuseUnlessStereo(channels);
      const wave = { tag: 1, channels, sampleRate, bitsPerSample: 16 };
      made.push(waveHeader(wave, UNKNOWN_SIZE));
    } else if (now !== kind) throw new Error(`the sound changes to ${now}`);
    kind = now;
    // They hold until more is decoded.
    made.push(Buffer.from(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)));
  });
  const take = () => {
    const bytes = Buffer.concat(made);
    made = [];
    return bytes;
  };
  try {
    for (let offset = 0; offset < packed.size; offset += PIECE_BYTES) {
      await nextTurn(undefined, { signal });
      decoder.decode(await readStored(packed, offset));
      yield take();
    }
    decoder.finish();
    yield take();
    if (kind === null) throw cannotBeDecoded();
  } finally {
    decoder.close();
  }
}

async function readStored(packed: Recording, offset: number): Promise<Uint8Array> {
  try {
    return await packed.read(offset, PIECE_BYTES);
  } catch (cause) {
    throw storedUnreadable(cause);
  }
}

const cannotBeDecoded = (cause?: unknown) =>
  new LegatoError(
    'recording-unreadable',
    'Legato cannot decode this leg, so its sides cannot be told apart. Listen to both.',
    { cause },
  );
