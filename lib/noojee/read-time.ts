import { NoojeeError } from './errors';
import { type Judgement, judgeEnvelope, judgeStatus } from './judge-answer';
import { readEnvelopeText } from './read-envelope';
import { readText } from './read-text';
import type { PbxAnswer } from './send-to-pbx';

/**
 * Reads the answer of the Time endpoint: plain text, epoch milliseconds by the clock of the PBX (API
 * note section 2).
 *
 * @throws NoojeeError `bad-reply` where it is anything else.
 */
export async function readTime(answer: PbxAnswer, judgement: Judgement): Promise<string> {
  const text = await readText(answer, 64 * 1024);
  const envelope = readEnvelopeText(text);
  const error =
    (envelope && judgeEnvelope(envelope, answer, judgement)) ?? judgeStatus(answer, judgement);
  const timeStamp = /^\s*"?(\d{10,16})"?\s*$/.exec(text)?.[1];
  if (error && error.kind !== 'bad-reply') throw error;
  if (error || timeStamp === undefined) {
    throw new NoojeeError(
      'bad-reply',
      `The PBX did not tell its time (${answer.status}): check NOOJEE_URL and NOOJEE_TIME_PATH, and whether this PBX wants NOOJEE_AUTH=api-key.`,
    );
  }
  return timeStamp;
}
