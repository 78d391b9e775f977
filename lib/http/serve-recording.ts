import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { ServedForm } from '@/lib/access/audit/served-seconds';
import { openSide } from '@/lib/audio/sides/open-side';
import type { Side } from '@/lib/audio/sides/side-of-recording';
import { type Spool, storedUnreadable } from '@/lib/audio/spool/create-spool';
import type { OpenedRecording } from '@/lib/audio/spool/leg-source';
import type { Recording } from '@/lib/audio/spool/recording';
import type { Timers } from '@/lib/concurrency/with-deadline';
import { LegatoError } from '@/lib/errors';
import { contentDisposition } from './content-disposition';
import { cutOffStalled } from './cut-off-stalled';
import type { Pacer } from './pacer';

/** Up to this, and when it has arrived, an answer is one read and one write. */
const SINGLE_WRITE_BYTES = 128 * 1024;
/** nginx counts in 64 bits and refuses what does not fit. */
const LARGEST_POSITION = 2n ** 63n - 1n;

export interface ServeOptions {
  /** Adds `Content-Disposition`, so that a browser saves the file. */
  isDownload: boolean;
  /** One channel of a stereo leg instead of both. */
  side: Side | null;
  /** What the PBX sent instead of what is played. */
  isOriginal: boolean;
  /** Called once the recording has been asked for. Nothing is sent before it resolves; where it rejects, so does this. */
  begin?: () => Promise<void> | null;
  /** Sent along with those of the recording. */
  headers?: Readonly<Record<string, string>>;
  /** Aborts when the client has left, or may not listen any more: what is being sent is cut off. */
  signal: AbortSignal;
  /**
   * Called as the system has accepted bytes for the client, in order: positions in the recording, `to` not
   * included, and how they lie in time. Never called for HEAD, 304 or a problem.
   */
  onSent?: (from: number, to: number, form: ServedForm | null) => void;
  timers?: Pick<Timers, 'every'>;
}

interface Sending {
  spool: Spool;
  pacer: Pacer;
  signal: AbortSignal;
  onSent?: (from: number, to: number) => void;
}

/**
 * Answers GET and HEAD for one leg: RFC 9110, sections 13 and 14, in the order of section 13.2.2.
 * Resolves when the response has ended or the client has gone.
 *
 * @throws LegatoError before anything is sent; the caller answers with a problem, to which a
 *   `Content-Range` may have been set already. Also the reason of `signal`. Whatever fails later breaks
 *   the connection.
 */
export async function serveRecording(
  { spool, pacer }: { spool: Spool; pacer: Pacer },
  { source, fileStem }: OpenedRecording,
  request: IncomingMessage,
  response: ServerResponse,
  { isDownload, side, isOriginal, begin, headers: more, signal, onSent, timers }: ServeOptions,
): Promise<void> {
  response.on('error', ignoreClosedConnection);
  cutOffStalled(response, timers);
  const again = asksAgain(request.headers);
  const purpose = isDownload ? 'save' : 'hear';
  const opening = side
    ? openSide(spool, source, side, signal, { again, purpose })
    : spool.open(source, signal, { again, purpose, form: isOriginal ? 'original' : 'played' });
  const begun = begin?.();
  // Asked for below, unless the recording fails before.
  begun?.catch(() => {});
  const recording = await opening;
  try {
    if (begun) await begun;
    signal.throwIfAborted();
    const stem = `${fileStem}${isOriginal ? '_original' : side ? `_${side}` : ''}`;
    const headers = { ...headersOf(recording, isDownload ? stem : null), ...more };
    const form = isOriginal ? null : servedForm(recording);
    const report = onSent && ((from: number, to: number) => onSent(from, to, form));
    const sending = { spool, pacer, signal, ...(report && { onSent: report }) };
    await answer(recording, headers, request, response, sending);
  } finally {
    recording.release();
  }
}

