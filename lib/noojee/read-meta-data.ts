import { type Judgement, judgeEnvelope, judgeStatus } from './judge-answer';
import type { NoojeeReply } from './leg';
import { readEnvelopeText } from './read-envelope';
import { readReply } from './read-reply';
import { readText } from './read-text';
import type { PbxAnswer } from './send-to-pbx';

/**
 * Judges and reads the answer to a metadata call; 404 means that there are no such legs (API note
 * section 4).
 *
 * @throws NoojeeError `refused`, `busy`, `bad-reply`, `unreachable` or `timed-out`.
 */
export async function readMetaData(
  answer: PbxAnswer,
  timeZone: string,
  judgement: Judgement,
): Promise<NoojeeReply> {
  const text = await readText(answer);
  if (answer.status === 204 || answer.status === 404) {
    const envelope = readEnvelopeText(text);
    const error = envelope && judgeEnvelope(envelope, answer, judgement);
    if (error?.kind === 'refused') throw error;
    return { legs: [], warnings: [] };
  }
  const envelope = answer.status >= 300 ? readEnvelopeText(text) : null;
  const error =
    (envelope && judgeEnvelope(envelope, answer, judgement)) ?? judgeStatus(answer, judgement);
  if (error) throw error;
  return readReply(text, answer, timeZone, judgement);
}

/** Whether a 404 is the web page of a server that has no such path, not an answer of the API. */
export const isMissingPath = ({ status, headers }: Pick<PbxAnswer, 'status' | 'headers'>) =>
  status === 404 && /html/i.test(headers.get('content-type') ?? '');
