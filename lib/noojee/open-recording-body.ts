import { LegatoError } from '@/lib/errors';
import { type Judgement, judgeAnswer, readEnvelopeText } from './judge-answer';
import type { NoojeeRecording } from './leg';
import { CleanCause, NoojeeError } from './noojee-error';
import { type PbxAnswer, readShortText } from './send-to-pbx';

const ENVELOPE_MAX_BYTES = 16 * 1024;
const OPENING_BRACE = 0x7b;

/**
 * Turns the PBX's answer into a recording once its first bytes are there. What kind of audio it is,
 * if any, is not judged here; only an envelope about our authentication is.
 *
 * @throws LegatoError `recording-gone` for 404 and 410; NoojeeError for every other failure.
 */
export async function openRecordingBody(
  answer: PbxAnswer,
  judgement: Judgement,
): Promise<NoojeeRecording> {
  const { status } = answer;
  if (status === 404 || status === 410) {
    throw new LegatoError(
      'recording-gone',
      status === 410
        ? 'The PBX has deleted the audio of this leg: it keeps recordings only for the time set there.'
        : 'The PBX did not find the audio of this leg. It may have deleted it after the time set there.',
      { cause: new CleanCause('PbxStatus', `HTTP_${status}`, `The PBX answered ${status}`) },
    );
  }
  if (status < 200 || status >= 300) {
    const error = judgeAnswer(answer, readEnvelopeText(await readShortText(answer)), judgement);
    if (error) throw error;
  }
  const start = await readStart(answer);
  const envelope = mayBeEnvelope(start) ? readEnvelopeText(Buffer.concat(start).toString()) : null;
  const error = judgeAnswer(answer, envelope, judgement);
  if (error?.kind === 'refused') throw error;
  const contentLength = readContentLength(answer);
  if (status === 206) {
    const size = sizeOfPart(answer, contentLength);
    return { contentLength: size, body: recordingBody(start, answer, size) };
  }
  return { contentLength, body: recordingBody(start, answer, contentLength) };
}

/** Audio is not read as JSON: that takes longer than all else that is done before its first byte is sent. */
const mayBeEnvelope = ([first]: readonly Uint8Array[]): boolean =>
  first !== undefined && /^\s*\{/.test(Buffer.from(first.subarray(0, 64)).toString('latin1'));

/** The first bytes; where they may begin an envelope, up to the length of one. */
async function readStart(answer: PbxAnswer): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const chunk = await answer.read();
    if (chunk === null) return chunks;
    if (chunk.length === 0) continue;
    chunks.push(chunk);
    bytes += chunk.length;
    if (chunks[0]?.[0] !== OPENING_BRACE || bytes > ENVELOPE_MAX_BYTES) return chunks;
  }
}

function readContentLength({ headers }: PbxAnswer): number | null {
  const text = headers.get('content-length')?.trim() ?? '';
  const coding = headers.get('content-encoding') ?? 'identity';
  return /^\d{1,15}$/.test(text) && coding === 'identity' ? Number(text) : null;
}

/**
 * Nobody asked for a part (RFC 9110, section 15.3.7). One that begins at the first byte is a recording that ends too
 * soon, unless it is all of it; of any other the beginning is missing.
 *
 * @returns How many bytes the recording has; null where nobody says.
 */
function sizeOfPart({ headers }: PbxAnswer, contentLength: number | null): number | null {
  const range = /^bytes (\d+)-\d+\/(\d{1,15}|\*)$/.exec(headers.get('content-range')?.trim() ?? '');
  if (range?.[1] === '0') return range[2] === '*' ? contentLength : Number(range[2]);
  throw new NoojeeError(
    'bad-reply',
    'The PBX sent a part of this recording, and not its beginning. Try again. If it happens again, look at the proxy in front of the PBX.',
  );
}

/**
 * The bytes of a recording, one part at a time, beginning with those already read. Stopping early or
 * aborting the call's signal cancels the rest upstream, even while no one reads. Iterating throws
 * NoojeeError if the body breaks off, stalls or ends too soon.
 */
function recordingBody(
  first: readonly Uint8Array[],
  answer: PbxAnswer,
  contentLength: number | null,
): AsyncIterable<Uint8Array> {
  const ready = [...first];
  let received = 0;
  let isOver = false;

  // Not a generator: one that never started would never release the connection, and a pending read
  // would keep `return` waiting.
  const iterator: AsyncIterator<Uint8Array> = {
    async next() {
      const chunk = isOver ? null : (ready.shift() ?? (await readOn()));
      if (chunk === null) return { done: true, value: undefined };
      received += chunk.length;
      return { done: false, value: chunk };
    },
    async return() {
      isOver = true;
      answer.close();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };

  async function readOn(): Promise<Uint8Array | null> {
    try {
      const chunk = await answer.read();
      if (chunk !== null) return chunk;
    } catch (error) {
      // The reader stopped it, so for the reader it has ended and not failed.
      if (isOver) return null;
      isOver = true;
      throw error;
    }
    isOver = true;
    if (contentLength !== null && received < contentLength) {
      throw new NoojeeError(
        'unreachable',
        `The recording stopped after ${received} of ${contentLength} bytes. Play it again to fetch the rest.`,
      );
    }
    return null;
  }
}
