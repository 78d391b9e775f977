import type { LegatoError } from '@/lib/errors';
import { type AudioForm, passedOn } from './audio-form';
import { WAVE_MARKS } from './wave-marks';

/** What most PBXs record; it is never used for playing. */
const UNKNOWN_BYTES_PER_SECOND = 8_000;

/**
 * A leg that is audio of a kind that nothing here plays, such as a WAV file with ADPCM: it cannot be heard,
 * but what the PBX sent can be saved and opened elsewhere.
 *
 * @param start The first 256 bytes of the leg.
 * @param error Why it cannot be played.
 * @returns null for an error page, which is no recording.
 */
export function unplayableForm(start: Buffer, error: LegatoError): AudioForm | null {
  if (isText(start)) return null;
  const type = WAVE_MARKS.has(start.toString('latin1', 0, 4))
    ? { contentType: 'audio/wav', extension: 'wav' }
    : { contentType: 'application/octet-stream', extension: 'bin' };
  return passedOn(type, {
    bytesPerSecond: UNKNOWN_BYTES_PER_SECOND,
    sound: null,
    unplayable: error,
  });
}

/** What a page or an envelope begins with, after a byte order mark and white space. */
const TEXT = /^(?:\xef\xbb\xbf)?\s*[{[<]/;

/** Where that has to begin. */
export const TEXT_BYTES = 256;

const FIRST_PRINTED = 0x20;
const WHITE_SPACE = new Set([0x09, 0x0a, 0x0c, 0x0d]);

/** Whether the PBX sent text where audio belongs: sound that begins with a bracket soon has bytes of no text. */
export function isText(start: Buffer): boolean {
  const first = start.subarray(0, TEXT_BYTES);
  if (!TEXT.test(first.toString('latin1'))) return false;
  return first.every((byte) => byte >= FIRST_PRINTED || WHITE_SPACE.has(byte));
}
