import { openApiDocument } from '@/lib/contract/openapi';
import type { RouteContract, RouteParameter } from '@/lib/contract/routes';
import { between, pick } from '@/lib/simulator/random';
import {
  bent,
  hostileText,
  type JsonSchema,
  type KnownValues,
  objectFor,
  valueFor,
} from './fuzz-values-fixture';
import type { RawRequest } from './send-raw-fixture';

type Random = () => number;
type Header = readonly [name: string, value: string];

const METHODS = [
  'HEAD',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'get',
  'X',
];

/** Headers that something on the way reads, whether or not a route names them. */
const HEADERS = [
  ...['Host', 'Cookie', 'Authorization', 'Origin', 'Sec-Fetch-Site', 'Sec-Fetch-Mode', 'Referer'],
  ...['User-Agent', 'Accept', 'Accept-Encoding', 'Content-Type', 'Content-Encoding', 'Expect'],
  ...['If-Match', 'If-None-Match', 'If-Range', 'If-Modified-Since', 'If-Unmodified-Since', 'Range'],
  ...['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'Forwarded', 'X-Request-Id'],
  ...['X-Legato-Client', 'X-Legato-Scheme', 'X-Middleware-Subrequest', 'RSC', 'Next-Action'],
  ...['Next-Router-State-Tree', 'X-HTTP-Method-Override', 'Upgrade', 'TE', 'Via', '__proto__'],
];
const HEADER_VALUES: Readonly<Record<string, readonly string[]>> = {
  Host: [
    'localhost',
    '127.0.0.1:1',
    '[::1]',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1:99999',
  ],
  Origin: ['null', 'http://evil.example', 'http://localhost'],
  'Sec-Fetch-Site': ['same-origin', 'cross-site', 'none', 'same-site'],
  'Content-Type': [
    'application/json',
    'application/json; charset=utf-16',
    'text/plain',
    'multipart/form-data',
  ],
  'Content-Encoding': ['gzip', 'identity'],
  'Accept-Encoding': ['gzip', 'br', 'gzip, br;q=0', 'identity;q=0', '*;q=0'],
  'X-Forwarded-For': [
    '192.0.2.1',
    '::ffff:192.0.2.1',
    '192.0.2.1, , x',
    `${'1.1.1.1,'.repeat(300)}1.1.1.1`,
  ],
  'X-Forwarded-Proto': ['https', 'http', 'https,http'],
  Expect: ['100-continue'],
  Range: [
    'bytes=0-1',
    'bytes=0-',
    'bytes=-2',
    'bytes=4-9',
    'bytes=0-0,2-3',
    'bytes=99999999999999999999-',
  ],
};

const SCHEMAS: Readonly<Record<string, JsonSchema>> = JSON.parse(
  JSON.stringify(openApiDocument('0').components),
).schemas;

/** A request to a route with values that nobody should send, in some or all of its fields. */
export function fuzzedRequest(
  random: Random,
  {
    contract,
    known,
    identity,
  }: { contract: RouteContract; known: KnownValues; identity: Header[] },
): RawRequest {
  // With all fields wrong at once a request gets no further than the first of them.
  const fitting = pick(random, [1, 0.9, 0.8, 0.5]);
  const value = ({ name, schema }: RouteParameter) =>
    asText(valueFor(random, { name, schema, known }, random() < fitting));
  const maybeBent = (text: string) => (random() < fitting ? text : bent(random, text));
  const inPath = new Map(
    contract.parameters.filter((one) => one.in === 'path').map((one) => [one.name, one]),
  );
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = inPath.get(name) ?? { name, in: 'path', description: '', schema: {} };
    return onWire(random, maybeBent(value(parameter)));
  });
  const query = contract.parameters
    .filter((one) => one.in === 'query')
    .flatMap((one) =>
      Array.from({ length: howOften(random, fitting) }, () => [one.name, value(one)] as const),
    );
  if (random() > Math.max(fitting, 0.9)) query.push([hostileText(random), hostileText(random)]);
  const search = query.map(([name, text]) => `${onWire(random, name)}=${onWire(random, text)}`);
  const headers: Header[] = contract.parameters
    .filter((one) => one.in === 'header' && random() < 0.7)
    .map((one) => [one.name, inHeader(headerValue(random, one.name))]);
  const isPosted = contract.method === 'POST';
  const method = random() < 0.9 ? contract.method : pick(random, METHODS);
  const posted =
    isPosted || random() < 0.03 ? bodyFor(random, contract.body, { known, fitting }) : null;
  if (posted && random() < 0.95) headers.push(['Content-Type', 'application/json']);
  return {
    method,
    target: withoutLineEnds(path + (search.length > 0 ? `?${search.join('&')}` : '')),
    headers: withHostile(random, [['Host', 'localhost'], ...identity, ...headers]),
    body: posted,
  };
}

