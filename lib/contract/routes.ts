import { MOST_CALLS_HEARD } from './heard';
import { LOG_ROUTES } from './log-routes';
import { PEOPLE_ROUTES } from './people-routes';
import {
  CURSOR_MAX_LENGTH,
  MOST_CALLS_A_PART,
  TAG_MAX_LENGTH,
  UNIQUE_ID_MAX_LENGTH,
} from './query-limits';
import { SIGN_IN_ROUTES } from './sign-in-routes';
import { API_PATHS } from './url-paths';

/** A parameter as OpenAPI describes it; `schema` is JSON Schema. */
export interface RouteParameter {
  name: string;
  in: 'path' | 'query' | 'header';
  description: string;
  schema: Record<string, unknown>;
}

/** What an answer with one status holds: a schema of the contract by name, a media type, or both. */
export interface RouteAnswer {
  description: string;
  schema?:
    | 'Call'
    | 'CallPage'
    | 'Peaks'
    | 'Marks'
    | 'SoundsLine'
    | 'Authentication'
    | 'Health'
    | 'HeardOfCall'
    | 'HeardOfCalls'
    | 'ListeningReceipt'
    | 'LogPage'
    | 'SittingPage'
    | 'LogPeople'
    | 'VerificationLine'
    | 'WeekReview'
    | 'SignInResult'
    | 'ProviderJourney'
    | 'Account'
    | 'SecondFactorStart'
    | 'Done'
    | 'PeopleList'
    | 'PersonDetails'
    | 'ChangedPerson'
    | 'ImportResult'
    | 'MadeToken'
    | 'TokenList'
    | 'TeamList'
    | 'ChangedTeam'
    | 'WhoCanHear'
    | 'TeamHeard'
    | 'Problem';
  /** JSON where there is a schema and nothing else is said. */
  mediaType?: string;
  /** Of a file that holds files: the schema of one of them, by its name. */
  holds?: Readonly<Record<string, 'ExportManifest'>>;
}

/** How a caller may prove who he is; nobody has to where none is listed. */
export type RouteProof = 'session' | 'token';

/** The schemas of what is sent. */
export type RouteBody =
  | 'SignInBody'
  | 'SecondFactorBody'
  | 'ProviderBody'
  | 'SetUpBody'
  | 'DemoBody'
  | 'ChangePasswordBody'
  | 'StartSecondFactorBody'
  | 'ConfirmSecondFactorBody'
  | 'EndSessionBody'
  | 'NewPersonBody'
  | 'ChangePersonBody'
  | 'SwitchPersonBody'
  | 'EndSessionsBody'
  | 'NewTokenBody'
  | 'RevokeTokenBody'
  | 'ImportBody'
  | 'NewTeamBody'
  | 'ChangeTeamBody'
  | 'JoinTeamBody'
  | 'ChangeDaysBody'
  | 'RemoveMemberBody'
  | 'ListeningReport'
  | 'ReasonBody'
  | 'SignOffBody';

/** One line of the HTTP contract, as the world may know it. A GET is answered to HEAD as well. */
export interface RouteContract {
  method: 'GET' | 'POST';
  path: string;
  summary: string;
  parameters: readonly RouteParameter[];
  /** What is sent, as JSON: a schema of the contract by name. */
  body?: RouteBody;
  answers: Readonly<Record<number, RouteAnswer>>;
  /** Where it is left out: a GET takes both, since a token only reads, a POST a session. */
  proofs?: readonly RouteProof[];
}

/** What a route takes as a proof of who asks. */
export const proofsOf = ({
  method,
  proofs = method === 'GET' ? ['session', 'token'] : ['session'],
}: Pick<RouteContract, 'method' | 'proofs'>): readonly RouteProof[] => proofs;

