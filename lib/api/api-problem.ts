import type { Problem, ProblemCode } from '@/lib/contract/problem';

/**
 * Why the browser got no answer it could use: a problem that Legato named, or one of the two that
 * only the browser can see. `network-lost`: Legato itself did not answer. `reply-unreadable`: what
 * came was not Legato's JSON, such as the page of a proxy in between.
 */
export type ApiProblemCode = ProblemCode | 'network-lost' | 'reply-unreadable';

interface ApiProblemOptions {
  code: ApiProblemCode;
  detail: string;
  status?: number | undefined;
  retryAfterSeconds?: number | undefined;
  cause?: unknown;
}

/** Thrown by everything in lib/api. `message` is a sentence for the person who reads it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ApiProblemCode;
  /** The HTTP status; undefined where no answer came. */
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor({ code, detail, status, retryAfterSeconds, cause }: ApiProblemOptions) {
    super(detail, { cause });
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static fromProblem({ code, detail, status, retryAfterSeconds }: Problem): ApiProblem {
    return new ApiProblem({ code, detail, status, retryAfterSeconds });
  }
}

/** Makes an ApiProblem of anything thrown, so that a page has one kind of failure to show. */
export function toApiProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    code: 'internal-error',
    detail: 'This page ran into an error of its own.',
    cause: error,
  });
}
