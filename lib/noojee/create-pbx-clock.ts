import { withDeadline } from '@/lib/concurrency/with-deadline';
import { askPbx, type Repetition } from './ask-pbx';
import { ANONYMOUS } from './create-authentication';
import { NoojeeError } from './errors';
import type { Judgement } from './judge-answer';
import { readTime } from './read-time';
import { type Exchange, sendToPbx } from './send-to-pbx';

export interface PbxTime {
  /** As the PBX wrote it: the hash is made of these very digits. */
  timeStamp: string;
  /** The PBX's clock minus ours. */
  skewMs: number;
}

export interface PbxClockOptions {
  url: string;
  deadlineMs: number;
  exchange: Exchange;
  judgement: Judgement;
  repetition: Repetition;
}

/** Asks the Time endpoint (API note section 2). The question carries no key. */
export function createPbxClock(
  options: PbxClockOptions,
): (signal: AbortSignal) => Promise<PbxTime> {
  const { url, deadlineMs, exchange, judgement, repetition } = options;
  const tooLate = () =>
    new NoojeeError('timed-out', 'The PBX took too long to tell its time: try again in a moment.');

  return (parent) =>
    withDeadline(deadlineMs, parent, tooLate, (signal) =>
      askPbx(ANONYMOUS, repetition, signal, async () => {
        const askedAt = judgement.now();
        const answer = await sendToPbx(url, signal, exchange);
        const timeStamp = await readTime(answer, judgement);
        // Half of the way there and back has passed since the PBX looked at its clock.
        const skewMs = Math.round(Number(timeStamp) - (askedAt + judgement.now()) / 2);
        return { timeStamp, skewMs };
      }),
    );
}
