import 'server-only';
import { checkPbx } from '@/lib/calls/check-pbx';
import { getCall } from '@/lib/calls/get-call';
import { getMarks, getPeaks } from '@/lib/calls/get-sound';
import { getSounds } from '@/lib/calls/get-sounds';
import { requireReason } from '@/lib/calls/give-reason';
import { findOpenLegs, openRecording } from '@/lib/calls/open-recording';
import { type SearchPart, searchCalls } from '@/lib/calls/search-calls';
import type { Call } from '@/lib/contract/call';
import { openApiDocument } from '@/lib/contract/openapi';
import {
  parseAudioQuery,
  parseCallPart,
  parseCallQuery,
  parseLegList,
} from '@/lib/contract/parse-request';
import { ROUTES, type RouteName } from '@/lib/contract/routes';
import type { CallPage, CallQuery } from '@/lib/contract/search';
import type { Authentication } from '@/lib/contract/status';
import { patternOf } from '@/lib/contract/url-paths';
import type { Arrival } from '@/lib/contract/waveform';
import { LegatoError } from '@/lib/errors';
import { version } from '@/package.json';
import { jsonAnswer } from './answer';
import { answerCallDownload } from './answer-call-download';
import { answerSounds } from './answer-sounds';
import { beginListening, LISTENING_LINES, recordSaving } from './listening-lines';
import { PEOPLE_LINES } from './people-lines';
import { REVIEW_LINES } from './review-lines';
import {
  jsonLine,
  line,
  orRefuse,
  pathnameOf,
  type Question,
  type Route,
  readLeg,
  readUniqueId,
} from './route-line';
import { serveRecording } from './serve-recording';
import { SIGN_IN_ANSWERS } from './sign-in-answers';

const MOST_CALLS_IN_A_PAGE = 200;
const MOST_LEGS_IN_A_PAGE = 200;

/** A search: asked by the API and by the page of calls. */
export const SEARCH_CALLS: Question<{ query: CallQuery; part: SearchPart }, CallPage> = {
  contract: ROUTES.searchCalls,
  right: 'find-calls',
  read: ({ query }) => ({
    query: orRefuse(parseCallQuery(query)),
    part: orRefuse(parseCallPart(query)),
  }),
  audit: ({ query }) => ({ action: 'searched', subject: query }),
  value: ({ services, actor, signal }, { query, part }) =>
    searchCalls(services, actor, query, signal, part),
  fitsPage: ({ calls }) => calls.length <= MOST_CALLS_IN_A_PAGE,
};

/** One call: asked by the API and by its page. */
export const GET_CALL: Question<string, Call> = {
  contract: ROUTES.getCall,
  right: 'find-calls',
  read: readUniqueId,
  audit: (uniqueId) => ({ action: 'opened-call', subject: { uniqueId } }),
  value: ({ services, actor, signal }, uniqueId) => getCall(services, actor, uniqueId, signal),
  fitsPage: ({ legs }) => legs.length <= MOST_LEGS_IN_A_PAGE,
};

/** Whether the PBX accepts our key: asked by the API and by the status page. */
export const CHECK_PBX: Question<null, Authentication> = {
  contract: ROUTES.checkPbx,
  right: 'check-pbx',
  read: () => null,
  audit: () => ({ action: 'checked-pbx', subject: {} }),
  value: ({ services, signal }) => checkPbx(services, signal),
  fitsPage: () => true,
};

