import { LegatoError } from '@/lib/errors';
import { CleanCause } from './clean-cause';
import { type Judgement, judgeEnvelope, judgeStatus } from './judge-answer';
import type { NoojeeRecording } from './leg';
import { readEnvelopeText } from './read-envelope';
import { readText } from './read-text';
import { recordingBody } from './recording-body';
import type { PbxAnswer } from './send-to-pbx';

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
        ? 'The PBX says that the audio of this leg is gone: recordings are deleted after the time set there.'
        : 'The PBX did not find the audio of this leg. It may have been deleted after the time set there.',
      { cause: new CleanCause('PbxStatus', `HTTP_${status}`, `The PBX answered ${status}`) },
    );
  }
  if (status < 200 || status >= 300) {
    const envelope = readEnvelopeText(await readText(answer, 64 * 1024));
    const error =
      (envelope && judgeEnvelope(envelope, answer, judgement)) ?? judgeStatus(answer, judgement);
    if (error) throw error;
  }
  const start = await readStart(answer);
  const envelope = readEnvelopeText(Buffer.concat(start).toString('utf8'));
  const error = envelope && judgeEnvelope(envelope, answer, judgement);
  if (error?.kind === 'refused') throw error;
  const contentLength = readContentLength(answer);
  return { contentLength, body: recordingBody(start, answer, contentLength) };
}

/** The first bytes; where they may be an envelope, as much as one can be long. */
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
