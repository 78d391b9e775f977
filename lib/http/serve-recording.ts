import type { IncomingMessage, ServerResponse } from 'node:http';
import { openSide } from '@/lib/audio/sides/open-side';
import type { Side } from '@/lib/audio/sides/side-of-recording';
import { type Spool, storedUnreadable } from '@/lib/audio/spool/create-spool';
import type { OpenedRecording } from '@/lib/audio/spool/leg-source';
import type { Recording } from '@/lib/audio/spool/recording';
import { LegatoError } from '@/lib/errors';
import { parseRange, type RangeAnswer } from './parse-range';
import { countsRange, failsIfMatch, isNotModified } from './preconditions';
import { recordingHeaders } from './recording-headers';
import { sendRecording } from './send-recording';

/** Up to this, and when it has arrived, an answer is one read and one write. */
const SINGLE_WRITE_BYTES = 128 * 1024;

export interface ServeOptions {
  /** Adds `Content-Disposition`, so that a browser saves the file. */
  isDownload: boolean;
  /** One channel of a stereo leg instead of both. */
  side: Side | null;
  /** What the PBX sent instead of what is played. */
  isOriginal: boolean;
}

/**
 * Answers GET and HEAD for one leg: RFC 9110, sections 13 and 14, in the order of section 13.2.2.
 * Resolves when the response has ended or the client has gone.
 *
 * @throws LegatoError before anything is sent; the caller answers with a problem, to which a
 *   `Content-Range` may have been set already. Whatever fails
 *   later breaks the connection.
 */
export async function serveRecording(
  spool: Spool,
  opened: OpenedRecording,
  request: IncomingMessage,
  response: ServerResponse,
  { isDownload, side, isOriginal }: ServeOptions,
): Promise<void> {
  const recording = await whileConnected(request, response, (signal) => {
    const { source } = opened;
    const again = asksAgain(request);
    if (side) return openSide(spool, source, side, signal, { again });
    return spool.open(source, signal, { again, form: isOriginal ? 'original' : 'played' });
  });
  if (!recording) return;
  try {
    const suffix = isOriginal ? '_original' : side ? `_${side}` : '';
    const fileStem = `${opened.fileStem}${suffix}`;
    const headers = recordingHeaders(recording, isDownload ? { fileStem } : null);
    await answer(recording, headers, request, response, spool);
  } finally {
    recording.release();
  }
}

/** null when the client has gone before there was anything to send. */
async function whileConnected(
  request: IncomingMessage,
  response: ServerResponse,
  open: (signal: AbortSignal) => Promise<Recording>,
): Promise<Recording | null> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  response.on('error', ignoreClosedConnection);
  response.once('close', leave);
  if (response.destroyed || request.socket.destroyed) leave();
  try {
    return await open(leaving.signal);
  } catch (error) {
    if (leaving.signal.aborted) return null;
    throw error;
  } finally {
    response.off('close', leave);
  }
}

async function answer(
  recording: Recording,
  headers: Record<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
  spool: Spool,
): Promise<void> {
  const { etag, size } = recording;
  if (response.destroyed) return;
  if (failsIfMatch(request, etag)) {
    throw new LegatoError(
      'precondition-failed',
      'The recording is not, or no longer, the one that If-Match names: ask for it anew.',
    );
  }
  if (isNotModified(request, etag)) return endNotModified(response, headers);

  const range: RangeAnswer = countsRange(request, etag)
    ? parseRange(request.headers.range, size)
    : { kind: 'whole' };
  if (range.kind === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${size}`);
    throw new LegatoError(
      'range-not-satisfiable',
      `The recording has ${size} bytes, and none of them is in the range that was asked for.`,
    );
  }

  const { start, end } = range.kind === 'part' ? range : { start: 0, end: size };
  const length = end - start;
  const isPart = range.kind === 'part';
  if (isPart) headers['Content-Range'] = `bytes ${start}-${end - 1}/${size}`;
  headers['Content-Length'] = String(length);

  const isSingleWrite =
    request.method === 'GET' && length <= SINGLE_WRITE_BYTES && recording.has(start, length);
  const bytes = isSingleWrite ? readAtOnce(recording, start, length) : null;
  response.writeHead(isPart ? 206 : 200, headers);
  if (request.method === 'HEAD') response.end();
  else if (bytes) response.end(bytes);
  else await sendRecording(recording, response, { start, end }, spool);
}

function readAtOnce(recording: Recording, start: number, length: number): Uint8Array | null {
  try {
    return recording.tryRead(start, length);
  } catch (cause) {
    throw storedUnreadable(cause);
  }
}

function endNotModified(response: ServerResponse, headers: Record<string, string>): void {
  const { 'Content-Type': _type, 'Content-Disposition': _disposition, ...rest } = headers;
  response.writeHead(304, rest).end();
}

/** RFC 9111 section 5.2.1.4: a stored answer will not do. */
const asksAgain = (request: IncomingMessage) =>
  /(?:^|[,\s])no-cache(?:$|[,\s])/i.test(request.headers['cache-control'] ?? '');

/** A client may leave at any moment; what is then written into the void is no failure of ours. */
function ignoreClosedConnection(): void {}
