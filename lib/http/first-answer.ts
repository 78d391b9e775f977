import 'server-only';
import type { Actor } from '@/lib/access/actor';
import type { AuditClient } from '@/lib/access/audit/audit-event';
import type { FirstAnswer } from '@/lib/contract/first-answer';
import { admit, type HttpContext } from './handle';
import { logFailure, toProblem } from './problem-answer';
import type { Question } from './route-line';

/** The page that asks. */
export interface PageRequest {
  actor: Actor;
  requestId: string;
  client: AuditClient;
  /** Of the page, for the log. */
  pathname: string;
  /** How long the page waits for the PBX before it is sent without the answer. */
  patienceMs: number;
}

const NEVER = new AbortController().signal;

/**
 * Answers a question for the page that is being rendered, by the steps of the pipeline: right, audit, verb.
 * Never rejects, and never takes much longer than `patienceMs`. An answer that is late is still waited for,
 * so that the browser's own question joins it and the PBX is asked once. Where the PBX was slow the last
 * time, the page is sent at once.
 */
export async function firstAnswer<Asked, Value>(
  { services, log, pace }: Pick<HttpContext, 'services' | 'log' | 'pace'>,
  question: Question<Asked, Value>,
  asked: Asked,
  { actor, requestId, client, pathname, patienceMs }: PageRequest,
): Promise<FirstAnswer<Value>> {
  const answered = async (): Promise<FirstAnswer<Value>> => {
    await admit(services, question, asked, { actor, requestId, client });
    const value = await question.value({ services, actor, signal: NEVER }, asked);
    return question.fitsPage(value)
      ? { status: 'answered', value }
      : { status: 'left-to-the-browser' };
  };
  const askedAtMs = services.now();
  let isLate = false;
  const failed = (error: unknown): FirstAnswer<Value> => {
    // Nobody reads it any more: whoever asks next gets it, and logs it.
    if (!isLate) logFailure(log, error, { requestId, pathname });
    return {
      status: 'failed',
      problem: { ...toProblem(error), requestId },
      failedAtMs: services.now(),
    };
  };
  return await new Promise((resolve) => {
    const cancel = services.timers.after(pace.isSlow ? 0 : patienceMs, () => {
      isLate = true;
      resolve({ status: 'left-to-the-browser' });
    });
    void answered()
      .catch(failed)
      .then((answer) => {
        cancel();
        pace.isSlow = services.now() - askedAtMs > patienceMs;
        resolve(answer);
      });
  });
}
