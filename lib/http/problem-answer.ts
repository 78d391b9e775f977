import type { Problem, ProblemCode } from '@/lib/contract/problem';
import { isLegatoError, PROBLEMS } from '@/lib/errors';
import { COMMON_HEADERS, type TextAnswer } from './answer';
import { pathForLog } from './path-for-log';

/** What a request's failures are written to, in the shape of pino's methods. */
export interface RequestLog {
  error(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  debug(fields: Record<string, unknown>, message: string): void;
}

/** The answer to a request that failed: RFC 9457, with the request's id so that the log can be searched. */
export function problemAnswer(error: unknown, requestId: string): TextAnswer {
  const problem = problemOf(error, requestId);
  const headers: Record<string, string> = {
    ...COMMON_HEADERS,
    'Content-Type': 'application/problem+json',
  };
  if (problem.retryAfterSeconds !== undefined) {
    headers['Retry-After'] = String(Math.ceil(problem.retryAfterSeconds));
  }
  return { kind: 'text', status: problem.status, headers, body: JSON.stringify(problem) };
}

/** What a caller learns of a failure, where it is a part of an answer as well. */
export const problemOf = (error: unknown, requestId: string): Problem => ({
  ...toProblem(error),
  requestId,
});

const UNKNOWN_ERROR = { retryAfterSeconds: undefined, pbxError: undefined };

/** What a person and a program learn of an error. Of an unknown error they learn nothing but that. */
export function toProblem(error: unknown): Problem {
  const code: ProblemCode = isLegatoError(error) ? error.code : 'internal-error';
  const { retryAfterSeconds, pbxError } = isLegatoError(error) ? error : UNKNOWN_ERROR;
  return {
    type: `urn:legato:problem:${code}`,
    ...PROBLEMS[code],
    detail: isLegatoError(error)
      ? error.message
      : 'Something went wrong in Legato. Try again; if it happens again, the server log has the reason.',
    code,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(pbxError === undefined ? {} : { pbxError }),
  };
}

/**
 * Logs a failure once, where it is answered. What a caller did wrong is worth a line of debugging only: its sentences
 * may name a call, those of lines that are written by default may not.
 */
export function logFailure(
  log: RequestLog,
  error: unknown,
  { requestId, pathname }: { requestId: string; pathname: string },
): void {
  const { code, status, title } = toProblem(error);
  const level = status === 500 ? 'error' : status > 500 ? 'warn' : 'debug';
  log[level]({ err: error, requestId, code, status, path: pathForLog(pathname) }, title);
}
