import * as z from 'zod';
import type { Redact } from './create-redactor';
import { CleanCause, NoojeeError, type NoojeeErrorKind } from './noojee-error';
import type { PbxResponse } from './pbx-fetch';

export interface Judgement {
  redact: Redact;
  now: () => number;
  /** By-hour may be asked once a minute; the form of its error is not documented. */
  isLimitedByHour: boolean;
}

type AnswerHead = Pick<PbxResponse, 'status' | 'headers'>;

/**
 * The error in an answer: by its envelope if it has one (API note section 6), otherwise by its
 * status. Null for 2xx, with or without a warning in the envelope.
 */
export function judgeAnswer(
  answer: AnswerHead,
  envelope: Envelope | null,
  judgement: Judgement,
): NoojeeError | null {
  return (envelope && judgeEnvelope(envelope, answer, judgement)) ?? judgeStatus(answer, judgement);
}

const EXPIRED = 'EXPIRED_TIMESTAMP';

/** Whether the PBX no longer accepts the timestamp of the older authentication. */
export const isExpiredTimeStamp = (error: unknown) =>
  error instanceof NoojeeError && error.cause instanceof CleanCause && error.cause.code === EXPIRED;

const Code = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
const Envelope = z.union([
  z.object({ Message: z.string(), Code }).transform(({ Message, Code }) => ({
    message: Message,
    code: Code,
    entities: null,
  })),
  z
    .object({ code: Code, message: z.string().nullish(), entities: z.array(z.unknown()).nullish() })
    .transform(({ code, message, entities }) => ({
      message: message ?? '',
      code,
      entities: entities ?? null,
    })),
]);

/** How the PBX says how a call went: 0 is success, negative an error, positive a warning. */
export type Envelope = z.infer<typeof Envelope>;

/** Recognises both shapes of envelope (API note section 6); null where the value is neither. */
export function readEnvelope(value: unknown): Envelope | null {
  const isLeg = typeof value === 'object' && value !== null && 'UniqueId' in value;
  return isLeg ? null : (Envelope.safeParse(value).data ?? null);
}

/** The same for a text that may not be JSON at all. */
export function readEnvelopeText(text: string): Envelope | null {
  try {
    return readEnvelope(JSON.parse(text));
  } catch {
    return null;
  }
}

function judgeEnvelope(
  envelope: Envelope,
  answer: AnswerHead,
  judgement: Judgement,
): NoojeeError | null {
  if (envelope.code >= 0 && answer.status < 400) return null;
  const words = judgement.redact(envelope.message).slice(0, 200);
  const fail = (kind: NoojeeErrorKind, message: string, code = `ENVELOPE_${envelope.code}`) =>
    new NoojeeError(kind, message, {
      cause: new CleanCause('PbxEnvelope', code, words),
      retryAfterSeconds: kind === 'busy' ? retryAfterSeconds(answer, judgement) : undefined,
      pbxError: kind === 'bad-reply' ? envelope.code : undefined,
    });
  if (EXPIRED_WORDS.test(envelope.message)) {
    return fail(
      'refused',
      'The PBX says that a timestamp it has just issued is expired. Check NOOJEE_AUTH, and that the clock of the PBX is steady.',
      EXPIRED,
    );
  }
  const isKeyRefused = REFUSED_WORDS.test(envelope.message) && !isBusy(answer.status);
  if (answer.status === 401 || isKeyRefused) return fail('refused', REFUSED);
  if (answer.status === 403 && !judgement.isLimitedByHour) return fail('refused', REFUSED);
  if (judgement.isLimitedByHour || BUSY_WORDS.test(envelope.message) || isBusy(answer.status)) {
    const code = answer.status === 503 ? 'HTTP_503' : undefined;
    return fail('busy', judgement.isLimitedByHour ? BUSY_BY_HOUR : BUSY, code);
  }
  return fail(
    'bad-reply',
    `The PBX reported an error (${envelope.code}): “${words}”. Try again. If it happens again, ask Noojee Support about it.`,
  );
}

function judgeStatus(answer: AnswerHead, judgement: Judgement): NoojeeError | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const cause = new CleanCause('PbxStatus', `HTTP_${status}`, `The PBX answered ${status}`);
  if (isBusy(status) || (judgement.isLimitedByHour && (status === 400 || status === 403))) {
    return new NoojeeError('busy', judgement.isLimitedByHour ? BUSY_BY_HOUR : BUSY, {
      cause,
      retryAfterSeconds: retryAfterSeconds(answer, judgement),
    });
  }
  if (status === 401 || status === 403) return new NoojeeError('refused', REFUSED, { cause });
  if (status === 502 || status === 504) {
    return new NoojeeError(
      'unreachable',
      `A gateway in front of the PBX could not reach it (${status}). Check that the PBX is running, then try again.`,
      { cause },
    );
  }
  const pbxError = status >= 400 ? status : undefined;
  return new NoojeeError('bad-reply', unexpected(status), { cause, pbxError });
}

/** The words of the PBX are not documented, so they are recognised by what they name. */
const EXPIRED_WORDS = /expired\s*time\s*stamp/i;
const REFUSED_WORDS =
  /\bapi[\s_-]?key\b|\bkey\b|\bhash\b|\bnot (allowed|permitted)\b|un-?authori[sz]ed|not authori[sz]ed|authenticat|forbidden|denied|(allow|white)[\s-]?list/i;
const BUSY_WORDS =
  /overload|too many|too busy|\bbusy\b|rate limit|once (a|per) minute|per minute|try again later/i;

const isBusy = (status: number) => status === 429 || status === 503;

/** `Retry-After` in whole seconds, 1 to 3600 (RFC 9110 section 10.2.3): a number, or a date. */
function retryAfterSeconds({ headers }: AnswerHead, { now, isLimitedByHour }: Judgement): number {
  const text = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now()) / 1_000;
  if (Number.isNaN(seconds)) return isLimitedByHour ? 60 : 5;
  return Math.min(3_600, Math.max(1, Math.ceil(seconds)));
}

const REFUSED =
  'The PBX refused the API key or this server’s address. Check NOOJEE_API_KEY and NOOJEE_AUTH, and ask Noojee Support to add this server’s address to the allow-list of the key.';
const BUSY = 'The PBX is busy with calls. Try again in a moment.';
const BUSY_BY_HOUR =
  'The PBX answers a question by hour at most once a minute. Try again in a minute. If it happens again, check the API key and the allow-list.';

function unexpected(status: number): string {
  if (status >= 300 && status < 400) {
    return `The PBX redirects to another address (${status}). Legato does not follow, because it would send the API key there. Set NOOJEE_URL to the final address.`;
  }
  if (status === 404 || status === 405) {
    return `The PBX does not offer the Recording API at this path (${status}). Check NOOJEE_URL, NOOJEE_API_PATH and NOOJEE_RECORDING_PATH.`;
  }
  return `The PBX reported an error (${status}). Try again. If it happens again, ask Noojee Support about it.`;
}
