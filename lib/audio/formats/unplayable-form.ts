import type { LegatoError } from '@/lib/errors';
import { type AudioForm, passedOn } from './audio-form';

/** What a page or an envelope begins with, after a byte order mark and white space. */
const TEXT = /^(?:\xef\xbb\xbf)?\s*[{[<]/;

/** What most PBXs record; nobody plays these. */
const UNKNOWN_BYTES_PER_SECOND = 8_000;

/**
 * A leg that is audio of a kind that nothing here plays, such as a WAV file with ADPCM: it cannot be heard,
 * but what the PBX sent can be saved and opened elsewhere.
 *
 * @param error Why it cannot be played.
 * @returns null for an error page, which is nobody's recording.
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
export const isErrorPage = (start: Buffer): boolean => TEXT.test(start.toString('latin1', 0, 256));
