import { LegatoError } from '@/lib/errors';

/** Why nobody was signed in, as the sign-in page may say it. */
export type Refusal =
  | 'no-role'
  | 'switched-off'
  | 'name-taken'
  | 'provider-failed'
  | 'provider-unavailable';

/** The one answer to a wrong name, a wrong password and a person who is switched off. */
export const WRONG_CREDENTIALS = 'The user name or the password is wrong.';

/** A refusal that the sign-in page explains, because it was led to and asked nothing itself. */
export class SignInRefusal extends LegatoError {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, message: string, options: { cause?: unknown } = {}) {
    super(
      refusal === 'provider-unavailable' ? 'provider-unavailable' : 'sign-in-refused',
      message,
      options,
    );
    this.refusal = refusal;
  }
}
