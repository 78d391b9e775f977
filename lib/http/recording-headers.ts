import type { Recording } from '@/lib/audio/spool/recording';
import { contentDisposition } from './content-disposition';

/**
 * The headers that every successful answer about a recording carries.
 *
 * `private`: it may be kept by the browser of who may hear it, by no cache between. A leg that broke
 * off is not kept at all, as the next ask may bring more of it. There is no `max-age`: without one a
 * browser asks again with the entity tag, which checks the listener's rights again. No page of another
 * site may play it.
 */
export function recordingHeaders(
  recording: Recording,
  download: { fileStem: string } | null,
): Record<string, string> {
  return {
    'Accept-Ranges': 'bytes',
    'Cache-Control': recording.isBrokenOff ? 'private, no-store' : 'private, no-transform',
    'Content-Type': recording.contentType,
    'Cross-Origin-Resource-Policy': 'same-origin',
    ETag: recording.etag,
    'Legato-Recording': recording.arrival,
    'X-Content-Type-Options': 'nosniff',
    ...(download && {
      'Content-Disposition': contentDisposition(`${download.fileStem}.${recording.extension}`),
    }),
  };
}
