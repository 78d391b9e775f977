import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '@/lib/contract/problem';
import { ROUTES } from '@/lib/contract/routes';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { createAddressLimit } from './address-limit';
import { sendRaw } from './send-raw-fixture';

let legato: LegatoUnderTest;
beforeAll(async () => {
  legato = await startLegatoUnderTest({
    settings: { TRUSTED_PROXIES: '127.0.0.1' },
    next: async (_request, response) => void response.end('a page'),
  });
});
afterAll(() => legato.close());

const ask = (
  target: string,
  headers: [string, string][] = [['Host', 'localhost']],
  method = 'GET',
) =>
  sendRaw(
    Number(new URL(legato.url).port),
    { method, target, headers, body: null },
    { withinMs: 20_000 },
  );
const codeOf = ({ body }: { body: string }) => Problem.parse(JSON.parse(body)).code;

describe('a target in absolute form (RFC 9112, section 3.2.2)', () => {
  it.each(['/api/health', '/calls/1.2', ''])(
    'names a page or a part of the API: %s',
    async (path) => {
      expect(await ask(`http://localhost${path}`)).toMatchObject({ status: 200 });
    },
  );

  it('says by which name Legato is asked, whatever the Host says', async () => {
    const own = [['Host', 'localhost']] satisfies [string, string][];
    const foreign = [['Host', 'evil.example']] satisfies [string, string][];
    const path = '/api/calls?tag=none';
    expect(await ask(`HTTP://LOCALHOST:80${path}`, foreign)).toMatchObject({ status: 200 });
    expect(codeOf(await ask(`http://evil.example${path}`, own))).toBe('forbidden');
  });

  it.each(['http://', 'http:///api/health', 'http://a@localhost/api/health', 'ftp://localhost/'])(
    'is refused as %s',
    async (target) => {
      expect(codeOf(await ask(target))).toBe('invalid-request');
    },
  );

  it('leaves its path as it was sent', async () => {
    expect(await ask('http://localhost/x/../api/health')).toMatchObject({ body: 'a page' });
  });
});

describe('a Host', () => {
  it.each<[string, [string, string][]]>([
    ['is missing', []],
    [
      'is doubled',
      [
        ['Host', 'localhost'],
        ['Host', 'evil.example'],
      ],
    ],
    [
      'is the same twice',
      [
        ['Host', 'localhost'],
        ['host', 'localhost'],
      ],
    ],
    ['names two', [['Host', 'localhost, evil.example']]],
    ['has a path', [['Host', 'localhost/x']]],
  ])('that %s is refused', async (_, headers) => {
    for (const target of ['/api/health', '/', 'http://localhost/']) {
      const answer = await ask(target, headers);
      expect(answer.status).toBe(400);
      expect(codeOf(answer)).toBe('invalid-request');
    }
  });
});

describe('a page of another site', () => {
  const of = (site: string, more: Record<string, string> = {}): [string, string][] =>
    Object.entries({ Host: 'localhost', 'Sec-Fetch-Site': site, ...more });
  const TARGETS = ['/', '/calls/1.2', '/api/calls?tag=x', '/api/health?ready', '/icon.svg'];

  it.each(['cross-site', 'same-site'])('that is %s loads nothing', async (site) => {
    for (const target of TARGETS) {
      for (const [mode, dest] of [
        ['no-cors', 'image'],
        ['no-cors', 'audio'],
        ['no-cors', 'script'],
        ['cors', 'empty'],
        ['navigate', 'object'],
        ['navigate', 'embed'],
      ] as const) {
        const headers = of(site, { 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest });
        const answer = await ask(target, headers);
        expect([target, mode, dest, answer.status]).toEqual([target, mode, dest, 403]);
        expect(codeOf(answer)).toBe('forbidden');
      }
    }
  });

  it('may link to Legato and frame it', async () => {
    for (const dest of ['document', 'iframe']) {
      const headers = of('cross-site', { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': dest });
      for (const target of ['/', '/calls/1.2', '/api/calls?tag=x']) {
        expect((await ask(target, headers)).status).toBe(200);
      }
      expect((await ask('/', headers, 'POST')).status).toBe(405);
      expect((await ask('/api/authenticate', headers, 'POST')).status).toBe(403);
    }
  });

  it.each(['same-origin', 'none'])('is none where a browser says %s', async (site) => {
    for (const target of ['/', '/api/calls?tag=x']) {
      expect((await ask(target, of(site, { 'Sec-Fetch-Mode': 'cors' }))).status).toBe(200);
    }
  });
});

describe('whoever asks whether Legato is ready', () => {
  const from = (address: string) =>
    [
      ['Host', 'localhost'],
      ['X-Forwarded-For', address],
    ] satisfies [string, string][];
  it('more than once a second is told when to ask again, and others are not', async () => {
    const statuses = [];
    for (let count = 0; count < 40; count += 1) {
      statuses.push((await ask('/api/health?ready', from('192.0.2.7'))).status);
    }
    expect(statuses[0]).toBe(200);
    expect(statuses).toContain(429);
    const refused = await ask('/api/health?ready', from('192.0.2.7'));
    expect(codeOf(refused)).toBe('too-many-requests');
    expect(refused.head).toMatch(/^Retry-After: [1-9]/m);
    expect((await ask('/api/health?ready', from('192.0.2.8'))).status).toBe(200);
    expect((await ask('/api/health', from('192.0.2.7'))).status).toBe(200);
  });

  it('is counted by clock, by network, and forgotten at a bound', () => {
    let nowMs = 1_000_000;
    const limit = createAddressLimit(() => nowMs, 2);
    const use = (address: string, times: number) => {
      for (let count = 0; count < times; count += 1) limit(address);
    };
    use('2001:db8::1', 30);
    expect(() => limit('2001:db8::2')).toThrow('more than once a second');
    nowMs += 1_000;
    limit('2001:db8::3');
    expect(() => limit('2001:db8::1')).toThrow();
    // A clock that is set back by a year.
    nowMs = 1_000;
    expect(() => use('2001:db8::1', 1)).toThrow();
    nowMs += 1_000;
    use('2001:db8::1', 1);
    use('192.0.2.1', 30);
    limit('192.0.2.2');
    limit('192.0.2.3');
    use('192.0.2.1', 30);
  });
});

it('429 is described where it is answered', () => {
  const described = Object.entries(ROUTES)
    .filter(([, { answers }]) => 429 in answers)
    .map(([name]) => name);
  expect(described.sort()).toEqual([
    'addPerson',
    'changePassword',
    'checkHealth',
    'givePassword',
    'proveSecondFactor',
    'setUp',
    'signIn',
    'startSecondFactor',
    'takeDemoPerson',
    'verifyLog',
  ]);
});