async function answer(
  recording: Recording,
  headers: Record<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
  sending: Sending,
): Promise<void> {
  const { etag, size } = recording;
  if (failsIfMatch(request.headers, etag)) {
    throw new LegatoError(
      'precondition-failed',
      'The recording is not, or no longer, the one that If-Match names: ask for it again.',
    );
  }
  if (isNotModified(request.headers, etag)) {
    const { 'Content-Type': _type, 'Content-Disposition': _disposition, ...rest } = headers;
    response.writeHead(304, rest).end();
    return;
  }
  const range: RangeAnswer = countsRange(request.headers, etag)
    ? parseRange(request.headers.range, size)
    : { kind: 'whole' };
  if (range.kind === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${size}`);
    throw new LegatoError(
      'range-not-satisfiable',
      `The recording has ${size} bytes, and none of them is in the range that was asked for.`,
    );
  }

  const isPart = range.kind === 'part';
  const { start, end } = isPart ? range : { start: 0, end: size };
  const length = end - start;
  if (isPart) headers['Content-Range'] = `bytes ${start}-${end - 1}/${size}`;
  headers['Content-Length'] = String(length);

  const isSingleWrite =
    request.method === 'GET' && length <= SINGLE_WRITE_BYTES && recording.has(start, length);
  // Read before the headers are sent: what cannot be read is still answered with a problem.
  const bytes = isSingleWrite ? readAtOnce(recording, start, length) : null;
  response.writeHead(isPart ? 206 : 200, headers);
  if (request.method === 'HEAD') response.end();
  else if (bytes) sendBytes(response, bytes, start, true, sending);
  else await sendRange(recording, response, { start, end }, sending);
}

/**
 * Sends the bytes from `start` up to `end`, in turn with other responses and no faster than the
 * socket takes them; bytes that have not arrived are waited for. No chunk is read before it can be
 * written, so a slow listener holds one chunk at most.
 *
 * Resolves when the response is closed. Where the leg breaks off or the signal aborts, the connection
 * is broken as well: a client must never take a part for the whole.
 */
function sendRange(
  recording: Recording,
  response: ServerResponse,
  { start, end }: { start: number; end: number },
  sending: Sending,
): Promise<void> {
  const { spool, pacer, signal } = sending;
  return new Promise((resolve) => {
    let position = start;
    const lane = pacer.join(recording.bytesPerSecond, sendChunk);
    const wake = () => lane.wake();
    const cutOff = () => response.destroy();

    response.on('drain', wake);
    signal.addEventListener('abort', cutOff, { once: true });
    response.once('close', leave);
    if (response.destroyed) leave();
    else if (signal.aborted) cutOff();
    else lane.wake();

    function leave(): void {
      response.off('drain', wake);
      signal.removeEventListener('abort', cutOff);
      lane.leave();
      resolve();
    }

    function sendChunk(maxBytes: number): number {
      if (response.destroyed || position >= end) return 0;
      try {
        const chunk = recording.tryRead(position, Math.min(maxBytes, end - position));
        if (chunk === null) {
          response.flushHeaders();
          recording.whenArrived(position).then(wake, breakOff);
          return 0;
        }
        const from = position;
        position += chunk.length;
        const takesMore = sendBytes(response, chunk, from, position >= end, sending);
        if (takesMore) lane.wake();
        return chunk.length;
      } catch (error) {
        breakOff(error);
        return 0;
      }
    }

    function breakOff(error: unknown): void {
      if (response.destroyed) return;
      spool.report(error);
      response.destroy();
    }
  });
}

/** Writes bytes of the recording from position `from` on. Gives whether the socket takes more at once. */
function sendBytes(
  response: ServerResponse,
  bytes: Uint8Array,
  from: number,
  isLast: boolean,
  { onSent }: Sending,
): boolean {
  const report = () => onSent?.(from, from + bytes.length);
  if (isLast) {
    response.end(bytes, report);
    return false;
  }
  return response.write(bytes, (error) => {
    if (!error) report();
  });
}

const servedForm = ({ size, soundBytes, bytesPerSecond, wave }: Recording): ServedForm => ({
  size,
  soundBytes,
  bytesPerSecond,
  isConstantRate: wave !== null,
});

function readAtOnce(recording: Recording, start: number, length: number): Uint8Array | null {
  try {
    return recording.tryRead(start, length);
  } catch (cause) {
    throw storedUnreadable(cause);
  }
}

/**
 * The headers that every successful answer about a recording carries.
 *
 * `private`: the browser of the person who may hear it may keep it, no cache on the way may. A leg that
 * broke off is not kept at all, as the next request may bring more of it. Without `max-age` a browser
 * asks again with the entity tag, which checks the listener's rights again. No other site may play it.
 */
function headersOf(recording: Recording, downloadStem: string | null): Record<string, string> {
  return {
    'Accept-Ranges': 'bytes',
    'Cache-Control': recording.isBrokenOff ? 'private, no-store' : 'private, no-transform',
    'Content-Type': recording.contentType,
    'Cross-Origin-Resource-Policy': 'same-origin',
    ETag: recording.etag,
    'Legato-Recording': recording.arrival,
    'X-Content-Type-Options': 'nosniff',
    ...(downloadStem && {
      'Content-Disposition': contentDisposition(`${downloadStem}.${recording.extension}`),
    }),
  };
}

/**
 * Whether `If-Match` forbids the answer (RFC 9110 section 13.1.1, strong comparison).
 * `If-Unmodified-Since` and `If-Modified-Since` do not apply: a recording states no date.
 */
function failsIfMatch(headers: IncomingHttpHeaders, etag: string): boolean {
  const header = headers['if-match'];
  return header !== undefined && header.trim() !== '*' && !entityTags(header).includes(etag);
}

/** Whether the client has this already (RFC 9110 section 13.1.2, weak comparison). */
function isNotModified(headers: IncomingHttpHeaders, etag: string): boolean {
  const header = headers['if-none-match'];
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return entityTags(header).some((tag) => tag.replace(/^W\//, '') === etag);
}

/**
 * Whether `Range` counts: without `If-Range`, or when that names exactly this entity. A date never
 * does, as there is none to compare with (RFC 9110 section 13.1.5).
 */
function countsRange(headers: IncomingHttpHeaders, etag: string): boolean {
  const header = headers['if-range'];
  return header === undefined || header === etag;
}

const entityTags = (header: string): string[] => header.match(/(?:W\/)?"[^"]*"/g) ?? [];

/** RFC 9111 section 5.2.1.4: a stored answer will not do. */
const asksAgain = (headers: IncomingHttpHeaders) =>
  /(?:^|[,\s])no-cache(?:$|[,\s])/i.test(headers['cache-control'] ?? '');

/** What a `Range` header asks of a file. `end` is exclusive. */
export type RangeAnswer =
  | { kind: 'whole' }
  | { kind: 'part'; start: number; end: number }
  | { kind: 'unsatisfiable' };

/**
 * Reads a `Range` header as RFC 9110 section 14.2 allows and as nginx does. Where the RFC leaves a
 * choice nginx is followed: another unit is ignored, a broken specifier answers 416.
 *
 * Several ranges of which more than one can be satisfied answer with the whole file, which section
 * 14.2 permits and which overlapping ranges cannot turn into work.
 *
 * @param header Its value, without white space around it; undefined without the header.
 * @param size Bytes of the file, at least one.
 */
export function parseRange(header: string | undefined, size: number): RangeAnswer {
  if (!header || header.length < 7 || header.slice(0, 6).toLowerCase() !== 'bytes=') {
    return { kind: 'whole' };
  }
  const parts: { start: number; end: number }[] = [];
  for (const specifier of header.slice(6).split(',')) {
    const part = readSpecifier(specifier, size);
    if (part === null) return { kind: 'unsatisfiable' };
    if (part.start < part.end) parts.push(part);
    else if (part.start === 0) return { kind: 'whole' };
    if (parts.length > 1) return { kind: 'whole' };
  }
  const [only] = parts;
  return only ? { kind: 'part', ...only } : { kind: 'unsatisfiable' };
}

const SPECIFIER = /^ *(?:(\d+) *- *(\d*)|-(\d+)) *$/;

/** null when it is broken; `start` not before `end` when it lies outside the file. */
function readSpecifier(specifier: string, size: number): { start: number; end: number } | null {
  const match = SPECIFIER.exec(specifier);
  if (!match) return null;
  const [, first, last, suffix] = match;
  if (suffix !== undefined) {
    const length = readPosition(suffix);
    return length === null ? null : { start: Math.max(0, size - length), end: size };
  }
  const start = readPosition(first ?? '');
  const end = last ? readPosition(last) : size - 1;
  if (start === null || end === null) return null;
  return { start, end: Math.min(end + 1, size) };
}

function readPosition(digits: string): number | null {
  const position = BigInt(digits);
  return position > LARGEST_POSITION ? null : Number(position);
}

/** A client may leave at any moment; what is then written to nobody is not an error. */
function ignoreClosedConnection(): void {}
