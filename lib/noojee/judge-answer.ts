import { CleanCause } from './clean-cause';
import type { Redact } from './create-redactor';
import { NoojeeError, type NoojeeErrorKind } from './errors';
import type { PbxResponse } from './pbx-fetch';
import { type Envelope, saysBusy, saysExpired, saysRefused } from './read-envelope';
import { readRetryAfter } from './read-retry-after';

export interface Judgement {
  redact: Redact;
  now: () => number;
  /** By-hour may be asked once a minute; the form of its error is not documented. */
  isLimitedByHour: boolean;
}

const EXPIRED = 'EXPIRED_TIMESTAMP';

/** Whether the PBX no longer takes the timestamp of the older authentication. */
export const isExpiredTimeStamp = (error: unknown) =>
  error instanceof NoojeeError && error.cause instanceof CleanCause && error.cause.code === EXPIRED;

/** The error in an envelope (API note section 6), whatever the status; null for success and warnings. */
export function judgeEnvelope(
  envelope: Envelope,
  answer: Pick<PbxResponse, 'status' | 'headers'>,
  judgement: Judgement,
): NoojeeError | null {
  if (envelope.code >= 0 && answer.status < 400) return null;
  const words = judgement.redact(envelope.message).slice(0, 200);
  const fail = (kind: NoojeeErrorKind, message: string, code = `ENVELOPE_${envelope.code}`) =>
    new NoojeeError(kind, message, {
      cause: new CleanCause('PbxEnvelope', code, words),
      retryAfterSeconds: kind === 'busy' ? retryAfter(answer, judgement) : undefined,
      pbxError: kind === 'bad-reply' ? envelope.code : undefined,
    });
  if (saysExpired(envelope)) {
    return fail(
      'refused',
      'The PBX calls a timestamp expired that it has only just given: check NOOJEE_AUTH, and that the clock of the PBX is steady.',
      EXPIRED,
    );
  }
  const isRefused = answer.status === 401 || (saysRefused(envelope) && !isBusy(answer.status));
  if (isRefused) return fail('refused', REFUSED);
  if (answer.status === 403 && !judgement.isLimitedByHour) return fail('refused', REFUSED);
  if (judgement.isLimitedByHour || saysBusy(envelope) || isBusy(answer.status)) {
    const code = answer.status === 503 ? 'HTTP_503' : undefined;
    return fail('busy', judgement.isLimitedByHour ? BUSY_BY_HOUR : BUSY, code);
  }
  return fail(
    'bad-reply',
    `The PBX answered with an error (${envelope.code}): “${words}”. Try again; if it stays, ask Noojee Support about it.`,
  );
}

/** The error in a status that is no success and no 404; null for 2xx. */
export function judgeStatus(
  answer: Pick<PbxResponse, 'status' | 'headers'>,
  judgement: Judgement,
): NoojeeError | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const cause = new CleanCause('PbxStatus', `HTTP_${status}`, `The PBX answered ${status}`);
  if (isBusy(status) || (judgement.isLimitedByHour && (status === 400 || status === 403))) {
    return new NoojeeError('busy', judgement.isLimitedByHour ? BUSY_BY_HOUR : BUSY, {
      cause,
      retryAfterSeconds: retryAfter(answer, judgement),
    });
  }
  if (status === 401 || status === 403) return new NoojeeError('refused', REFUSED, { cause });
  if (status === 502 || status === 504) {
    return new NoojeeError(
      'unreachable',
      `A gateway in front of the PBX could not reach it (${status}): check that the PBX runs, then try again.`,
      { cause },
    );
  }
  const pbxError = status >= 400 ? status : undefined;
  return new NoojeeError('bad-reply', unexpected(status), { cause, pbxError });
}

const isBusy = (status: number) => status === 429 || status === 503;

const retryAfter = (
  { headers }: Pick<PbxResponse, 'headers'>,
  { now, isLimitedByHour }: Judgement,
) => readRetryAfter(headers.get('retry-after'), now(), isLimitedByHour ? 60 : 5);

const REFUSED =
  'The PBX refused our key or this server’s address: check NOOJEE_API_KEY and NOOJEE_AUTH, and have Noojee Support add this server’s address to the allow-list of the key.';
const BUSY = 'The PBX is busy with calls: try again in a moment.';
const BUSY_BY_HOUR =
  'The PBX answers the question by hour once a minute at most: ask again in a minute. If it stays, check the key and the allow-list.';

function unexpected(status: number): string {
  if (status >= 300 && status < 400) {
    return `The PBX redirects elsewhere (${status}), which is not followed because the key would go along: set NOOJEE_URL to the final address.`;
  }
  if (status === 404 || status === 405) {
    return `The PBX does not offer the Recording API at this path (${status}): check NOOJEE_URL, NOOJEE_API_PATH and NOOJEE_RECORDING_PATH.`;
  }
  return `The PBX answered with an error (${status}): try again; if it stays, ask Noojee Support about it.`;
}
