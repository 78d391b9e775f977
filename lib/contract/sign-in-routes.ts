import { API_PATHS } from './url-paths';

const TOO_MANY = {
  429: { description: 'Too many tries: `Retry-After` says how long to wait.', schema: 'Problem' },
} as const;
const REFUSED = {
  401: {
    description: 'Not signed in; the sentence says why, as far as it may.',
    schema: 'Problem',
  },
  ...TOO_MANY,
} as const;
const SIGNED_OUT = { 401: { description: 'Nobody is signed in.', schema: 'Problem' } } as const;
const DONE = { description: 'It is done.', schema: 'Done' } as const;
const SIGNED_IN = {
  200: { description: 'The session is in a cookie.', schema: 'SignInResult' },
} as const;

/** The routes by which the pages sign people in and out. Scripts use a personal access token in their place. */
export const SIGN_IN_ROUTES = {
  signIn: {
    method: 'POST',
    path: API_PATHS.signIn,
    proofs: [],
    summary: 'Sign in by user name or e-mail address, and password',
    parameters: [],
    body: 'SignInBody',
    answers: { ...SIGNED_IN, ...REFUSED },
  },
  proveSecondFactor: {
    method: 'POST',
    path: API_PATHS.proveSecondFactor,
    proofs: [],
    summary: 'End a sign-in that waits for its second factor',
    parameters: [],
    body: 'SecondFactorBody',
    answers: { ...SIGNED_IN, ...REFUSED },
  },
  startProviderSignIn: {
    method: 'POST',
    path: API_PATHS.startProviderSignIn,
    proofs: [],
    summary: 'Where to sign in at the provider of OpenID Connect',
    parameters: [],
    body: 'ProviderBody',
    answers: { 200: { description: 'Its address.', schema: 'ProviderJourney' } },
  },
  finishProviderSignIn: {
    method: 'GET',
    path: API_PATHS.finishProviderSignIn,
    proofs: [],
    summary: 'Where the provider sends the browser back to',
    parameters: ['code', 'state', 'iss', 'error', 'error_description'].map((name) => ({
      name,
      in: 'query' as const,
      description: 'As OpenID Connect has it.',
      schema: { type: 'string' },
    })),
    answers: { 303: { description: 'To the page that was asked for, or to the sign-in page.' } },
  },
  setUp: {
    method: 'POST',
    path: API_PATHS.setUp,
    proofs: [],
    summary: 'Make the first recording manager, by the link that Legato printed',
    parameters: [],
    body: 'SetUpBody',
    answers: { ...SIGNED_IN, ...REFUSED },
  },
  takeDemoPerson: {
    method: 'POST',
    path: API_PATHS.takeDemoPerson,
    proofs: [],
    summary: "Be one of the demo's people; not found anywhere but in the demo",
    parameters: [],
    body: 'DemoBody',
    answers: { ...SIGNED_IN, ...TOO_MANY },
  },
  signOut: {
    method: 'POST',
    path: API_PATHS.signOut,
    proofs: [],
    summary: 'End this session',
    parameters: [],
    answers: { 200: DONE },
  },
  getAccount: {
    method: 'GET',
    path: API_PATHS.getAccount,
    proofs: ['session'],
    summary: 'Who one is, and where one is signed in',
    parameters: [],
    answers: { 200: { description: 'The account.', schema: 'Account' }, ...SIGNED_OUT },
  },
  changePassword: {
    method: 'POST',
    path: API_PATHS.changePassword,
    summary: 'Change the password, and end all other sessions',
    parameters: [],
    body: 'ChangePasswordBody',
    answers: { 200: DONE, ...SIGNED_OUT, ...TOO_MANY },
  },
  startSecondFactor: {
    method: 'POST',
    path: API_PATHS.startSecondFactor,
    summary: 'A secret for an authenticator, and recovery codes, shown once',
    parameters: [],
    body: 'StartSecondFactorBody',
    answers: {
      200: { description: 'They count from the first right code on.', schema: 'SecondFactorStart' },
      ...SIGNED_OUT,
      ...TOO_MANY,
    },
  },
  confirmSecondFactor: {
    method: 'POST',
    path: API_PATHS.confirmSecondFactor,
    summary: 'Turn the second factor on, by a first code',
    parameters: [],
    body: 'ConfirmSecondFactorBody',
    answers: { 200: DONE, ...SIGNED_OUT },
  },
  endSession: {
    method: 'POST',
    path: API_PATHS.endSession,
    summary: 'End one of your sessions, or all but this one',
    parameters: [],
    body: 'EndSessionBody',
    answers: { 200: DONE, ...SIGNED_OUT },
  },
} as const;

export type SignInRouteName = keyof typeof SIGN_IN_ROUTES;
