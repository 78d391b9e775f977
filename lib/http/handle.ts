import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Actor, NOBODY } from '@/lib/access/actor';
import type { AuditClient, AuditedAct } from '@/lib/access/audit/audit-event';
import type { RequireHost } from '@/lib/access/host-guard';
import { may, type Right, requireReading, requireRight } from '@/lib/access/rights';
import type { Services } from '@/lib/calls/services';
import { nextPath } from '@/lib/contract/next-path';
import { methodsOf } from '@/lib/contract/routes';
import { LegatoError } from '@/lib/errors';
import { paths } from '@/lib/paths';
import type { LimitAddress } from './address-limit';
import { type Answer, COMMON_HEADERS, type TextAnswer } from './answer';
import { assignClient, clientOf } from './client-of-request';
import { compressAnswer } from './compress-answer';
import type { Pacer } from './pacer';
import type { PageHeaders } from './page-headers';
import { logFailure, problemAnswer, type RequestLog } from './problem-answer';
import { LARGEST_BODY_BYTES, readIncomingBody, readRequestBody } from './read-body';
import { readTarget } from './read-target';
import { refuseUnroutable } from './refuse-unroutable';
import { assignRequestId, type IsTrustedProxy } from './request-id';
import { requireOwnSite } from './require-own-site';
import { requireSameOrigin } from './require-same-origin';
import { pathnameOf, type Route } from './route-line';
import { findRoute } from './route-table';

/** What every request is answered with. */
export interface HttpContext {
  services: Services;
  /** Shares the process among the recordings that are being sent. */
  pacer: Pacer;
  limitReadiness: LimitAddress;
  log: RequestLog;
  /** How the PBX answered the page before: a slow one is learnt, and forgotten, by one page. */
  pace: { isSlow: boolean };
  newRequestId: () => string;
  /** Refuses what was asked for by another name. */
  requireHost: RequireHost;
  pageHeaders: PageHeaders;
}

/** Next's own handler of requests. */
export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A request, as far as Next's and Node's are alike. */
export interface IncomingRequest {
  method: string;
  /** Path and query as they were sent. */
  address: string;
  header(name: string): string | null;
  /** @throws LegatoError `invalid-request`. */
  readBody(): Promise<string>;
  /** Breaks off what is being answered, where that can be. */
  breakOff?: () => void;
  /** Aborted when the caller has left. */
  signal: AbortSignal;
}

const LONGEST_ADDRESS = 8_192;
const NEVER = new AbortController().signal;

/**
 * Answers one request of the API, whichever it is: request id, actor, limits, method, path and query,
 * right, audit, verb, answer. The one place where failures are logged and turned into problems.
 *
 * @param route The line of the table, or what answers where none fits.
 * @param deliver Puts the answer on the wire. It runs within the pipeline: what it throws is answered too.
 */
export async function handle<Delivered>(
  context: HttpContext,
  route: Route,
  incoming: IncomingRequest,
  deliver: (answer: Answer, headers: Record<string, string>) => Promise<Delivered>,
): Promise<Delivered> {
  const requestId = incoming.header('x-request-id') ?? context.newRequestId();
  const headers: Record<string, string> = {
    ...context.pageHeaders.everywhere,
    'X-Request-Id': requestId,
  };
  let stopWatching = () => {};
  try {
    const actor = await identify(context, route, incoming);
    stopWatching = endWithSession(context, route, actor, incoming);
    refuseTooLarge(incoming);
    refuseOtherMethod(route, incoming, headers);
    requireReading(actor, incoming.method);
    requireSameOrigin(incoming.method, incoming.header);
    const asked = route.read(incoming.address);
    const { services, pacer, limitReadiness, log } = context;
    const client = clientOf(incoming);
    const admitted = admit(services, route, asked, { actor, requestId, client });
    // Waited for only where there is something to write: this is on the way of every range.
    if (admitted) await admitted;
    const answer = await route.answer(
      {
        ...{ services, pacer, limitReadiness, log },
        ...{ actor, requestId, client, incoming, signal: incoming.signal },
      },
      asked,
    );
    return await deliver(answer, headers);
  } catch (error) {
    const pathname = pathnameOf(incoming.address);
    // A caller who has left reads no answer, and is no failure of ours.
    if (!incoming.signal.aborted) logFailure(context.log, error, { requestId, pathname });
    return await deliver(problemAnswer(error, requestId), headers);
  } finally {
    stopWatching();
  }
}

