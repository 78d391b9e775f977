import { LegatoError, type LegatoErrorOptions } from '@/lib/errors';

export type NoojeeErrorKind = 'unreachable' | 'timed-out' | 'refused' | 'bad-reply' | 'busy';

/** The PBX failed us. `kind` is closed; the message says what to do next and never holds the key. */
export class NoojeeError extends LegatoError {
  override readonly name = 'NoojeeError';
  readonly kind: NoojeeErrorKind;

  constructor(kind: NoojeeErrorKind, message: string, options: LegatoErrorOptions = {}) {
    super(`pbx-${kind}`, message, options);
    this.kind = kind;
  }
}
