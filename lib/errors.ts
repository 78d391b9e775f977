import type { ProblemCode } from './contract/problem';

interface ProblemEntry {
  status: number;
  title: string;
}

/** The one table from a code to its HTTP status and its title. An upstream failure is never our 500. */
export const PROBLEMS: Record<ProblemCode, ProblemEntry> = {
  'invalid-request': { status: 400, title: 'The request cannot be read' },
  'signed-out': { status: 401, title: 'You are signed out' },
  'sign-in-refused': { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'This address may not be used' },
  'reason-required': { status: 403, title: 'Say first why you listen' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This method is not supported here' },
  'request-timed-out': { status: 408, title: 'The request came too slowly' },
  'precondition-failed': { status: 412, title: 'This is no longer the same recording' },
  'range-not-satisfiable': { status: 416, title: 'That range is not in this recording' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'recording-gone': { status: 404, title: 'The PBX no longer has this audio' },
  'recording-empty': { status: 502, title: 'This leg has no sound in it' },
  'recording-unreadable': { status: 502, title: 'This audio cannot be read' },
  'pbx-refused': { status: 502, title: 'The PBX refused our key or address' },
  'pbx-unreachable': { status: 502, title: 'The PBX cannot be reached' },
  'pbx-timed-out': { status: 504, title: 'The PBX took too long to answer' },
  'pbx-bad-reply': { status: 502, title: 'The reply of the PBX cannot be read' },
  'pbx-busy': { status: 503, title: 'The PBX is busy' },
  'spool-unavailable': { status: 503, title: 'The audio cannot be stored' },
  'database-unavailable': { status: 503, title: 'The database does not answer' },
  'provider-unavailable': { status: 502, title: 'The sign-in provider cannot be reached' },
  'internal-error': { status: 500, title: 'Something went wrong in Legato' },
};

const brand = Symbol.for('legato.error');

export interface LegatoErrorOptions {
  cause?: unknown;
  retryAfterSeconds?: number | undefined;
  /** The HTTP status, or the negative code of an envelope, that the PBX reported its error with. */
  pbxError?: number | undefined;
}

/**
 * The base of everything that Legato throws on purpose: a code of the closed list and a sentence for
 * the person who reads it, which says what to do next. It never carries the API key.
 */
export class LegatoError extends Error {
  readonly code: ProblemCode;
  readonly retryAfterSeconds: number | undefined;
  readonly pbxError: number | undefined;

  constructor(code: ProblemCode, message: string, options: LegatoErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.name = 'LegatoError';
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.pbxError = options.pbxError;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Tells by a brand, not by class: Next may bundle this module more than once in one process. */
export function isLegatoError(error: unknown): error is LegatoError {
  return error instanceof Error && brand in error;
}
