import type { Actor } from '@/lib/access/actor';
import type { AuditClient, AuditedAct } from '@/lib/access/audit/audit-event';
import type { Right } from '@/lib/access/rights';
import type { Services } from '@/lib/calls/services';
import { type Parsed, parseLegNumber, parseUniqueId } from '@/lib/contract/parse-request';
import type { RouteContract } from '@/lib/contract/routes';
import { decodePathValue, patternOf } from '@/lib/contract/url-paths';
import { LegatoError } from '@/lib/errors';
import type { LimitAddress } from './address-limit';
import { type Answer, jsonAnswer } from './answer';
import type { Pacer } from './pacer';
import type { RequestLog } from './problem-answer';

/** What a route works with, beside what was asked. */
export interface Asking {
  services: Services;
  pacer: Pacer;
  /** Of the question whether the PBX answers, which nobody has to sign in for. */
  limitReadiness: LimitAddress;
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
export interface Address {
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

/** An address without its query. */
export const pathnameOf = (address: string): string => address.split('?', 1)[0] ?? '';

/** Makes a line of a question: its value as JSON. */
export function jsonLine<Asked, Value>(question: Question<Asked, Value>): Route {
  const { value, fitsPage: _, ...rest } = question;
  return line({
    ...rest,
    answer: async (asking, asked) => jsonAnswer(await value(asking, asked)),
  });
}

/** Makes a line that can stand beside lines that read other things. */
export function line<Asked>({ streams = false, read, answer, audit, ...rest }: Line<Asked>): Route {
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
    for (const name in groups) path[name] = decodePathValue(groups[name] ?? '');
  } catch (cause) {
    const message = 'The address is not percent-encoded UTF-8: check the link.';
    throw new LegatoError('invalid-request', message, { cause });
  }
  // No name that is looked for holds it, and PostgreSQL takes no text that does.
  if (/%00|\0/.test(address)) {
    throw new LegatoError('invalid-request', 'The address holds a character zero: check the link.');
  }
  return { path, query: query === '' ? NO_QUERY : new URLSearchParams(query) };
}

export function readUniqueId({ path }: Address): string {
  return orRefuse(parseUniqueId(path.uniqueId ?? ''));
}

export function readLeg({ path }: Address): { uniqueId: string; leg: number } {
  return {
    uniqueId: orRefuse(parseUniqueId(path.uniqueId ?? '')),
    leg: orRefuse(parseLegNumber(path.leg ?? '')),
  };
}

/** The value of what was parsed, or the refusal of the request that held it. */
export function orRefuse<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new LegatoError('invalid-request', parsed.message);
}
