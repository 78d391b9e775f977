import { describe, expect, it } from 'vitest';
import { createLogger } from './log';

const KEY = '6f1c/2b"e9 ü-4d3a';
const HASH = 'a'.repeat(64);

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ level: 'info', secrets: [KEY], destination }));
  return lines.join('');
}

describe('a log line', () => {
  it('is JSON with the time, the level as a word and the message', () => {
    const line = JSON.parse(logged((log) => log.warn({ tag: 'INV-1' }, 'nothing found')));
    expect(line).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      tag: 'INV-1',
      msg: 'nothing found',
    });
  });

  it('is not written below the level', () => {
    expect(logged((log) => log.debug('too fine'))).toBe('');
  });

  it('writes an error with its code and its causes', () => {
    const error = new Error('outer', { cause: new Error('inner') });
    const output = logged((log) => log.error({ err: Object.assign(error, { code: 'X-1' }) }));
    expect(output).toContain('outer');
    expect(output).toContain('inner');
    expect(output).toContain('X-1');
  });

  it('names an error as it names itself, whatever its class is called', () => {
    class Q extends Error {
      override readonly name = 'NoojeeError';
    }
    const line = JSON.parse(logged((log) => log.warn({ err: new Q('refused') }, 'asking')));
    expect(line.err).toMatchObject({ type: 'NoojeeError', message: 'refused' });
  });

  it.each([
    ['a message', (log) => log.error(`GET /?apiKey=${KEY}&tag=1`)],
    ['an encoded URL', (log) => log.error(`https://pbx/?x=${encodeURIComponent(KEY)}`)],
    ['a URL object', (log) => log.error({ at: new URL(`https://pbx/?a=${KEY}`) })],
    ['a request', (log) => log.error({ req: new Request(`https://pbx/?apiKey=${KEY}`), m: KEY })],
    ['a form', (log) => log.error({ body: new URLSearchParams({ k: KEY }).toString() })],
    ['JSON inside a string', (log) => log.error({ body: JSON.stringify({ k: KEY }) })],
    ['a field named apiKey', (log) => log.error({ apiKey: KEY })],
    ['a nested field', (log) => log.error({ noojee: { options: { apiKey: KEY } } })],
    ['request headers', (log) => log.error({ req: { headers: { authorization: KEY } } })],
    ['an error', (log) => log.error(new Error(KEY))],
    ['an error’s property', (log) => log.error(Object.assign(new Error('x'), { url: KEY }))],
    ['a cause', (log) => log.error({ err: new Error('x', { cause: new Error(KEY) }) })],
    ['a child logger', (log) => log.child({ url: `/?apiKey=${KEY}` }).error('x')],
  ] satisfies [string, (log: ReturnType<typeof createLogger>) => void][])(
    'holds no key that stood in %s',
    (_, write) => {
      const output = logged(write);
      expect(() => JSON.parse(output)).not.toThrow();
      expect(output).toContain('[redacted]');
      expect(output).not.toContain('6f1c');
      expect(output).not.toContain('4d3a');
    },
  );

  it.each([`?timeStamp=1&hash=${HASH}`, `the hash ${HASH} was refused`])(
    'holds no hash: %s',
    (message) => {
      expect(logged((log) => log.error(message))).not.toContain(HASH);
    },
  );

  it('leaves a cookie and what carries it out', () => {
    const headers = { cookie: 'session=abc', 'set-cookie': 'session=abc' };
    const output = logged((log) => log.info({ req: { headers }, res: { headers } }));
    expect(output).not.toContain('session=abc');
  });
});
