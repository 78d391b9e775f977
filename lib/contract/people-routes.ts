import { API_PATHS } from './url-paths';

const FORBIDDEN = {
  403: { description: 'Not a recording manager.', schema: 'Problem' },
} as const;
const DONE = { 200: { description: 'It is done.', schema: 'Done' }, ...FORBIDDEN } as const;
const PERSON = {
  200: { description: 'Who it is now.', schema: 'ChangedPerson' },
  ...FORBIDDEN,
} as const;
/** Of what makes a password: hashing takes its time, and so many may wait for it. */
const PASSWORD = {
  ...PERSON,
  429: { description: 'Many people are signing in at this moment.', schema: 'Problem' },
} as const;
const TEAM = {
  200: { description: 'Which team it is now.', schema: 'ChangedTeam' },
  ...FORBIDDEN,
} as const;

const personId = {
  name: 'personId',
  in: 'path' as const,
  description: 'The id that the list of people names.',
  schema: { type: 'string', minLength: 1, maxLength: 100 },
};
const teamId = {
  name: 'teamId',
  in: 'path' as const,
  description: 'The id that the list of teams names.',
  schema: { type: 'string', minLength: 1, maxLength: 100 },
};
const uniqueId = {
  name: 'uniqueId',
  in: 'path' as const,
  description: 'The unique id of the call.',
  schema: { type: 'string', minLength: 1 },
};
const day = {
  name: 'day',
  in: 'query' as const,
  description: "A day of the PBX's zone, today where it is left out.",
  schema: { type: 'string', format: 'date' },
};