/** An address of the API that no route may have. */
export function fuzzedAddress(random: Random, identity: Header[]): RawRequest {
  const parts = Array.from({ length: between(random, 1, 4) }, () =>
    onWire(random, hostileText(random)),
  );
  return {
    method: pick(random, ['GET', 'GET', 'POST', ...METHODS]),
    target:
      withoutLineEnds(pick(random, ['/', '/api/', '/api/calls/', '']) + parts.join('/')) || '/',
    headers: withHostile(random, [['Host', 'localhost'], ...identity]),
    body: null,
  };
}

/** None, one or two more headers, or others in the place of those that are there. */
export function withHostile(random: Random, headers: Header[]): Header[] {
  const more = Array.from({ length: pick(random, [0, 0, 1, 2]) }, (): Header => {
    const name = pick(random, HEADERS);
    return [name, inHeader(headerValue(random, name))];
  });
  const replaced = new Set(random() < 0.5 ? more.map(([name]) => name) : []);
  return [...headers.filter(([name]) => !replaced.has(name)), ...more];
}

function headerValue(random: Random, name: string): string {
  const usual = Object.hasOwn(HEADER_VALUES, name) ? HEADER_VALUES[name] : undefined;
  if (usual && random() < 0.6) return pick(random, usual);
  return hostileText(random);
}

function bodyFor(
  random: Random,
  body: string | undefined,
  { known, fitting }: { known: KnownValues; fitting: number },
): Buffer {
  const roll = random() * (1.2 - fitting);
  const made = objectFor(random, SCHEMAS[body ?? ''] ?? {}, known, fitting);
  const text = JSON.stringify(made);
  if (roll < 0.2) return Buffer.from(text);
  if (roll < 0.35) return Buffer.from(bent(random, text));
  if (roll < 0.4) return Buffer.from(text, 'utf16le');
  return pick(random, [
    () => Buffer.alloc(0),
    () => Buffer.from(JSON.stringify([made])),
    () => Buffer.from(JSON.stringify(hostileText(random))),
    () => Buffer.from('['.repeat(30_000)),
    () => Buffer.from(`${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`),
    () => Buffer.from(`{"__proto__":${text},"constructor":${text}}`),
    () => Buffer.alloc(70_000, 'x'),
    () => Buffer.from(Array.from({ length: 64 }, () => between(random, 0, 255))),
  ])();
}

const howOften = (random: Random, fitting: number) =>
  random() < fitting ? pick(random, [0, 0, 1]) : pick(random, [1, 2, 3]);
const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');

/** Percent-encoded as it should be, twice, not at all, or not in UTF-8. */
export function onWire(random: Random, text: string): string {
  const encoded = encodeURIComponent(Buffer.from(text).toString());
  const roll = random();
  if (roll < 0.94) return encoded;
  if (roll < 0.96) return encodeURIComponent(encoded);
  if (roll < 0.98) return inHeader(text);
  return [...Buffer.from(text, 'latin1')].map((byte) => `%${byte.toString(16)}`).join('');
}

/** Line ends would make another request of it; everything else may be sent. */
export const withoutLineEnds = (text: string): string => text.replace(/[\r\n]/g, '');
/** As `withoutLineEnds`, as one byte a character. */
export const inHeader = (text: string): string =>
  withoutLineEnds(Buffer.from(text).toString('latin1'));
