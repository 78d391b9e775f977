import 'server-only';
import type { Actor } from '@/lib/access/actor';
import type { AuditClient, AuditedAct } from '@/lib/access/audit/audit-event';
import type { ListenedLeg } from '@/lib/access/audit/create-listening';
import type { Right } from '@/lib/access/rights';
import { checkPbx } from '@/lib/calls/check-pbx';
import { getCall } from '@/lib/calls/get-call';
import { getHeard } from '@/lib/calls/get-heard';
import { getMarks, getPeaks } from '@/lib/calls/get-sound';
import { getSounds } from '@/lib/calls/get-sounds';
import { openRecording } from '@/lib/calls/open-recording';
import { reportListening } from '@/lib/calls/report-listening';
import { type SearchPart, searchCalls } from '@/lib/calls/search-calls';
import type { Services } from '@/lib/calls/services';
import type { Call } from '@/lib/contract/call';
import { ListeningReport } from '@/lib/contract/heard';
import { openApiDocument } from '@/lib/contract/openapi';
import {
  type Parsed,
  parseAudioQuery,
  parseCallPart,
  parseCallQuery,
  parseLegList,
  parseLegNumber,
  parseUniqueId,
} from '@/lib/contract/parse-request';
import { ROUTES, type RouteContract, type RouteName } from '@/lib/contract/routes';
import type { CallPage, CallQuery } from '@/lib/contract/search';
import type { Authentication } from '@/lib/contract/status';
import { patternOf } from '@/lib/contract/url-paths';
import type { Arrival } from '@/lib/contract/waveform';
import { LegatoError } from '@/lib/errors';
import { version } from '@/package.json';
import { type Answer, jsonAnswer } from './answer';
import { answerCallDownload } from './answer-call-download';
import { answerSounds } from './answer-sounds';
import type { Pacer } from './pacer';
import type { RequestLog } from './problem-answer';
import { parseBody } from './read-body';
import { serveRecording } from './serve-recording';
import { SIGN_IN_ANSWERS } from './sign-in-answers';

/** What a route works with, beside what was asked. */
export interface Asking {
  services: Services;
  pacer: Pacer;
  /** For failures of parts of an answer that is under way. */
  log: RequestLog;
  actor: Actor;
  requestId: string;
  client: AuditClient;
  incoming: Incoming;
  /** Aborted when the caller has left. */
  signal: AbortSignal;
}

/** What of a request a route may read beside its address. */
interface Incoming {
  method: string;
  header(name: string): string | null;
  /** @throws LegatoError `invalid-request`. */
  readBody(): Promise<string>;
}

/** What of an address a route reads: its path's parameters, decoded, and its query. */
interface Address {
  path: Record<string, string>;
  query: URLSearchParams;
}

interface Line<Asked> {
  contract: RouteContract;
  /** What the actor must be allowed to do. */
  right: Right;
  read(address: Address): Asked;
  /** What is written down before the answer; null where nothing is. */
  audit: ((asked: Asked) => AuditedAct | null) | null;
  /** Whether the answer is a long body, sent as it comes on a plain Node response. */
  streams?: boolean;
  answer(asking: Asking, asked: Asked): Promise<Answer>;
}

/** A line whose answer is one value: the API sends it as JSON, a page shows it first. */
export interface Question<Asked, Value> extends Omit<Line<Asked>, 'answer' | 'streams'> {
  value(asking: Pick<Asking, 'services' | 'actor' | 'signal'>, asked: Asked): Promise<Value>;
  /** Whether a page can be sent with it: all of it is rendered twice, and sent as HTML and as data. */
  fitsPage(value: Value): boolean;
}

const MOST_CALLS_IN_A_PAGE = 200;
const MOST_LEGS_IN_A_PAGE = 200;