/** Every route of the API: what it reads, the right it takes, what is audited, and the verb that answers. */
export const ROUTE_TABLE: Readonly<Record<RouteName, Route>> = {
  searchCalls: jsonLine(SEARCH_CALLS),
  getCall: jsonLine(GET_CALL),
  downloadCall: line({
    contract: ROUTES.downloadCall,
    right: 'save-legs',
    read: readUniqueId,
    // Written down by the verb: what is refused was not saved.
    audit: null,
    streams: true,
    answer: async (asking, uniqueId) => {
      const { services, actor, signal } = asking;
      const known = { knownWillDo: true };
      const [leg] = await findOpenLegs(services, actor, uniqueId, null, signal, known);
      await requireReason(services, actor, uniqueId);
      if (leg) await recordSaving(asking, leg, { isWholeCall: true });
      return {
        kind: 'bytes',
        send: (request, response, headers) =>
          answerCallDownload(services, actor, uniqueId, { request, response, headers, signal }),
      };
    },
  }),
  getSounds: line({
    contract: ROUTES.getSounds,
    right: 'hear-legs',
    read: (address) => ({
      uniqueId: readUniqueId(address),
      legs: orRefuse(parseLegList(address.query)),
      keptOnly: address.query.has('kept'),
    }),
    audit: null,
    streams: true,
    answer: async ({ services, log, actor, requestId, signal }, asked) => {
      const lines = await getSounds(services, actor, asked, signal);
      return {
        kind: 'bytes',
        send: (request, response, headers) =>
          answerSounds(lines, { request, response, headers, log, requestId, signal }),
      };
    },
  }),
  playLeg: line({
    contract: ROUTES.playLeg,
    right: 'hear-legs',
    read: (address) => ({
      ...readLeg(address),
      options: orRefuse(parseAudioQuery(address.query)),
    }),
    // Written down before the first byte, by the verb: what is refused was neither begun nor saved.
    audit: null,
    streams: true,
    answer: async (asking, { uniqueId, leg, options }) => {
      const { services, pacer, actor, requestId, signal } = asking;
      const opened = await openRecording(services, actor, uniqueId, leg, signal);
      const reasoned = requireReason(services, actor, uniqueId);
      if (reasoned) await reasoned;
      return {
        kind: 'bytes',
        send: (request, response, headers) =>
          serveRecording({ spool: services.spool, pacer }, opened, request, response, {
            ...options,
            headers,
            signal,
            begin: () =>
              options.isDownload
                ? recordSaving(asking, opened.leg)
                : beginListening(asking, opened.leg),
            onSent: (from, to, form) =>
              services.access.reportSent({ requestId, actor, uniqueId, leg, from, to, form }),
          }),
      };
    },
  }),
  getPeaks: line({
    contract: ROUTES.getPeaks,
    right: 'hear-legs',
    read: readLeg,
    audit: null,
    answer: async ({ services, actor, signal }, leg) =>
      soundAnswer(await getPeaks(services, actor, leg, signal)),
  }),
  getMarks: line({
    contract: ROUTES.getMarks,
    right: 'hear-legs',
    read: readLeg,
    audit: null,
    answer: async ({ services, actor, signal }, leg) =>
      soundAnswer(await getMarks(services, actor, leg, signal)),
  }),
  ...LISTENING_LINES,
  ...REVIEW_LINES,
  checkPbx: jsonLine(CHECK_PBX),
  checkHealth: line({
    contract: ROUTES.checkHealth,
    right: 'check-health',
    read: ({ query }) => query.has('ready'),
    audit: null,
    answer: async ({ services, limitReadiness, client }, asksPbx) => {
      if (asksPbx) limitReadiness(client.address);
      const health = await services.checkHealth(asksPbx);
      return jsonAnswer(health, { status: health.status === 'ok' ? 200 : 503 });
    },
  }),
  describeApi: line({
    contract: ROUTES.describeApi,
    right: 'read-contract',
    read: () => null,
    audit: null,
    answer: async () => jsonAnswer(openApiDocument(version)),
  }),
  signIn: signInLine('signIn'),
  proveSecondFactor: signInLine('proveSecondFactor'),
  startProviderSignIn: signInLine('startProviderSignIn'),
  finishProviderSignIn: signInLine('finishProviderSignIn'),
  setUp: signInLine('setUp'),
  takeDemoPerson: signInLine('takeDemoPerson'),
  signOut: signInLine('signOut'),
  getAccount: signInLine('getAccount'),
  changePassword: signInLine('changePassword'),
  startSecondFactor: signInLine('startSecondFactor'),
  confirmSecondFactor: signInLine('confirmSecondFactor'),
  endSession: signInLine('endSession'),
  ...PEOPLE_LINES,
};

/** What answers an address of the API that no line is for. */
export const NO_ROUTE: Route = {
  contract: null,
  right: 'read-contract',
  streams: false,
  audit: null,
  read: () => null,
  answer: async () => {
    throw new LegatoError(
      'not-found',
      'There is nothing at this address. What the API offers is listed at /api/openapi.json.',
    );
  },
};

const PATTERNS = Object.values(ROUTE_TABLE).flatMap((route) =>
  route.contract ? [{ route, pattern: patternOf(route.contract.path) }] : [],
);

/** The line for an address, by its path alone; null where there is none. */
export function findRoute(address: string): Route | null {
  const pathname = pathnameOf(address);
  return PATTERNS.find(({ pattern }) => pattern.test(pathname))?.route ?? null;
}

/** A line of signing in: open to nobody, who is who asks. What it does writes its own audit. */
function signInLine(name: keyof typeof SIGN_IN_ANSWERS): Route {
  return line({
    contract: ROUTES[name],
    right: 'sign-in',
    read: ({ query }) => Object.fromEntries(query),
    audit: null,
    answer: async ({ services, incoming }, query) => {
      const { signIn } = services.access;
      if (!signIn) throw new LegatoError('not-found', 'Nobody can sign in to this Legato.');
      // Not for who it is: a page of another name that leads here must not sign anybody in.
      await services.access.identify(incoming);
      return await SIGN_IN_ANSWERS[name]({ ...incoming, signIn, query });
    },
  });
}

/**
 * 202 until the leg has arrived. Only what is whole may be kept, and a browser asks each time whether it may
 * still be used, since rights may change.
 */
const soundAnswer = (sound: { arrival: Arrival }) =>
  jsonAnswer(sound, {
    status: sound.arrival === 'arriving' || sound.arrival === 'not-fetched' ? 202 : 200,
    cacheControl: sound.arrival === 'complete' ? 'private, no-cache' : 'private, no-store',
  });