const uniqueId: RouteParameter = {
  name: 'uniqueId',
  in: 'path',
  description: 'The unique id of the call.',
  schema: { type: 'string', minLength: 1, maxLength: UNIQUE_ID_MAX_LENGTH },
};
const leg: RouteParameter = {
  name: 'leg',
  in: 'path',
  description: 'The number of the leg, from 1.',
  schema: { type: 'integer', minimum: 1, maximum: 999_999 },
};

/** A parameter that counts by being there, whatever its value. */
const presence = (name: string, description: string): RouteParameter => ({
  name,
  in: 'query',
  description: `When present, ${description}`,
  schema: { type: 'string' },
});

const SOUND_ANSWERS = (schema: 'Peaks' | 'Marks') => ({
  200: {
    description:
      'The whole leg, or as much of it as the PBX sent. Nothing (`not-measured`) where Legato measures no legs.',
    schema,
  },
  202: {
    description:
      'What is known so far: the leg is still `arriving`, ask again. Or nothing: it is `not-fetched` until somebody plays it.',
    schema,
  },
});

/**
 * The HTTP contract, route by route. OpenAPI is made from it, `lib/http/route-table.ts` adds to each line
 * the verb that answers it and the right it takes, and `lib/paths.ts` links to the same paths.
 */
export const ROUTES = {
  searchCalls: {
    method: 'GET',
    path: API_PATHS.searchCalls,
    summary: 'Calls of one tag, or the call of one unique id, newest first',
    parameters: [
      {
        name: 'tag',
        in: 'query',
        description: 'The reference of the CRM. Give this or uniqueId.',
        schema: { type: 'string', minLength: 1, maxLength: TAG_MAX_LENGTH },
      },
      {
        name: 'uniqueId',
        in: 'query',
        description: 'The unique id of a call. Give this or tag.',
        schema: uniqueId.schema,
      },
      {
        name: 'limit',
        in: 'query',
        description:
          'At most so many calls; more are asked for by nextCursor. All where it is left out.',
        schema: { type: 'integer', minimum: 1, maximum: MOST_CALLS_A_PART },
      },
      {
        name: 'cursor',
        in: 'query',
        description: 'The nextCursor of an answer to the same search: the calls after those.',
        schema: { type: 'string', minLength: 1, maxLength: CURSOR_MAX_LENGTH },
      },
    ],
    answers: { 200: { description: 'The calls that were found.', schema: 'CallPage' } },
  },
  getCall: {
    method: 'GET',
    path: API_PATHS.getCall,
    summary: 'One call with its legs',
    parameters: [uniqueId],
    answers: { 200: { description: 'The call.', schema: 'Call' } },
  },
  downloadCall: {
    method: 'GET',
    path: API_PATHS.downloadCall,
    summary: 'The whole call as a ZIP: legs, what is known of them, and a page that plays them',
    parameters: [uniqueId],
    answers: {
      200: {
        description: 'One folder; its manifest.json is an ExportManifest.',
        mediaType: 'application/zip',
        holds: { 'manifest.json': 'ExportManifest' },
      },
    },
  },
  getSounds: {
    method: 'GET',
    path: API_PATHS.getSounds,
    summary: 'Waveforms and marks of the legs of a call, each as soon as it is ready',
    parameters: [
      uniqueId,
      {
        name: 'legs',
        in: 'query',
        description:
          'Numbers of legs with commas between them, the most urgent first. All legs where it is left out. A leg that does not exist has no line.',
        schema: { type: 'string', pattern: '^[1-9]\\d{0,5}(,[1-9]\\d{0,5})*$' },
      },
      presence(
        'kept',
        'the answer has what Legato has by now, and no leg is fetched or waited for.',
      ),
    ],
    answers: {
      200: {
        description: 'JSON, a SoundsLine on each line (https://github.com/ndjson/ndjson-spec).',
        schema: 'SoundsLine',
        mediaType: 'application/x-ndjson',
      },
    },
  },
  playLeg: {
    method: 'GET',
    path: API_PATHS.playLeg,
    summary: "A leg's audio, in a form that every current browser plays",
    parameters: [
      uniqueId,
      leg,
      presence('download', 'the answer names a file to save.'),
      {
        name: 'side',
        in: 'query',
        description: 'One channel of a stereo leg, as a file of its own.',
        schema: { type: 'string', enum: ['left', 'right'] },
      },
      presence('original', 'the bytes are those that the PBX sent.'),
      {
        name: 'Range',
        in: 'header',
        description: 'One byte range, RFC 9110 section 14.2.',
        schema: { type: 'string' },
      },
    ],
    answers: {
      200: { description: 'The whole leg.', mediaType: 'audio/*' },
      206: { description: 'The range that was asked for.', mediaType: 'audio/*' },
      304: { description: 'The caller already has this leg.' },
      416: { description: 'The range lies outside the leg.', schema: 'Problem' },
    },
  },
  getPeaks: {
    method: 'GET',
    path: API_PATHS.getPeaks,
    summary: 'The waveform of a leg, a peak for each 20 ms',
    parameters: [uniqueId, leg],
    answers: SOUND_ANSWERS('Peaks'),
  },
  getMarks: {
    method: 'GET',
    path: API_PATHS.getMarks,
    summary: 'What is heard where in a leg, how loud, and who speaks',
    parameters: [uniqueId, leg],
    answers: SOUND_ANSWERS('Marks'),
  },
  getHeard: {
    method: 'GET',
    path: API_PATHS.getHeard,
    summary: 'Which seconds of a call one has heard, and who else, for those who may know',
    parameters: [uniqueId],
    answers: { 200: { description: 'Each leg that one may hear.', schema: 'HeardOfCall' } },
  },
  getHeardOfCalls: {
    method: 'GET',
    path: API_PATHS.getHeardOfCalls,
    summary: 'Which seconds of several calls one has heard oneself',
    parameters: [
      {
        ...uniqueId,
        in: 'query',
        description: `The unique id of a call; may repeat, ${MOST_CALLS_HEARD} times at most.`,
      },
    ],
    answers: {
      200: { description: 'Those of which one heard something.', schema: 'HeardOfCalls' },
    },
  },
  reportListening: {
    method: 'POST',
    path: API_PATHS.reportListening,
    summary: 'What a player really played of a leg',
    parameters: [],
    body: 'ListeningReport',
    answers: {
      200: {
        description: 'What of it is believed: no more than was sent to this person.',
        schema: 'ListeningReceipt',
      },
    },
  },
  ...LOG_ROUTES,
  checkPbx: {
    method: 'POST',
    path: API_PATHS.checkPbx,
    summary: 'Does the PBX accept our key?',
    parameters: [],
    answers: { 200: { description: 'It does.', schema: 'Authentication' } },
  },
  checkHealth: {
    method: 'GET',
    path: API_PATHS.checkHealth,
    summary: 'Does Legato serve?',
    proofs: [],
    parameters: [presence('ready', 'the answer says whether the PBX can be used as well.')],
    answers: {
      200: { description: 'It does.', schema: 'Health' },
      429: {
        description: 'With `ready`: this address asks more than once a second.',
        schema: 'Problem',
      },
      503: { description: 'The PBX does not answer, or refuses.', schema: 'Health' },
    },
  },
  describeApi: {
    method: 'GET',
    path: API_PATHS.describeApi,
    summary: 'This contract as an OpenAPI 3.1 document',
    parameters: [],
    answers: { 200: { description: 'The document.', mediaType: 'application/json' } },
  },
  ...SIGN_IN_ROUTES,
  ...PEOPLE_ROUTES,
} as const satisfies Record<keyof typeof API_PATHS, RouteContract>;

export type RouteName = keyof typeof ROUTES;

/** The methods that a route answers, in the order of its `Allow` header. */
export const methodsOf = ({ method }: Pick<RouteContract, 'method'>): readonly string[] =>
  method === 'GET' ? ['GET', 'HEAD'] : [method];