/** A line of the table, whatever it reads. `asked` is what the same line's `read` returned. */
export interface Route {
  contract: RouteContract | null;
  right: Right;
  streams: boolean;
  audit: ((asked: unknown) => AuditedAct | null) | null;
  /** @throws LegatoError `invalid-request`. */
  read(address: string): unknown;
  answer(asking: Asking, asked: unknown): Promise<Answer>;
}

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
    audit: (uniqueId) => ({ action: 'saved', subject: { uniqueId } }),
    streams: true,
    answer: async ({ services, actor, signal }, uniqueId) => ({
      kind: 'bytes',
      send: (request, response, headers) =>
        answerCallDownload(services, actor, uniqueId, { request, response, headers, signal }),
    }),
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
    // Listening is written down by its beginning and by what was played, not for each range.
    audit: ({ uniqueId, leg, options }) =>
      options.isDownload ? { action: 'saved', subject: { uniqueId, leg } } : null,
    streams: true,
    answer: async (asking, { uniqueId, leg, options }) => {
      const { services, pacer, actor, requestId, signal } = asking;
      const opened = await openRecording(services, actor, uniqueId, leg, signal);
      const begun = options.isDownload ? null : beginListening(asking, opened.leg);
      if (begun) await begun;
      return {
        kind: 'bytes',
        send: (request, response, headers) =>
          serveRecording({ spool: services.spool, pacer }, opened, request, response, {
            ...options,
            headers,
            signal,
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
  getHeard: line({
    contract: ROUTES.getHeard,
    right: 'read-listening',
    read: readUniqueId,
    audit: null,
    answer: async ({ services, actor, signal }, uniqueId) =>
      jsonAnswer(await getHeard(services, actor, uniqueId, signal)),
  }),
  reportListening: line({
    contract: ROUTES.reportListening,
    right: 'hear-legs',
    read: () => null,
    audit: null,
    answer: async ({ services, actor, requestId, client, incoming, signal }) => {
      const report = await parseBody(ListeningReport, incoming, { mayBeText: true });
      const listener = { actor, requestId, client };
      return jsonAnswer(await reportListening(services, listener, report, signal));
    },
  }),
  checkPbx: jsonLine(CHECK_PBX),
  checkHealth: line({
    contract: ROUTES.checkHealth,
    right: 'check-health',
    read: ({ query }) => query.has('ready'),
    audit: null,
    answer: async ({ services }, asksPbx) => {
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
};

/** Null where nothing has to be written: a listening goes on, or no sound is asked for. */
function beginListening(
  { services, incoming, actor, requestId, client }: Asking,
  leg: ListenedLeg,
): Promise<void> | null {
  if (incoming.method === 'HEAD') return null;
  return services.access.listening?.begin({ actor, requestId, client }, leg) ?? null;
}

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

/** An address without its query. */
export const pathnameOf = (address: string): string => address.split('?', 1)[0] ?? '';

/** The line for an address, by its path alone; null where there is none. */
export function findRoute(address: string): Route | null {
  const pathname = pathnameOf(address);
  return PATTERNS.find(({ pattern }) => pattern.test(pathname))?.route ?? null;
}

/** Makes a line of a question: its value as JSON. */
function jsonLine<Asked, Value>(question: Question<Asked, Value>): Route {
  const { value, fitsPage: _, ...rest } = question;
  return line({
    ...rest,
    answer: async (asking, asked) => jsonAnswer(await value(asking, asked)),
  });
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

/** Makes a line that can stand beside lines that read other things. */
function line<Asked>({ streams = false, read, answer, audit, ...rest }: Line<Asked>): Route {
  const pattern = patternOf(rest.contract.path);
  // A line is only ever given what its own `read` returned.
  const own = (asked: unknown) => asked as Asked;
  return {
    ...rest,
    streams,
    audit: audit && ((asked) => audit(own(asked))),
    read: (address) => read(readAddress(pattern, address)),
    answer: (asking, asked) => answer(asking, own(asked)),
  };
}

const NO_QUERY = new URLSearchParams();

function readAddress(pattern: RegExp, address: string): Address {
  const pathname = pathnameOf(address);
  // A question mark in a value is part of the value (RFC 3986 section 3.4).
  const query = address.slice(pathname.length + 1);
  const groups = pattern.exec(pathname)?.groups ?? {};
  const path: Record<string, string> = {};
  try {
    for (const name in groups) path[name] = decodeURIComponent(groups[name] ?? '');
    return { path, query: query === '' ? NO_QUERY : new URLSearchParams(query) };
  } catch (cause) {
    const message = 'The address is not percent-encoded UTF-8: check the link.';
    throw new LegatoError('invalid-request', message, { cause });
  }
}

function readUniqueId({ path }: Address): string {
  return orRefuse(parseUniqueId(path.uniqueId ?? ''));
}

function readLeg({ path }: Address): { uniqueId: string; leg: number } {
  return {
    uniqueId: orRefuse(parseUniqueId(path.uniqueId ?? '')),
    leg: orRefuse(parseLegNumber(path.leg ?? '')),
  };
}

/** The value of what was parsed, or the refusal of the request that held it. */
function orRefuse<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new LegatoError('invalid-request', parsed.message);
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
