import { PAGE_PATHS } from '@/lib/contract/url-paths';
import { inHeader, onWire, withHostile, withoutLineEnds } from '@/lib/http/fuzz-requests-fixture';
import { bent, hostileText, type KnownValues } from '@/lib/http/fuzz-values-fixture';
import type { RawRequest } from '@/lib/http/send-raw-fixture';
import { pick } from '@/lib/simulator/random';

type Random = () => number;
type Header = [name: string, value: string];

/** Every page, those of calls more often, an address without one, and what is served beside them. */
export const PAGE_TARGETS: readonly string[] = [
  ...[PAGE_PATHS.call, PAGE_PATHS.call, PAGE_PATHS.home, PAGE_PATHS.home, PAGE_PATHS.listening],
  ...Object.values(PAGE_PATHS),
  '/{missing}',
  '/{missing}/{missing}',
  '/_next/{missing}',
  '/_next/static/{missing}',
  '/_next/image?url={missing}&w=64&q=75',
  '/_next/data/{missing}/index.json',
  '/icon.svg',
];

/** Names that the pages read in their query, and those by which Next speaks to itself. */
const QUERY_NAMES = [
  ...[
    'tag',
    'uniqueId',
    'q',
    'leg',
    't',
    'next',
    'refused',
    'token',
    'person',
    'action',
    'outcome',
  ],
  ...[
    'from',
    'to',
    'view',
    'sort',
    'cursor',
    'day',
    'team',
    '_rsc',
    'nxtPuniqueId',
    '__nextLocale',
  ],
];

/** The router's trees of pages, as its browser side sends them. */
const PAGE = ['__PAGE__', {}];
const CALL_ID = ['uniqueId', '1.2', 'd', null];
const TREES = [
  JSON.stringify(['', { children: ['(console)', { children: PAGE }] }, null, null, 1]),
  JSON.stringify(['', { children: ['sign-in', { children: PAGE }] }, null, 'refetch']),
  JSON.stringify([
    '',
    { children: ['(console)', { children: ['calls', { children: [CALL_ID, {}] }] }] },
  ]),
  JSON.stringify(['', {}, null, 'inside-shared-layout']),
  JSON.stringify(['', { children: ['(console)', {}] }, null, 'metadata-only']),
];
const BROKEN_TREES = [
  JSON.stringify(['', { children: ['__proto__', {}] }, '/', 'refetch']),
  JSON.stringify([['uniqueId', '../../etc/passwd', 'c', null], {}]),
  JSON.stringify({ '0': '', length: 1 }),
  `${'["",{"children":'.repeat(600)}["",{}]${'}]'.repeat(600)}`,
  '[',
  'null',
  '"x"',
];

/** Headers that Next or its router reads, with values that somebody might try. */
const ROUTER_HEADERS: Readonly<Record<string, readonly string[]>> = {
  'Next-Router-Prefetch': ['1', '2', '0', 'x'],
  'Next-Router-Segment-Prefetch': ['/_tree', '/_index', '/_full', '/../..', '/calls/$d$uniqueId'],
  'Next-Url': ['/', '/calls/1.2', '//evil.example', '/../../..', 'https://evil.example/'],
  'Next-HMR-Refresh': ['1'],
  'X-Nextjs-Data': ['1'],
  'X-Middleware-Prefetch': ['1'],
  'X-Middleware-Rewrite': ['http://127.0.0.1:1/', '/people'],
  'X-Middleware-Subrequest': ['middleware:middleware:middleware:middleware:middleware', 'proxy'],
  'X-Middleware-Invoke': ['1'],
  'X-Matched-Path': ['/people', '/_error', '/../x'],
  'X-Invoke-Path': ['/people', '/_error', '/api/log'],
  'X-Invoke-Status': ['500', '200', 'x'],
  'X-Invoke-Error': ['{"message":"x"}', '{'],
  'X-Invoke-Output': ['/_error', '/people'],
  'X-Now-Route-Matches': ['1=1.2', '%'],
  'X-Prerender-Revalidate': ['1'],
  'X-Nonce': ['mine', '"><script>'],
  'X-Request-Id': ['mine', '<b>'],
  Purpose: ['prefetch'],
  'Sec-Fetch-Dest': ['document', 'empty', 'iframe'],
};

const ACTION_IDS = [
  '0'.repeat(40),
  '7f'.padEnd(42, 'a'),
  '__proto__',
  'constructor',
  '',
  '../../server.js',
  'x'.repeat(5_000),
];

