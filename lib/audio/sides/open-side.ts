import type { DecodedPiece } from '@/lib/audio/decode/decoding-messages';
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
import { pickSamples, refuseUnlessStereo, type Side, sideOfRecording } from './side-of-recording';

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
  return openUnpacked(spool, source, side, signal, options);
}

async function openUnpacked(
  spool: Spool,
  source: LegSource,
  side: Side,
  signal: AbortSignal,
  { purpose = 'hear' }: OpenOptions,
): Promise<Recording> {
  // Held until it is unpacked: a leg that is not held may be removed to make room.
  const packed = await openToItsEnd(spool, source, signal, { purpose });
  try {
    const format = packedFormatOf(packed);
    // Fetched again a moment ago, and now in another format.
    if (!format) return sideOrRelease(await spool.open(source, signal, { purpose }), side);
    const unpacked = unpackedSource(spool, source, packed, { format, side });
    return await spool.open(unpacked, signal, { purpose });
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

const PIECE_BYTES = 64 * 1024;
const SAMPLE_BYTES = 2;
const MOST_SECONDS = 6 * 3_600;
/** Of the spool: a side never drives out what many others listen to. */
const MOST_SHARE = 1 / 4;

/** The container of a leg that has to be decoded before its samples are there; null for WAV. */
function packedFormatOf({ extension }: Recording): PackedFormat | null {
  return extension === 'mp3' || extension === 'ogg' || extension === 'flac'
    ? { kind: 'packed', container: extension }
    : null;
}

interface Wanted {
  format: PackedFormat;
  side: Side;
}

/**
 * One side of `packed`, an MP3, Ogg or FLAC leg that has come, as WAV of 16 bits: a source of its own, made
 * out of what the spool holds and kept there like a leg. The PBX is not asked.
 */
function unpackedSource(
  spool: Spool,
  source: LegSource,
  packed: Recording,
  wanted: Wanted,
): LegSource {
  const { etag } = packed;
  return {
    // Another fetch of the leg has another entity tag.
    key: `${source.key} unpacked ${wanted.side} ${etag}`,
    madeOf: source.key,
    async fetch(signal) {
      const held = await spool.open(source, signal, { mayFetch: false });
      if (held.etag !== etag) {
        held.release();
        throw fetchedAnew();
      }
      try {
        const { sampleRate, soundBytes } = await measureSide(spool, held, wanted, signal);
        const wave = { tag: 1, channels: 1, sampleRate, bitsPerSample: 16 };
        const header = waveHeader(wave, soundBytes);
        // Without a length it is served once it has come: what broke off is then known to be a part.
        return { contentLength: null, body: unpack(spool, held, wanted, header, signal) };
      } catch (error) {
        held.release();
        throw error;
      }
    },
  };
}

/**
 * How long the side is: decoded once and not kept, so that its room is known before anything is stored and
 * a small file that holds days of silence drives nothing out. No header of the file is believed.
 */
async function measureSide(
  spool: Spool,
  packed: Recording,
  { format }: Wanted,
  signal: AbortSignal,
): Promise<{ sampleRate: number; soundBytes: number }> {
  let sampleRate = 0;
  let soundBytes = 0;
  for await (const piece of decoded(spool, packed, format, signal)) {
    if (sampleRate === 0) refuseUnlessStereo(piece.channels);
    else if (piece.sampleRate !== sampleRate || piece.channels !== 2) throw cannotBeDecoded();
    sampleRate = piece.sampleRate;
    soundBytes += piece.pcm.length / 2;
    const seconds = soundBytes / SAMPLE_BYTES / sampleRate;
    if (seconds > MOST_SECONDS || soundBytes > spool.maxBytes * MOST_SHARE) throw tooLong();
  }
  if (soundBytes === 0) throw cannotBeDecoded();
  return { sampleRate, soundBytes };
}

/** Lets go of `packed` at the end. */
async function* unpack(
  spool: Spool,
  packed: Recording,
  { format, side }: Wanted,
  header: Uint8Array,
  signal: AbortSignal,
) {
  try {
    yield header;
    for await (const { pcm } of decoded(spool, packed, format, signal)) {
      yield pickSamples(pcm, pcm.length / (2 * SAMPLE_BYTES), SAMPLE_BYTES, side);
    }
  } finally {
    packed.release();
  }
  // The spool then treats it as a leg whose end is missing.
  if (packed.isBrokenOff) throw new Error('the leg that is unpacked broke off');
}

/** @throws LegatoError `recording-unreadable` where it cannot be decoded. */
async function* decoded(
  spool: Spool,
  packed: Recording,
  format: PackedFormat,
  signal: AbortSignal,
): AsyncGenerator<DecodedPiece> {
  const decoder = spool.decoding.begin(format);
  try {
    for (let offset = 0; offset < packed.size; offset += PIECE_BYTES) {
      const bytes = await readStored(packed, offset);
      for await (const piece of decoder.decode(bytes)) {
        signal.throwIfAborted();
        yield piece;
      }
      signal.throwIfAborted();
    }
    yield* decoder.finish();
  } catch (cause) {
    if (isLegatoError(cause) && cause.code === 'recording-unreadable') throw cannotBeDecoded(cause);
    throw cause;
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

const tooLong = () =>
  new LegatoError(
    'recording-unreadable',
    'This leg is too long for one of its sides to be taken out. Listen to both, or save its original.',
  );
