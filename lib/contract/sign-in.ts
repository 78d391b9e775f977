import * as z from 'zod/mini';

export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 128;
/** Longer than any name: what is typed is bounded before it costs anything. */
const MOST_TYPED = 320;

const typed = z.string().check(z.minLength(1), z.maxLength(MOST_TYPED));
/** Its length is judged with a sentence of its own, by whoever sets one. */
const password = z.string().check(z.minLength(1), z.maxLength(1_024));

/** `POST /api/sign-in`: a user name or an e-mail address, and the password. */
export const SignInBody = z.strictObject({ username: typed, password });
export type SignInBody = z.infer<typeof SignInBody>;

/** What a sign-in led to. The session is in a cookie and nowhere else. */
export const SignInResult = z.object({
  /** `second-factor`: the password was right, and a code of the authenticator is asked for. */
  status: z.enum(['signed-in', 'second-factor']),
});
export type SignInResult = z.infer<typeof SignInResult>;

/** `POST /api/sign-in/second-factor`: a code of the authenticator, or a recovery code. */
export const SecondFactorBody = z.strictObject({
  code: typed,
  kind: z.enum(['authenticator', 'recovery']),
});
export type SecondFactorBody = z.infer<typeof SecondFactorBody>;

/** `POST /api/sign-in/set-up`: the code of the link that Legato printed, and the first recording manager. */
export const SetUpBody = z.strictObject({
  code: typed,
  name: typed,
  username: typed,
  password,
});
export type SetUpBody = z.infer<typeof SetUpBody>;

/** `POST /api/sign-in/provider`: where to go on to after the provider. */
export const ProviderBody = z.strictObject({ next: z.string().check(z.maxLength(8_192)) });
export type ProviderBody = z.infer<typeof ProviderBody>;
/** Where the browser goes to sign in there. */
export const ProviderJourney = z.object({ url: z.url() });
export type ProviderJourney = z.infer<typeof ProviderJourney>;

/** `POST /api/sign-in/demo`: one of the demo's people, by user name. Nowhere but in the demo. */
export const DemoBody = z.strictObject({ username: typed });
export type DemoBody = z.infer<typeof DemoBody>;

/** `POST /api/account/password`. */
export const ChangePasswordBody = z.strictObject({ current: password, wanted: password });
export type ChangePasswordBody = z.infer<typeof ChangePasswordBody>;

/** `POST /api/account/second-factor`: the password again, where one has a password. */
export const StartSecondFactorBody = z.strictObject({ password: z.optional(password) });
export type StartSecondFactorBody = z.infer<typeof StartSecondFactorBody>;
/** For the authenticator, shown once; it counts from the first right code on. */
export const SecondFactorStart = z.object({
  /** `otpauth://…`, as authenticators read it. */
  uri: z.string(),
  /** The same secret to type, in Base32. */
  secret: z.string(),
  recoveryCodes: z.array(z.string()),
});
export type SecondFactorStart = z.infer<typeof SecondFactorStart>;

/** `POST /api/account/second-factor/confirm`. */
export const ConfirmSecondFactorBody = z.strictObject({ code: typed });
export type ConfirmSecondFactorBody = z.infer<typeof ConfirmSecondFactorBody>;

/** A session of one's own, as the account page lists it. */
export const OwnSession = z.object({
  id: z.string(),
  isThisOne: z.boolean(),
  startedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  address: z.nullable(z.string()),
  userAgent: z.nullable(z.string()),
});
export type OwnSession = z.infer<typeof OwnSession>;

/** `GET /api/account`: who one is, and where one is signed in. */
export const Account = z.object({
  name: z.string(),
  username: z.string(),
  role: z.enum(['agent', 'supervisor', 'recording-manager']),
  hasPassword: z.boolean(),
  secondFactor: z.enum(['on', 'off', 'required']),
  sessions: z.array(OwnSession),
});
export type Account = z.infer<typeof Account>;

/** `POST /api/account/sessions/end`: one session, or all but this one. */
export const EndSessionBody = z.strictObject({ id: z.union([typed, z.literal('others')]) });
export type EndSessionBody = z.infer<typeof EndSessionBody>;

/** The answer of what is done and has nothing to say. */
export const Done = z.object({ ok: z.literal(true) });
export type Done = z.infer<typeof Done>;
