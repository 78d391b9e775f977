import { LegatoError } from '@/lib/errors';
import { type AudioForm, passedOn } from './audio-form';
import { readWave } from './read-wave';

const MP3_BYTES_PER_SECOND = 4_000;
const OGG_BYTES_PER_SECOND = 4_000;
const FLAC_BYTES_PER_SECOND = 16_000;

/** Bytes that hold a container's first header and no sound yet. */
const SNIFF_BYTES = 12;
const BARE_OGG_BYTES = 28;
const BARE_FLAC_BYTES = 42;

/**
 * Recognises a leg by its first bytes, never by its headers (API note section 5).
 *
 * @param start What has arrived, from the first byte on.
 * @param isWhole Whether nothing more will come.
 * @returns null when more bytes are needed.
 * @throws LegatoError `recording-empty` when there is no sound, `recording-unreadable` when it is no
 *   audio that can be played.
 */
export function readContainer(start: Buffer, isWhole: boolean): AudioForm | null {
  if (start.length < SNIFF_BYTES && !isWhole) return null;
  if (start.length === 0) throw empty('The PBX sent no audio for this leg, not one byte.');

  if (startsWith(start, 'RIFF')) {
    const form = start.length < SNIFF_BYTES ? null : readWave(start);
    if (!form && isWhole) {
      throw empty('The PBX sent the beginning of a WAV header and no sound for this leg.');
    }
    return form;
  }
  if (isMpeg(start)) return passThrough('audio/mpeg', 'mp3', MP3_BYTES_PER_SECOND, start, isWhole);
  if (startsWith(start, 'OggS')) {
    if (isWhole && start.length < BARE_OGG_BYTES) throw empty(headerOnly('Ogg'));
    return passThrough('audio/ogg', 'ogg', OGG_BYTES_PER_SECOND, start, isWhole);
  }
  if (startsWith(start, 'fLaC')) {
    if (isWhole && start.length <= BARE_FLAC_BYTES) throw empty(headerOnly('FLAC'));
    return passThrough('audio/flac', 'flac', FLAC_BYTES_PER_SECOND, start, isWhole);
  }
  throw unreadable(start);
}

function passThrough(
  contentType: string,
  extension: 'mp3' | 'ogg' | 'flac',
  bytesPerSecond: number,
  start: Buffer,
  isWhole: boolean,
): AudioForm {
  if (isWhole && start.length <= id3Bytes(start)) throw empty(headerOnly('MP3'));
  const sound = { kind: 'packed', container: extension } as const;
  return passedOn({ contentType, extension }, { bytesPerSecond, sound });
}

/** An ID3v2 tag, or the sync word of an MPEG frame with a layer, a bit rate and a sample rate. */
function isMpeg(start: Buffer): boolean {
  if (startsWith(start, 'ID3')) return true;
  const [sync = 0, version = 0, rates = 0] = start;
  const hasSync = sync === 0xff && (version & 0xe0) === 0xe0;
  const isKnownVersion = (version & 0x18) !== 0x08;
  const hasLayer = (version & 0x06) !== 0;
  const hasRates = (rates & 0xf0) !== 0xf0 && (rates & 0x0c) !== 0x0c;
  return hasSync && isKnownVersion && hasLayer && hasRates;
}

/** Length of an ID3v2 tag at the start, its ten bytes of header included; 0 without one. */
function id3Bytes(start: Buffer): number {
  if (!startsWith(start, 'ID3') || start.length < 10) return 0;
  return 10 + start.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0);
}

function unreadable(start: Buffer): LegatoError {
  if (isErrorPage(start)) {
    return new LegatoError(
      'recording-unreadable',
      'The PBX sent an error page instead of audio for this leg. Try again; if it stays so, check NOOJEE_RECORDING_PATH.',
    );
  }
  const name =
    startsWith(start, 'RF64') || startsWith(start, 'RIFX') ? start.toString('latin1', 0, 4) : null;
  return new LegatoError(
    'recording-unreadable',
    name
      ? `This leg is a WAV file of the kind ${name}, which Legato cannot play.`
      : 'What the PBX sent for this leg is no audio that Legato knows: neither WAV, MP3, Ogg nor FLAC.',
  );
}

const startsWith = (start: Buffer, text: string) =>
  start.length >= text.length && start.toString('latin1', 0, text.length) === text;

const headerOnly = (name: string) =>
  `The PBX sent the header of an ${name} file and no sound for this leg.`;

const empty = (message: string) => new LegatoError('recording-empty', message);

/** What a page or an envelope begins with, after a byte order mark and white space. */
const TEXT = /^(?:\xef\xbb\xbf)?\s*[{[<]/;

/** What most PBXs record; it is never used for playing. */
const UNKNOWN_BYTES_PER_SECOND = 8_000;

/**
 * A leg that is audio of a kind that nothing here plays, such as a WAV file with ADPCM: it cannot be heard,
 * but what the PBX sent can be saved and opened elsewhere.
 *
 * @param error Why it cannot be played.
 * @returns null for an error page, which is no recording.
 */
export function unplayableForm(start: Buffer, error: LegatoError): AudioForm | null {
  if (isErrorPage(start)) return null;
  const type = /^(RIFF|RF64|RIFX)/.test(start.toString('latin1', 0, 4))
    ? { contentType: 'audio/wav', extension: 'wav' }
    : { contentType: 'application/octet-stream', extension: 'bin' };
  return passedOn(type, {
    bytesPerSecond: UNKNOWN_BYTES_PER_SECOND,
    sound: null,
    unplayable: error,
  });
}

/** Whether the PBX sent text where audio belongs. */
const isErrorPage = (start: Buffer): boolean => TEXT.test(start.toString('latin1', 0, 256));
