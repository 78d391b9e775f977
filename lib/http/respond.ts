import type { ServerResponse } from 'node:http';
import { type Actor, requireActor } from '@/lib/access/actor';
import type { Parsed } from '@/lib/contract/parse-request';
import type { Problem, ProblemCode } from '@/lib/contract/problem';
import { isLegatoError, LegatoError, PROBLEMS } from '@/lib/errors';
import { getRuntime, type Runtime } from '@/lib/server/runtime';

const JSON_HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

interface JsonAnswer {
  status: number;
  cacheControl: string;
}

/**
 * Answers one API request: who asks, then `work`, then its result as JSON or its error as a
 * problem (RFC 9457). Where a result is not simply 200 and never kept, `answerOf` says what else it is.
 * The only place where an error of a route handler is logged and told.
 */
export async function respond<Result>(
  request: Request,
  work: (runtime: Runtime, actor: Actor) => Promise<Result>,
  answerOf: (result: Result) => Partial<JsonAnswer> = () => ({}),
): Promise<Response> {
  try {
    const actor = requireActor(request.headers.get('host'));
    const runtime = getRuntime();
    const result = await work(runtime, actor);
    const { status = 200, cacheControl = JSON_HEADERS['Cache-Control'] } = answerOf(result);
    const headers = { ...JSON_HEADERS, 'Cache-Control': cacheControl };
    return Response.json(result, { status, headers });
  } catch (error) {
    const problem = toProblem(error);
    // A caller who has left reads no answer, and is no failure of ours.
    if (!request.signal.aborted) logProblem(error, problem, new URL(request.url).pathname);
    return Response.json(problem, { status: problem.status, headers: problemHeaders(problem) });
  }
}

/** The same answer on a plain Node response; nothing may have been sent on it yet. */
export function writeProblem(response: ServerResponse, error: unknown, pathname: string): void {
  const problem = toProblem(error);
  logProblem(error, problem, pathname);
  const body = JSON.stringify(problem);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.writeHead(problem.status, problemHeaders(problem));
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** A route that exists and does not know the method: RFC 9110, section 15.5.6. */
export function refuseMethod(...allowed: string[]) {
  return async (request: Request): Promise<Response> => {
    const response = await respond(request, async () => {
      throw new LegatoError('method-not-allowed', `Use ${allowed.join(' or ')} here.`);
    });
    response.headers.set('Allow', allowed.join(', '));
    return response;
  };
}

/** The value of what was parsed, or the refusal of the request that held it. */
export function orRefuse<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new LegatoError('invalid-request', parsed.message);
}

const UNKNOWN_ERROR = { retryAfterSeconds: undefined, pbxError: undefined };

/** What a person and a program are told of an error. An unknown error tells nothing of its text. */
export function toProblem(error: unknown): Problem {
  const code: ProblemCode = isLegatoError(error) ? error.code : 'internal-error';
  const { retryAfterSeconds, pbxError } = isLegatoError(error) ? error : UNKNOWN_ERROR;
  return {
    type: `urn:legato:problem:${code}`,
    ...PROBLEMS[code],
    detail: isLegatoError(error)
      ? error.message
      : 'Legato met an error of its own. Try again; if it stays, the log of the server names it.',
    code,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(pbxError === undefined ? {} : { pbxError }),
  };
}

function problemHeaders(problem: Problem): Record<string, string> {
  return {
    ...JSON_HEADERS,
    'Content-Type': 'application/problem+json',
    ...(problem.retryAfterSeconds === undefined
      ? {}
      : { 'Retry-After': String(Math.ceil(problem.retryAfterSeconds)) }),
  };
}

function logProblem(error: unknown, problem: Problem, pathname: string): void {
  const level = problem.status === 500 ? 'error' : problem.status > 500 ? 'warn' : 'debug';
  getRuntime().log[level](
    { err: error, code: problem.code, status: problem.status, pathname },
    problem.title,
  );
}
