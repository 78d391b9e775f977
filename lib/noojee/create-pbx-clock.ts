import { type Timers, withDeadline } from '@/lib/concurrency/with-deadline';
import { askPbx, type Repetition } from './ask-pbx';
import { ANONYMOUS } from './credential';
import { type Judgement, judgeAnswer, readEnvelopeText } from './judge-answer';
import { NoojeeError } from './noojee-error';
import { type Exchange, type PbxAnswer, readShortText, sendToPbx } from './send-to-pbx';

export interface PbxTime {
  /** As the PBX wrote it, because the hash is made of these digits. */
  timeStamp: string;
  /** The PBX's clock minus ours. */
  skewMs: number;
}

export interface PbxClockOptions {
  url: string;
  deadlineMs: number;
  timers: Pick<Timers, 'after'>;
  exchange: Exchange;
  judgement: Judgement;
  repetition: Repetition;
}

/** Asks the Time endpoint (API note section 2). The question carries no key. */
export function createPbxClock(
  options: PbxClockOptions,
): (signal: AbortSignal) => Promise<PbxTime> {
  const { url, deadlineMs, timers, exchange, judgement, repetition } = options;
  const tooLate = () =>
    new NoojeeError(
      'timed-out',
      'The PBX took too long to say what time it is. Try again in a moment.',
    );

  return (parent) =>
    withDeadline(deadlineMs, parent, tooLate, timers, (signal) =>
      askPbx(ANONYMOUS, repetition, signal, async () => {
        const askedAt = judgement.now();
        const answer = await sendToPbx(url, signal, exchange);
        const timeStamp = await readTime(answer, judgement);
        // The PBX looked at its clock about half of the round trip ago.
        const skewMs = Math.round(Number(timeStamp) - (askedAt + judgement.now()) / 2);
        return { timeStamp, skewMs };
      }),
    );
}

/**
 * Reads the answer of the Time endpoint: plain text, epoch milliseconds by the clock of the PBX (API
 * note section 2).
 *
 * @throws NoojeeError `bad-reply` if it is anything else.
 */
async function readTime(answer: PbxAnswer, judgement: Judgement): Promise<string> {
  const text = await readShortText(answer);
  const envelope = readEnvelopeText(text);
  const error = judgeAnswer(answer, envelope, judgement);
  const timeStamp = /^\s*"?(\d{10,16})"?\s*$/.exec(text)?.[1];
  if (error && error.kind !== 'bad-reply') throw error;
  if (error || timeStamp === undefined) {
    throw new NoojeeError(
      'bad-reply',
      `The PBX did not say what time it is (${answer.status}). Check NOOJEE_URL and NOOJEE_TIME_PATH, and whether this PBX wants NOOJEE_AUTH=api-key.`,
    );
  }
  return timeStamp;
}