/** The routes by which recording managers say who may hear what. */
export const PEOPLE_ROUTES = {
  listPeople: {
    method: 'GET',
    path: API_PATHS.listPeople,
    summary: 'Everybody who is in Legato',
    parameters: [],
    answers: { 200: { description: 'All people, by name.', schema: 'PeopleList' }, ...FORBIDDEN },
  },
  addPerson: {
    method: 'POST',
    path: API_PATHS.addPerson,
    summary: 'Add a person',
    parameters: [],
    body: 'NewPersonBody',
    answers: PASSWORD,
  },
  importPeople: {
    method: 'POST',
    path: API_PATHS.importPeople,
    summary: 'Add the people of a CSV file: all of them, or none',
    parameters: [],
    body: 'ImportBody',
    answers: {
      200: { description: 'What each line came to.', schema: 'ImportResult' },
      ...FORBIDDEN,
    },
  },
  showPerson: {
    method: 'GET',
    path: API_PATHS.showPerson,
    summary: 'One person: what he can hear and why, his sessions and tokens',
    parameters: [personId, day],
    answers: { 200: { description: 'The person.', schema: 'PersonDetails' }, ...FORBIDDEN },
  },
  changePerson: {
    method: 'POST',
    path: API_PATHS.changePerson,
    summary: 'Change a person',
    parameters: [personId],
    body: 'ChangePersonBody',
    answers: PERSON,
  },
  switchPerson: {
    method: 'POST',
    path: API_PATHS.switchPerson,
    summary: 'Switch a person off, which ends his sessions and tokens, or on',
    parameters: [personId],
    body: 'SwitchPersonBody',
    answers: PERSON,
  },
  givePassword: {
    method: 'POST',
    path: API_PATHS.givePassword,
    summary: 'Make a new password for a person, shown once; all of his sessions end',
    parameters: [personId],
    answers: PASSWORD,
  },
  dropSecondFactor: {
    method: 'POST',
    path: API_PATHS.dropSecondFactor,
    summary: 'Take away the authenticator of a person who lost it; all of his sessions end',
    parameters: [personId],
    answers: PERSON,
  },
  endSessionsOf: {
    method: 'POST',
    path: API_PATHS.endSessionsOf,
    summary: 'End one session of a person, or all',
    parameters: [personId],
    body: 'EndSessionsBody',
    answers: DONE,
  },
  makeToken: {
    method: 'POST',
    path: API_PATHS.makeToken,
    summary: 'Make a personal access token for a person, shown once',
    parameters: [personId],
    body: 'NewTokenBody',
    answers: { 200: { description: 'The token.', schema: 'MadeToken' }, ...FORBIDDEN },
  },
  revokeToken: {
    method: 'POST',
    path: API_PATHS.revokeToken,
    summary: 'Revoke a token of a person, at once',
    parameters: [personId],
    body: 'RevokeTokenBody',
    answers: DONE,
  },
  listTokens: {
    method: 'GET',
    path: API_PATHS.listTokens,
    summary: 'The tokens of everybody, with their last use',
    parameters: [],
    answers: { 200: { description: 'All tokens.', schema: 'TokenList' }, ...FORBIDDEN },
  },
  listTeams: {
    method: 'GET',
    path: API_PATHS.listTeams,
    summary: 'All teams, with who is in them from when to when',
    parameters: [],
    answers: { 200: { description: 'All teams, by name.', schema: 'TeamList' }, ...FORBIDDEN },
  },
  addTeam: {
    method: 'POST',
    path: API_PATHS.addTeam,
    summary: 'Make a team',
    parameters: [],
    body: 'NewTeamBody',
    answers: TEAM,
  },
  heardOfTeam: {
    method: 'GET',
    path: API_PATHS.heardOfTeam,
    summary: 'What has been heard this week of the legs of a team, by whom',
    parameters: [teamId],
    answers: { 200: { description: 'Listeners by agent.', schema: 'TeamHeard' }, ...FORBIDDEN },
  },
  changeTeam: {
    method: 'POST',
    path: API_PATHS.changeTeam,
    summary: 'Change the name or the supervisors of a team',
    parameters: [teamId],
    body: 'ChangeTeamBody',
    answers: TEAM,
  },
  joinTeam: {
    method: 'POST',
    path: API_PATHS.joinTeam,
    summary: 'Put somebody into a team, from a first to a last day',
    parameters: [teamId],
    body: 'JoinTeamBody',
    answers: TEAM,
  },
  changeDays: {
    method: 'POST',
    path: API_PATHS.changeDays,
    summary: 'Change the days of a membership',
    parameters: [teamId],
    body: 'ChangeDaysBody',
    answers: TEAM,
  },
  removeMember: {
    method: 'POST',
    path: API_PATHS.removeMember,
    summary: 'Take a membership back, as if it had never been',
    parameters: [teamId],
    body: 'RemoveMemberBody',
    answers: TEAM,
  },
  whoCanHear: {
    method: 'GET',
    path: API_PATHS.whoCanHear,
    summary: 'Who can hear this call, and why',
    parameters: [uniqueId],
    answers: { 200: { description: 'Everybody, leg by leg.', schema: 'WhoCanHear' }, ...FORBIDDEN },
  },
  exportCallRights: {
    method: 'GET',
    path: API_PATHS.exportCallRights,
    summary: 'The same as a file, for a review',
    parameters: [uniqueId],
    answers: {
      200: { description: 'A line for each person and leg.', mediaType: 'text/csv' },
      ...FORBIDDEN,
    },
  },
  exportRights: {
    method: 'GET',
    path: API_PATHS.exportRights,
    summary: 'The rights of everybody as of a day, for a review',
    parameters: [day],
    answers: {
      200: { description: 'A line for each reason.', mediaType: 'text/csv' },
      ...FORBIDDEN,
    },
  },
  getOwnTokens: {
    method: 'GET',
    path: API_PATHS.getOwnTokens,
    summary: "One's own tokens, with their last use",
    parameters: [],
    answers: { 200: { description: 'They, without the tokens themselves.', schema: 'TokenList' } },
  },
  revokeOwnToken: {
    method: 'POST',
    path: API_PATHS.revokeOwnToken,
    summary: "Revoke one of one's own tokens, at once",
    parameters: [],
    body: 'RevokeTokenBody',
    answers: { 200: { description: 'It is done.', schema: 'Done' } },
  },
} as const;

export type PeopleRouteName = keyof typeof PEOPLE_ROUTES;