/** A long answer ends with the session of who asked for it, whoever ended that. */
function endWithSession(
  { services }: HttpContext,
  { streams }: Route,
  actor: Actor,
  { breakOff }: IncomingRequest,
): () => void {
  const { signIn } = services.access;
  if (!streams || !breakOff || !signIn || actor.kind !== 'person' || !actor.sessionId) {
    return () => {};
  }
  return signIn.sessions.onEnded(actor.sessionId, breakOff);
}

/**
 * Asks the table for the right, and has written down what is audited, before anything is answered. Null
 * where nothing has to be written.
 *
 * @throws LegatoError `forbidden`.
 */
export function admit<Asked>(
  { access }: Pick<Services, 'access'>,
  { right, audit }: { right: Right; audit: ((asked: Asked) => AuditedAct | null) | null },
  asked: Asked,
  who: { actor: Actor; requestId: string; client: AuditClient },
): Promise<void> | null {
  requireRight(who.actor, right);
  const act = audit?.(asked) ?? null;
  return act && access.audit({ ...act, ...who });
}

/** Answers a `Request`, as Next hands it to a route handler. */
export function handleRequest(
  context: HttpContext,
  route: Route,
  request: Request,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const incoming: IncomingRequest = {
    method: request.method,
    address: pathname + search,
    header: (name) => request.headers.get(name),
    readBody: () => readRequestBody(request),
    signal: request.signal,
  };
  return handle(context, route, incoming, async (answer, headers) => {
    if (answer.kind === 'bytes') throw new Error(`${pathname} is answered by server.js.`);
    const body = request.method === 'HEAD' ? null : answer.body;
    const sent = new Headers({ ...answer.headers, ...headers });
    for (const cookie of context.pageHeaders.shapeCookies(answer.cookies ?? [])) {
      sent.append('Set-Cookie', cookie);
    }
    return new Response(body, { status: answer.status, headers: sent });
  });
}

/**
 * Answers on a plain Node response, past Next's router (docs/decisions/0030). Never rejects: resolves when
 * the answer has ended or the caller has left.
 */
export async function handleIncoming(
  context: HttpContext,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  response.once('close', leave);
  // A client may leave at any moment; what is then written into the void is no failure of ours.
  response.on('error', () => {});
  const incoming = {
    ...incomingOf(request, leaving.signal),
    breakOff: () => {
      leave();
      response.destroy();
    },
  };
  try {
    await handle(context, route, incoming, async (answer, headers) => {
      if (answer.kind === 'text') {
        const cookies = answer.cookies && context.pageHeaders.shapeCookies(answer.cookies);
        sendText(request, response, { ...answer, ...(cookies && { cookies }) }, headers);
      } else if (!response.destroyed) await answer.send(request, response, headers);
    });
  } catch {
    response.destroy();
  } finally {
    response.off('close', leave);
  }
}

/**
 * What server.js does with each request: the API is answered here, past Next's router; what would reach no
 * route handler, and pages asked for under a foreign name, are refused with a problem; all else is Next's.
 * Whatever happens to one request, the process goes on.
 */
