/** Where each part of the API is. The shapes of its URLs stand here and nowhere else. */
export const API_PATHS = {
  searchCalls: '/api/calls',
  getCall: '/api/calls/{uniqueId}',
  downloadCall: '/api/calls/{uniqueId}/download',
  getSounds: '/api/calls/{uniqueId}/sounds',
  playLeg: '/api/calls/{uniqueId}/legs/{leg}/audio',
  getPeaks: '/api/calls/{uniqueId}/legs/{leg}/peaks',
  getMarks: '/api/calls/{uniqueId}/legs/{leg}/marks',
  getHeard: '/api/calls/{uniqueId}/heard',
  getHeardOfCalls: '/api/heard',
  giveReason: '/api/calls/{uniqueId}/reason',
  reportListening: '/api/listenings',
  readSittings: '/api/sittings',
  readLog: '/api/log',
  exportLog: '/api/log/export',
  listLogPeople: '/api/log/people',
  verifyLog: '/api/log/verification',
  getWeek: '/api/weeks/{day}',
  signOffWeek: '/api/weeks/{day}/sign-off',
  checkPbx: '/api/authenticate',
  checkHealth: '/api/health',
  describeApi: '/api/openapi.json',
  signIn: '/api/sign-in',
  proveSecondFactor: '/api/sign-in/second-factor',
  startProviderSignIn: '/api/sign-in/provider',
  finishProviderSignIn: '/api/sign-in/provider/callback',
  setUp: '/api/sign-in/set-up',
  takeDemoPerson: '/api/sign-in/demo',
  signOut: '/api/sign-out',
  getAccount: '/api/account',
  changePassword: '/api/account/password',
  startSecondFactor: '/api/account/second-factor',
  confirmSecondFactor: '/api/account/second-factor/confirm',
  endSession: '/api/account/sessions/end',
  listPeople: '/api/people',
  addPerson: '/api/people/add',
  importPeople: '/api/people/import',
  showPerson: '/api/people/{personId}',
  changePerson: '/api/people/{personId}/change',
  switchPerson: '/api/people/{personId}/switch',
  givePassword: '/api/people/{personId}/password',
  dropSecondFactor: '/api/people/{personId}/second-factor/off',
  endSessionsOf: '/api/people/{personId}/sessions/end',
  makeToken: '/api/people/{personId}/tokens/make',
  revokeToken: '/api/people/{personId}/tokens/revoke',
  listTokens: '/api/tokens',
  listTeams: '/api/teams',
  addTeam: '/api/teams/add',
  heardOfTeam: '/api/teams/{teamId}/heard',
  changeTeam: '/api/teams/{teamId}/change',
  joinTeam: '/api/teams/{teamId}/members/add',
  changeDays: '/api/teams/{teamId}/members/change',
  removeMember: '/api/teams/{teamId}/members/remove',
  whoCanHear: '/api/calls/{uniqueId}/rights',
  exportCallRights: '/api/calls/{uniqueId}/rights/export',
  exportRights: '/api/rights/export',
  getOwnTokens: '/api/account/tokens',
  revokeOwnToken: '/api/account/tokens/revoke',
} as const;

/** The pages that are linked to. */
export const PAGE_PATHS = {
  home: '/',
  call: '/calls/{uniqueId}',
  listening: '/listening',
  weekReview: '/listening/weeks/{day}',
  status: '/status',
  signIn: '/sign-in',
  setUp: '/sign-in/set-up',
  secondFactor: '/sign-in/second-factor',
  account: '/account',
  people: '/people',
  person: '/people/{personId}',
  tokens: '/tokens',
  teams: '/teams',
  team: '/teams/{teamId}',
  rights: '/rights',
} as const;

/** The names between braces in a path: `'uniqueId' | 'leg'`. */
export type PathParameter<Path extends string> =
  Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParameter<Rest> : never;

/** What browsers and proxies take out of a path, also percent-encoded (RFC 3986, section 5.2.4), or our form of it. */
const DOTS = /^~*\.{1,2}$/;
const ESCAPED_DOTS = /^~+\.{1,2}$/;
/** Half a surrogate pair has no UTF-8 form: encodeURIComponent would throw. */
const HALF = /\p{Surrogate}/gu;

/** A value as it stands in a path. `.` and `..` stand there as `~.` and `~..`, and `~.` as `~~.`. */
function encodePathValue(value: string): string {
  const escaped = DOTS.test(value) ? `~${value}` : value;
  return encodeURIComponent(escaped.replace(HALF, '\uFFFD'));
}

/**
 * The value that a parameter of a path has, from how it stands there.
 *
 * @throws URIError where it is not percent-encoded UTF-8.
 */
export function decodePathValue(encoded: string): string {
  const value = decodeURIComponent(encoded);
  return ESCAPED_DOTS.test(value) ? value.slice(1) : value;
}

/** A path with its parameters filled in, percent-encoded. */
export function fillPath<Path extends string>(
  path: Path,
  values: Record<PathParameter<Path>, string | number>,
): string {
  const known: Record<string, string | number> = values;
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodePathValue(String(known[name] ?? '')),
  );
}

/**
 * The parameters of a path as they stand in `pathname`, still percent-encoded; null for another shape.
 *
 * @param pathname Where `mayHavePrefix`, more may stand in front, as a proxy may put it there.
 */
export function matchPath<Path extends string>(
  path: Path,
  pathname: string,
  { mayHavePrefix = false } = {},
): Record<PathParameter<Path>, string> | null {
  const match = patternOf(path, mayHavePrefix).exec(pathname);
  // The pattern has a group for each parameter, and a match fills all of them.
  return match && ({ ...match.groups } as Record<PathParameter<Path>, string>);
}

/** What a path looks like, with a named group for each parameter. */
export function patternOf(path: string, mayHavePrefix = false): RegExp {
  const shape = path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`${mayHavePrefix ? '' : '^'}${shape}$`);
}
