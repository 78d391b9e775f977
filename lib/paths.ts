import type { CallPart, CallQuery } from './contract/search';
import { API_PATHS, fillPath, PAGE_PATHS } from './contract/url-paths';

/** A moment of a leg, or a range that begins there. */
interface LinkedMoment {
  leg: number;
  offsetSeconds: number;
  /** Seconds since the leg began; the range may go on into later legs. */
  endOffsetSeconds?: number | undefined;
}

function secondsOf({ offsetSeconds, endOffsetSeconds }: LinkedMoment): string {
  const start = Math.floor(offsetSeconds);
  return endOffsetSeconds === undefined ? `${start}` : `${start}-${Math.ceil(endOffsetSeconds)}`;
}

/** Every URL that Legato links to, with its values percent-encoded. */
export const paths = {
  home: () => PAGE_PATHS.home,
  /** A call at the moment that a link by tag named, as it was named there: `leg=2&t=35`, or nothing. */
  callAt: (uniqueId: string, momentQuery: string) =>
    fillPath(PAGE_PATHS.call, { uniqueId }) + (momentQuery && `?${momentQuery}`),
  /** `moment` is `leg=2&t=35` or nothing: what is opened from there opens at it. */
  search: (query: CallQuery, moment = '') =>
    `/?${new URLSearchParams(query)}${moment && `&${moment}`}`,
  status: () => PAGE_PATHS.status,
  /** What of the log is shown: parameters of its address. */
  listening: (filters: Readonly<Record<string, string>> = {}) => {
    const query = new URLSearchParams(filters).toString();
    return PAGE_PATHS.listening + (query && `?${query}`);
  },
  weekReview: (day: string) => fillPath(PAGE_PATHS.weekReview, { day }),
  account: () => PAGE_PATHS.account,
  people: () => PAGE_PATHS.people,
  person: (personId: string) => fillPath(PAGE_PATHS.person, { personId }),
  tokens: () => PAGE_PATHS.tokens,
  teams: () => PAGE_PATHS.teams,
  team: (teamId: string) => fillPath(PAGE_PATHS.team, { teamId }),
  rights: (uniqueId: string) => `${PAGE_PATHS.rights}?${new URLSearchParams({ uniqueId })}`,
  /** `next` is where to go on to, with what stands in its address. */
  signIn: (next?: string) =>
    PAGE_PATHS.signIn +
    (next === undefined || next === '/' ? '' : `?${new URLSearchParams({ next })}`),
  secondFactor: (next: string) => `${PAGE_PATHS.secondFactor}?${new URLSearchParams({ next })}`,
  call: (uniqueId: string, moment?: LinkedMoment) =>
    fillPath(PAGE_PATHS.call, { uniqueId }) +
    (moment ? `?leg=${moment.leg}&t=${secondsOf(moment)}` : ''),
  api: {
    calls: (query: CallQuery, { limit, cursor }: CallPart = {}) =>
      `${API_PATHS.searchCalls}?${new URLSearchParams({
        ...query,
        ...(limit !== undefined && { limit: String(limit) }),
        ...(cursor !== undefined && { cursor }),
      })}`,
    call: (uniqueId: string) => fillPath(API_PATHS.getCall, { uniqueId }),
    callDownload: (uniqueId: string) => fillPath(API_PATHS.downloadCall, { uniqueId }),
    audio: (uniqueId: string, leg: number) => fillPath(API_PATHS.playLeg, { uniqueId, leg }),
    audioDownload: (uniqueId: string, leg: number) =>
      `${fillPath(API_PATHS.playLeg, { uniqueId, leg })}?download`,
    originalDownload: (uniqueId: string, leg: number) =>
      `${fillPath(API_PATHS.playLeg, { uniqueId, leg })}?original&download`,
    audioSide: (uniqueId: string, leg: number, side: 'left' | 'right') =>
      `${fillPath(API_PATHS.playLeg, { uniqueId, leg })}?side=${side}`,
    /** The most urgent leg first. */
    sounds: (uniqueId: string, legs: readonly number[]) =>
      `${fillPath(API_PATHS.getSounds, { uniqueId })}?legs=${legs.join(',')}`,
    /** What is there of all legs by now. */
    keptSounds: (uniqueId: string) => `${fillPath(API_PATHS.getSounds, { uniqueId })}?kept`,
    peaks: (uniqueId: string, leg: number) => fillPath(API_PATHS.getPeaks, { uniqueId, leg }),
    marks: (uniqueId: string, leg: number) => fillPath(API_PATHS.getMarks, { uniqueId, leg }),
    heard: (uniqueId: string) => fillPath(API_PATHS.getHeard, { uniqueId }),
    heardOfCalls: (uniqueIds: readonly string[]) =>
      `${API_PATHS.getHeardOfCalls}?${new URLSearchParams(uniqueIds.map((id) => ['uniqueId', id]))}`,
    listenings: () => API_PATHS.reportListening,
    sittings: (query: URLSearchParams) => `${API_PATHS.readSittings}?${query}`,
    log: (query: URLSearchParams) => `${API_PATHS.readLog}?${query}`,
    logExport: (format: 'csv' | 'jsonl', query: URLSearchParams) =>
      `${API_PATHS.exportLog}?${new URLSearchParams([['format', format], ...query])}`,
    logPeople: () => API_PATHS.listLogPeople,
    logVerification: () => API_PATHS.verifyLog,
    week: (day: string) => fillPath(API_PATHS.getWeek, { day }),
    signOffWeek: (day: string) => fillPath(API_PATHS.signOffWeek, { day }),
    giveReason: (uniqueId: string) => fillPath(API_PATHS.giveReason, { uniqueId }),
    authenticate: () => API_PATHS.checkPbx,
    health: () => API_PATHS.checkHealth,
    signIn: () => API_PATHS.signIn,
    proveSecondFactor: () => API_PATHS.proveSecondFactor,
    startProviderSignIn: () => API_PATHS.startProviderSignIn,
    setUp: () => API_PATHS.setUp,
    takeDemoPerson: () => API_PATHS.takeDemoPerson,
    signOut: () => API_PATHS.signOut,
    account: () => API_PATHS.getAccount,
    changePassword: () => API_PATHS.changePassword,
    startSecondFactor: () => API_PATHS.startSecondFactor,
    confirmSecondFactor: () => API_PATHS.confirmSecondFactor,
    endSession: () => API_PATHS.endSession,
    people: () => API_PATHS.listPeople,
    addPerson: () => API_PATHS.addPerson,
    importPeople: () => API_PATHS.importPeople,
    person: (personId: string, day?: string) =>
      fillPath(API_PATHS.showPerson, { personId }) +
      (day === undefined ? '' : `?${new URLSearchParams({ day })}`),
    changePerson: (personId: string) => fillPath(API_PATHS.changePerson, { personId }),
    switchPerson: (personId: string) => fillPath(API_PATHS.switchPerson, { personId }),
    givePassword: (personId: string) => fillPath(API_PATHS.givePassword, { personId }),
    dropSecondFactor: (personId: string) => fillPath(API_PATHS.dropSecondFactor, { personId }),
    endSessionsOf: (personId: string) => fillPath(API_PATHS.endSessionsOf, { personId }),
    makeToken: (personId: string) => fillPath(API_PATHS.makeToken, { personId }),
    revokeToken: (personId: string) => fillPath(API_PATHS.revokeToken, { personId }),
    tokens: () => API_PATHS.listTokens,
    teams: () => API_PATHS.listTeams,
    addTeam: () => API_PATHS.addTeam,
    heardOfTeam: (teamId: string) => fillPath(API_PATHS.heardOfTeam, { teamId }),
    changeTeam: (teamId: string) => fillPath(API_PATHS.changeTeam, { teamId }),
    joinTeam: (teamId: string) => fillPath(API_PATHS.joinTeam, { teamId }),
    changeDays: (teamId: string) => fillPath(API_PATHS.changeDays, { teamId }),
    removeMember: (teamId: string) => fillPath(API_PATHS.removeMember, { teamId }),
    whoCanHear: (uniqueId: string) => fillPath(API_PATHS.whoCanHear, { uniqueId }),
    exportCallRights: (uniqueId: string) => fillPath(API_PATHS.exportCallRights, { uniqueId }),
    exportRights: (day?: string) =>
      API_PATHS.exportRights + (day === undefined ? '' : `?${new URLSearchParams({ day })}`),
    ownTokens: () => API_PATHS.getOwnTokens,
    revokeOwnToken: () => API_PATHS.revokeOwnToken,
  },
} as const;