export function createListener(
  context: HttpContext,
  isTrustedProxy: IsTrustedProxy,
  next: NextHandler,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const requestId = assignRequestId(request, isTrustedProxy);
    assignClient(request, isTrustedProxy);
    const refuse = (error: unknown, more: Record<string, string> = {}) => {
      logFailure(context.log, error, { requestId, pathname: pathnameOf(request.url ?? '') });
      const headers = { ...context.pageHeaders.everywhere, ...more, 'X-Request-Id': requestId };
      sendText(request, response, problemAnswer(error, requestId), headers);
    };
    try {
      readTarget(request);
    } catch (error) {
      return refuse(error, { Connection: 'close' });
    }
    const address = request.url ?? '';
    try {
      requireOwnSite(request.method ?? '', incomingOf(request, NEVER).header);
    } catch (error) {
      return refuse(error);
    }
    const route = findRoute(address);
    if (!route?.streams) compressAnswer(request, response);
    if (route) {
      void handleIncoming(context, route, request, response);
      return;
    }
    for (const [name, value] of Object.entries(context.pageHeaders.everywhere)) {
      response.setHeader(name, value);
    }
    pass(context, request, response, next).catch(refuse);
  };
}

async function pass(
  { services, requireHost, pageHeaders }: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
  next: NextHandler,
): Promise<void> {
  const pathname = pathnameOf(request.url ?? '');
  refuseUnroutable(request, pathname, response);
  const incoming = incomingOf(request, NEVER);
  requireHost(incoming);
  // The API asks who it is itself; files of the build are the same for everybody.
  if (!/^\/(api|_next)(\/|$)/.test(pathname)) {
    const actor = await services.access.identify(incoming);
    if (actor.kind === 'nobody' && !isOpenToNobody(pathname)) {
      leadToSignIn(request, response);
      return;
    }
    pageHeaders.assign(request, response);
  }
  await next(request, response);
}

/** Where one signs in, and what stands in `public`. */
const isOpenToNobody = (pathname: string): boolean =>
  /^\/sign-in(\/|$)/.test(pathname) || /^\/[\w-]+\.\w+$/.test(pathname);

/** Whoever follows a link to a moment of a call comes to it by way of the sign-in. */
function leadToSignIn(request: IncomingMessage, response: ServerResponse): void {
  const location = paths.signIn(nextPath(request.url));
  response.writeHead(307, { ...COMMON_HEADERS, Location: location, 'Content-Length': 0 });
  response.end();
}

/** Where an answer has begun already, it is broken off: nobody takes a part for the whole. */
function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, cookies }: TextAnswer,
  more: Record<string, string>,
): void {
  if (response.destroyed) return;
  if (response.headersSent) return void response.destroy();
  const length = { 'Content-Length': Buffer.byteLength(body) };
  const set = cookies && cookies.length > 0 ? { 'Set-Cookie': [...cookies] } : {};
  response.writeHead(status, { ...headers, ...more, ...length, ...set });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** What of a Node request is asked before anything else; `signal` where somebody watches the caller. */
function incomingOf(request: IncomingMessage, signal: AbortSignal): IncomingRequest {
  return {
    method: request.method ?? '',
    address: request.url ?? '',
    header(name) {
      const value = request.headers[name];
      return (typeof value === 'string' ? value : value?.[0]) ?? null;
    },
    readBody: () => readIncomingBody(request),
    signal,
  };
}

/** Routes that are open to everybody ask nobody who he is, and a load balancer knows no host name. */
function identify(
  { services, requireHost }: HttpContext,
  { right }: Route,
  incoming: IncomingRequest,
): Promise<Actor> | Actor {
  if (right !== 'check-health') requireHost(incoming);
  return may(NOBODY, right) ? NOBODY : services.access.identify(incoming);
}

function refuseTooLarge({ address, header }: IncomingRequest): void {
  if (address.length > LONGEST_ADDRESS) {
    throw new LegatoError('invalid-request', 'This address is too long: check the link.');
  }
  if (Number(header('content-length') ?? 0) > LARGEST_BODY_BYTES) {
    throw new LegatoError('invalid-request', 'This request is too large.');
  }
}

/** RFC 9110, section 15.5.6. */
function refuseOtherMethod(
  { contract }: Route,
  { method }: IncomingRequest,
  headers: Record<string, string>,
): void {
  if (!contract) return;
  const allowed = methodsOf(contract);
  if (allowed.includes(method)) return;
  headers.Allow = allowed.join(', ');
  throw new LegatoError('method-not-allowed', `Use ${allowed.join(' or ')} here.`);
}
