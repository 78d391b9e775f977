import { LegatoError } from '@/lib/errors';
import type { LegAddress } from './leg';
import { NoojeeError } from './noojee-error';
import { nameForPbx } from './pbx-names';

/** A path below the PBX's base URL, its query parameters (encoded) joined by `&`. */
export function pbxAddress(baseUrl: string, path: string, parameters: readonly string[]): string {
  const query = parameters.filter(Boolean).join('&');
  const start = `${baseUrl.replace(/\/+$/, '')}${path}`;
  if (query === '') return start;
  return `${start}${path.includes('?') ? '&' : '?'}${query}`;
}

/** One query parameter, percent-encoded: a tag may be `a&b=c/ü#1`. */
export function parameter(name: string, value: string | number): string {
  return `${name}=${encode(String(value))}`;
}

const PLACES = /\{(uniqueId|leg|callRecordId|tag)\}/g;

/**
 * Fills the recording path's template (API note section 5).
 *
 * @throws LegatoError `invalid-request` for a value that would climb in the path.
 * @throws NoojeeError `bad-reply` where the template needs a CallRecordId that the PBX did not give.
 */
export function recordingPath(template: string, address: LegAddress): string {
  return template.replace(PLACES, (_, name: keyof LegAddress, at: number) => {
    const value = address[name];
    if (value === null && name === 'callRecordId') {
      throw new NoojeeError(
        'bad-reply',
        'The PBX gave no CallRecordId for this leg, but NOOJEE_RECORDING_PATH needs it. Use {uniqueId} and {leg} there instead.',
      );
    }
    const text = String(value ?? '');
    // In a query a dot is a dot.
    if ((text === '.' || text === '..') && !template.slice(0, at).includes('?')) {
      throw new LegatoError('invalid-request', 'No call can have this unique id. Check the link.');
    }
    return encode(text);
  });
}

/** Half a surrogate pair has no UTF-8 form: encodeURIComponent would throw. */
const encode = (text: string) =>
  encodeURIComponent(nameForPbx(text).replace(/\p{Surrogate}/gu, '\uFFFD'));
