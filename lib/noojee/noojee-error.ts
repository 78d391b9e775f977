import { LegatoError, type LegatoErrorOptions } from '@/lib/errors';
import type { Redact } from './create-redactor';

export type NoojeeErrorKind = 'unreachable' | 'timed-out' | 'refused' | 'bad-reply' | 'busy';

/** The PBX failed. `kind` is a closed list; the message says what to do next and never holds the key. */
export class NoojeeError extends LegatoError {
  override readonly name = 'NoojeeError';
  readonly kind: NoojeeErrorKind;

  constructor(kind: NoojeeErrorKind, message: string, options: LegatoErrorOptions = {}) {
    super(`pbx-${kind}`, message, options);
    this.kind = kind;
  }
}

/** An error that may be logged: its name, its code, its message without secrets. */
export class CleanCause extends Error {
  override readonly name: string;
  readonly code: string | undefined;

  constructor(name: string, code: string | undefined, message: string) {
    super(message);
    this.name = name;
    this.code = code;
  }
}

/**
 * Replaces what a library threw by an error with its name, code and redacted message only: the
 * original may hold the URL, and with it the key, in any property.
 */
export function cleanCause(thrown: unknown, redact: Redact): CleanCause {
  const error = errorWithCode(thrown);
  if (!(error instanceof Error)) return new CleanCause('Error', undefined, 'not an error object');
  return new CleanCause(error.name, codeOf(error), redact(error.message).slice(0, 500));
}

/** The code of an error, such as `ECONNREFUSED`. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The error in a chain that has a code: `fetch` hides it as a cause, several addresses as a list. */
function errorWithCode(thrown: unknown, depth = 0): unknown {
  if (depth > 8 || !(thrown instanceof Error)) return thrown;
  if (thrown instanceof AggregateError && thrown.errors.length > 0) {
    return errorWithCode(thrown.errors[0], depth + 1);
  }
  if (codeOf(thrown) === undefined && thrown.cause instanceof Error) {
    return errorWithCode(thrown.cause, depth + 1);
  }
  return thrown;
}
