import * as z from 'zod/mini';
import { Problem, type ProblemCode } from '@/lib/contract/problem';

/**
 * Why the browser got no answer it could use: a problem that Legato named, or one of the two that
 * only the browser can see. `network-lost`: Legato itself did not answer. `reply-unreadable`: the
 * answer was not Legato's JSON but, for example, the page of a proxy.
 */
export type ApiProblemCode = ProblemCode | 'network-lost' | 'reply-unreadable';

interface ApiProblemOptions {
  code: ApiProblemCode;
  detail: string;
  status?: number | undefined;
  retryAfterSeconds?: number | undefined;
  pbxError?: number | undefined;
  requestId?: string | undefined;
  address?: string | undefined;
  cause?: unknown;
}

/** A problem that came with a page: what a question of its own to `address` would have been answered. */
export const SentProblem = z.extend(Problem, { address: z.string() });

/** Thrown by everything in lib/api. `message` is a sentence for administrators, not for users. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ApiProblemCode;
  /** The HTTP status; undefined where no answer came. */
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** The HTTP status, or the code of an envelope, that the PBX reported; undefined where it reported none. */
  readonly pbxError: number | undefined;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** What was asked; undefined where the page itself failed. */
  readonly address: string | undefined;

  constructor(options: ApiProblemOptions) {
    super(options.detail, { cause: options.cause });
    this.code = options.code;
    this.status = options.status;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.pbxError = options.pbxError;
    this.requestId = options.requestId;
    this.address = options.address;
  }

  static fromProblem(problem: Problem, address: string): ApiProblem {
    return new ApiProblem({ ...problem, address });
  }
}

/**
 * Makes an ApiProblem of anything thrown, so that a page has one kind of failure to show; also of the
 * problem that a page was sent with, which comes as plain data.
 */
export function toApiProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const sent = SentProblem.safeParse(error);
  if (sent.success) return new ApiProblem(sent.data);
  return new ApiProblem({
    code: 'internal-error',
    detail: 'This page ran into an error.',
    cause: error,
  });
}
