import { LegatoError } from '@/lib/errors';
import { type AudioForm, passedOn } from './audio-form';
import { findMark, type MarkedContainer, markOf } from './container-mark';
import { findMpeg, isMpegAt } from './find-mpeg';
import { readTag } from './read-tag';
import { readWave } from './read-wave';
import { MOST_BYTES_BEFORE_SOUND, type Recognition, SEARCHED_BYTES } from './recognition';
import { isText, TEXT_BYTES } from './unplayable-form';

const MP3 = {
  type: { contentType: 'audio/mpeg', extension: 'mp3' },
  bytesPerSecond: 4_000,
} as const;
const OGG = {
  type: { contentType: 'audio/ogg', extension: 'ogg' },
  bytesPerSecond: 4_000,
} as const;
const FLAC = {
  type: { contentType: 'audio/flac', extension: 'flac' },
  bytesPerSecond: 16_000,
} as const;

/** Bytes that hold a container's first header and no sound yet. */
const SNIFF_BYTES = 12;
const BARE_OGG_BYTES = 28;
const BARE_FLAC_BYTES = 42;

/** A byte order mark, blanks, and what a page or an envelope begins with. */
const TEXT_STARTS = new Set(Buffer.from('\xef\t\n\r {[<', 'latin1'));

/**
 * Recognises a leg by its content: passes over tags and zeros, then takes the container that begins there,
 * or the first that is found in 64 KB of something else.
 */
export function* recogniseContainer(): Recognition {
  const at = yield* passOver();
  const { bytes } = yield { from: at, byteCount: SNIFF_BYTES };
  if (at === 0 && (yield* isTextAtStart(bytes))) throw errorPage();
  const mark = markOf(bytes);
  if (mark) return yield* readMarked(mark, at);
  if (yield* isMpegAt(at)) return mpegForm(at);

  const searched = yield { from: at, byteCount: SEARCHED_BYTES };
  const window = searched.bytes.subarray(0, SEARCHED_BYTES);
  const later = findMark(window);
  const mpegAt = yield* findMpeg(at + 1, at + (later?.offset ?? window.length));
  if (mpegAt !== null) return mpegForm(mpegAt);
  if (later) return yield* readMarked(later.mark, at + later.offset);
  throw unknown();
}

function* isTextAtStart(bytes: Buffer): Recognition<boolean> {
  if (!TEXT_STARTS.has(bytes[0] ?? 0)) return false;
  const longer = yield { from: 0, byteCount: TEXT_BYTES };
  return isText(longer.bytes);
}

/** Passes over tags, one after the other, and zeros: gives where something else begins. */
function* passOver(): Recognition<number> {
  let at = 0;
  let zeroBytes = 0;
  let hasTag = false;
  for (;;) {
    const { bytes, isWhole } = yield { from: at, byteCount: SNIFF_BYTES };
    if (bytes.length === 0 && isWhole) {
      if (at === 0) throw empty('The PBX sent no audio for this leg, not one byte.');
      throw hasTag ? empty(headerOnly('MP3')) : unknown();
    }
    const tagBytes = yield* readTag(at);
    const zeros = tagBytes > 0 ? 0 : zerosAt(bytes);
    if (tagBytes === 0 && zeros === 0) return at;
    hasTag ||= tagBytes > 0;
    at += tagBytes + zeros;
    zeroBytes += zeros;
    if (at > MOST_BYTES_BEFORE_SOUND) throw tooLate();
    if (zeroBytes > SEARCHED_BYTES) throw unknown();
  }
}

function zerosAt(bytes: Buffer): number {
  const end = bytes.findIndex((byte) => byte !== 0);
  return end < 0 ? bytes.length : end;
}

function* readMarked(mark: MarkedContainer, at: number): Recognition {
  if (mark === 'wave') return yield* readWave(at);
  const { bytes, isWhole } = yield { from: at, byteCount: SNIFF_BYTES };
  const isBare = bytes.length <= (mark === 'ogg' ? BARE_OGG_BYTES - 1 : BARE_FLAC_BYTES);
  if (isWhole && isBare) throw empty(headerOnly(mark === 'ogg' ? 'Ogg' : 'FLAC'));
  const { type, bytesPerSecond } = mark === 'ogg' ? OGG : FLAC;
  const sound = { kind: 'packed', container: mark } as const;
  return passedOn(type, { bytesPerSecond, soundOffset: at, sound });
}

const mpegForm = (soundOffset: number): AudioForm =>
  passedOn(MP3.type, {
    bytesPerSecond: MP3.bytesPerSecond,
    soundOffset,
    sound: { kind: 'packed', container: 'mp3' },
  });

const unknown = () =>
  unreadable(
    'What the PBX sent for this leg is no audio that Legato knows: neither WAV, MP3, Ogg nor FLAC.',
  );

const errorPage = () =>
  unreadable(
    'The PBX sent an error page instead of audio for this leg. Try again; if it stays so, check NOOJEE_RECORDING_PATH.',
  );

const tooLate = () =>
  unreadable('What the PBX sent for this leg has no sound in its first 16 megabytes.');

const headerOnly = (name: string) =>
  `The PBX sent the header of an ${name} file and no sound for this leg.`;

const empty = (message: string) => new LegatoError('recording-empty', message);

const unreadable = (message: string) => new LegatoError('recording-unreadable', message);
