import type { SignInRequest } from './sign-in-request';

/** What happened around a sign-in, for the audit. Never a password, never a code. */
export interface SignInEvent {
  action:
    | 'signed-in'
    | 'sign-in-failed'
    | 'signed-out'
    | 'set-up'
    | 'password-changed'
    | 'second-factor-changed'
    | 'sessions-ended';
  /** Null where it is not known who it was. */
  personId: string | null;
  /** For a failure: a person's user name, where it is one; what else was typed is nobody's business. */
  username: string | null;
  how: 'password' | 'second-factor' | 'recovery-code' | 'provider' | 'demo' | 'session' | 'set-up';
  request: SignInRequest;
}

/** Writes an event down. Where it rejects, what it is about does not happen. */
export type RecordSignIn = (event: SignInEvent) => Promise<void>;
