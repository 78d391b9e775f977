import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestClient, reply, startStub, stopAll } from './client-under-test';
import type { NoojeeClientOptions } from './create-noojee-client';
import type { LegAddress, NoojeeRecording } from './leg';

afterEach(stopAll);

const ADDRESS: LegAddress = { uniqueId: '1.2', leg: 1, callRecordId: null, tag: null };

async function open(
  answer: (response: ServerResponse) => unknown,
  options: Partial<NoojeeClientOptions> = {},
) {
  const stub = await startStub((_, response) => answer(response));
  const controller = new AbortController();
  const client = createTestClient(stub, options);
  const opening = client.retrieveRecording(ADDRESS, controller.signal);
  return { stub, controller, opening };
}

async function readAll({ body }: NoojeeRecording): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Sends without end, as fast as it is read. */
function sendForever(response: ServerResponse) {
  let sentBytes = 0;
  const part = Buffer.alloc(64 * 1024, 'x');
  const send = () => {
    while (!response.destroyed && response.write(part)) sentBytes += part.length;
  };
  response.on('drain', send);
  send();
  return () => sentBytes;
}

describe('a recording', () => {
  it('arrives byte for byte with its length', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
    const { opening } = await open((response) =>
      response.writeHead(200, { 'content-length': bytes.length }).end(bytes),
    );
    const recording = await opening;
    expect(recording.contentLength).toBe(300_000);
    expect((await readAll(recording)).equals(bytes)).toBe(true);
  });

  it('has no length if the PBX gave none', async () => {
    const { opening } = await open((response) => {
      response.write('RIFF');
      response.end('WAVE');
    });
    const recording = await opening;
    expect(recording.contentLength).toBeNull();
    expect((await readAll(recording)).toString()).toBe('RIFFWAVE');
  });

  it.each([
    ['a web page', '<html>Welcome</html>'],
    ['an envelope about something else', '{"Message":"Recording could not be read","Code":-1}'],
    ['nothing', ''],
    ['something long that begins like JSON', `{${'x'.repeat(100_000)}`],
  ])('that is %s is passed on, to be judged by its content', async (_, text) => {
    const { opening } = await open((response) => response.end(text));
    expect((await readAll(await opening)).toString()).toBe(text);
  });

  it('is refused when an envelope mentions the key', async () => {
    const { opening } = await open((response) =>
      reply(response, { Message: 'Invalid API key', Code: -1 }),
    );
    await expect(opening).rejects.toMatchObject({ kind: 'refused' });
  });

  it.each([404, 410])('that the PBX no longer has (%i) is gone', async (status) => {
    const { opening } = await open((response) => response.writeHead(status).end('<html>'));
    await expect(opening).rejects.toMatchObject({ name: 'LegatoError', code: 'recording-gone' });
  });

  it.each([
    [401, 'refused'],
    [429, 'busy'],
    [500, 'bad-reply'],
  ])('answered with %i is %s', async (status, kind) => {
    const { opening } = await open((response) => response.writeHead(status).end());
    await expect(opening).rejects.toMatchObject({ kind });
  });
});

describe('a recording that ends too soon', () => {
  it('throws after what arrived, with a stated length', async () => {
    const { opening } = await open((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('RIFF', () => setImmediate(() => response.destroy()));
    });
    const iterator = (await opening).body[Symbol.asyncIterator]();
    expect(await iterator.next()).toMatchObject({ done: false });
    await expect(iterator.next()).rejects.toMatchObject({ kind: 'unreachable' });
    expect(await iterator.next()).toMatchObject({ done: true });
  });

  it('throws without a stated length', async () => {
    const { opening } = await open((response) => {
      response.write('RIFF', () => setImmediate(() => response.destroy()));
    });
    await expect(opening.then(readAll)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('throws when the connection itself does not notice that bytes are missing', async () => {
    const fetch = async () => new Response('RIFF', { headers: { 'content-length': '8' } });
    const client = createTestClient({ baseUrl: 'http://pbx.test' }, { fetch });
    const recording = await client.retrieveRecording(ADDRESS, new AbortController().signal);
    await expect(readAll(recording)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('4 of 8 bytes'),
    });
  });

  it('is not an uncaught exception while no one reads', async () => {
    let breakOff = () => {};
    const { opening } = await open((response) => {
      response.write('RIFF');
      breakOff = () => response.destroy();
    });
    const recording = await opening;
    breakOff();
    await new Promise(setImmediate);
    await expect(readAll(recording)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('times out when the PBX stops sending', async () => {
    const { stub, opening } = await open((response) => response.write('RIFF'), {
      timeouts: { idleMs: 40 },
    });
    await expect(opening.then(readAll)).rejects.toMatchObject({ kind: 'timed-out' });
    await expect.poll(() => stub.cancelled()).toBe(1);
  });
});

describe('a recording that no one wants any more', () => {
  it('is cancelled upstream when reading stops early', async () => {
    const { stub, opening } = await open(sendForever);
    for await (const chunk of (await opening).body) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await expect.poll(() => stub.cancelled()).toBe(1);
  });

  it('is cancelled upstream if reading never began', async () => {
    const { stub, opening } = await open(sendForever);
    await (await opening).body[Symbol.asyncIterator]().return?.();
    await expect.poll(() => stub.cancelled()).toBe(1);
  });

  it('is cancelled upstream by its signal while no one reads', async () => {
    const { stub, opening, controller } = await open(sendForever);
    const recording = await opening;
    controller.abort(new Error('nobody listens'));
    await expect.poll(() => stub.cancelled()).toBe(1);
    await expect(readAll(recording)).rejects.toThrow('nobody listens');
  });

  it('ends a read that is waiting when reading stops', async () => {
    const { stub, opening } = await open((response) => response.write('RIFF'));
    const iterator = (await opening).body[Symbol.asyncIterator]();
    await iterator.next();
    const waiting = iterator.next();
    await iterator.return?.();
    expect(await waiting).toMatchObject({ done: true });
    await expect.poll(() => stub.cancelled()).toBe(1);
  });

  it('fails a read that is waiting when its signal aborts', async () => {
    const { stub, opening, controller } = await open((response) => response.write('RIFF'));
    const iterator = (await opening).body[Symbol.asyncIterator]();
    await iterator.next();
    const waiting = iterator.next();
    controller.abort(new Error('nobody listens'));
    await expect(waiting).rejects.toThrow('nobody listens');
    await expect.poll(() => stub.cancelled()).toBe(1);
  });

  it('is cancelled before its headers have come', async () => {
    const { stub, opening, controller } = await open(() => {});
    await expect.poll(() => stub.requests.length).toBe(1);
    controller.abort(new Error('nobody listens'));
    await expect(opening).rejects.toThrow('nobody listens');
    await expect.poll(() => stub.cancelled()).toBe(1);
  });
});

it('a recording is not fetched faster than it is read', async () => {
  let sentBytes = () => 0;
  const { opening, controller } = await open((response) => {
    sentBytes = sendForever(response);
  });
  const iterator = (await opening).body[Symbol.asyncIterator]();
  await iterator.next();
  let last = -1;
  await expect
    .poll(() => {
      const isStill = sentBytes() === last;
      last = sentBytes();
      return isStill;
    })
    .toBe(true);
  expect(last).toBeLessThan(64 * 1024 * 1024);
  controller.abort();
});