/** A request for a page that no browser sends: as a document, as data of the router, or as an act of Next's. */
export function fuzzedPage(
  random: Random,
  { target, known, identity }: { target: string; known: KnownValues; identity: Header[] },
): RawRequest {
  const fitting = pick(random, [1, 0.9, 0.8, 0.5]);
  const text = (name: string): string => {
    const usual = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!usual || random() > fitting) return hostileText(random);
    const value = String(pick(random, usual));
    return random() < fitting ? value : bent(random, value);
  };
  const path = target.replace(/\{(\w+)\}/g, (_, name: string) => onWire(random, text(name)));
  const names = Array.from({ length: pick(random, [0, 1, 1, 2, 3]) }, () =>
    random() < 0.95 ? pick(random, QUERY_NAMES) : hostileText(random),
  );
  // What a page is about is asked more often than the rest.
  if (target === PAGE_PATHS.home && random() < 0.7) names.push(pick(random, ['tag', 'uniqueId']));
  if (target === PAGE_PATHS.rights && random() < 0.7) names.push('uniqueId');
  const query = names.map((name) => `${onWire(random, name)}=${onWire(random, text(name))}`);
  const search = query.length > 0 ? `${path.includes('?') ? '&' : '?'}${query.join('&')}` : '';
  const asked = pick(random, [asDocument, asDocument, asRouter, asRouter, asAction])(random);
  return {
    method: asked.method,
    target: withoutLineEnds(path + search) || '/',
    headers: withHostile(random, [['Host', 'localhost'], ...identity, ...asked.headers]),
    body: asked.body,
  };
}

type Asked = Pick<RawRequest, 'method' | 'body'> & { headers: Header[] };

function asDocument(random: Random): Asked {
  const method =
    random() < 0.9 ? 'GET' : pick(random, ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);
  const headers: Header[] = [['Accept', 'text/html'], ...routerHeaders(random, 0.2)];
  return { method, headers, body: method === 'POST' ? formOf(random).body : null };
}

function asRouter(random: Random): Asked {
  const broken = random() < 0.5 ? pick(random, BROKEN_TREES) : hostileText(random);
  const tree = random() < 0.7 ? pick(random, TREES) : broken;
  const sent = random() < 0.9 ? encodeURIComponent(Buffer.from(tree).toString()) : inHeader(tree);
  const headers: Header[] = [['RSC', random() < 0.9 ? '1' : inHeader(hostileText(random))]];
  if (random() < 0.8) headers.push(['Next-Router-State-Tree', sent]);
  return { method: 'GET', headers: [...headers, ...routerHeaders(random, 0.6)], body: null };
}

/** Legato has none, and Next would read the body all the same. */
function asAction(random: Random): Asked {
  const { type, body } = formOf(random);
  const id = random() < 0.8 ? pick(random, ACTION_IDS) : inHeader(hostileText(random));
  const headers: Header[] = [['Content-Type', type]];
  if (random() < 0.8) headers.push(['Next-Action', id]);
  if (random() < 0.5) headers.push(['Accept', 'text/x-component']);
  return { method: 'POST', headers: [...headers, ...routerHeaders(random, 0.4)], body };
}

function formOf(random: Random): { type: string; body: Buffer } {
  const id = pick(random, ACTION_IDS);
  const field = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const multipart = `${field(`$ACTION_ID_${id}`, '')}${field('1_$ACTION_REF_1', hostileText(random))}--x--\r\n`;
  return pick(random, [
    { type: 'multipart/form-data; boundary=x', body: Buffer.from(multipart) },
    { type: 'multipart/form-data; boundary=x', body: Buffer.from(multipart.slice(0, -9)) },
    { type: 'multipart/form-data', body: Buffer.from(multipart) },
    { type: 'text/plain;charset=UTF-8', body: Buffer.from('["$F1"]') },
    { type: 'text/plain;charset=UTF-8', body: Buffer.from('["$Q1","$K1","$@2"]') },
    { type: 'application/x-www-form-urlencoded', body: Buffer.from(`$ACTION_ID_${id}=1`) },
    { type: 'application/json', body: Buffer.from('['.repeat(30_000)) },
    { type: 'application/octet-stream', body: Buffer.alloc(70_000, 'x') },
    { type: 'text/plain', body: Buffer.alloc(0) },
  ]);
}

const routerHeaders = (random: Random, chance: number): Header[] =>
  Array.from({ length: random() < chance ? pick(random, [1, 2, 4]) : 0 }, (): Header => {
    const [name, values] = pick(random, Object.entries(ROUTER_HEADERS));
    return [name, random() < 0.8 ? pick(random, values) : inHeader(hostileText(random))];
  });
