import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestClient, LEG, startStub, stopAll } from './client-under-test';

afterEach(stopAll);

/** What a client makes of an answer of the PBX, sent as it stands. */
async function ask(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200) {
  const stub = await startStub((_, response) => response.writeHead(status, headers).end(body));
  return createTestClient(stub).retrieveMetaData('1234');
}

const JSON_LEGS = JSON.stringify([LEG]);
/** Longer than what is parsed in one go. */
const filled = (text: string) => text.replace(/[\]}]$/, (end) => `${' '.repeat(70_000)}${end}`);

describe.each([
  ['short', (text: string) => text],
  ['long', filled],
])('a %s reply', (_, sized) => {
  it('keeps every digit of numbers that are names', async () => {
    const text = sized(
      `[{"UniqueId":1764025200.830,"Leg":1,"CallRecordId":9007199254740993,"Start":"${LEG.Start}","Duration":4,"Source":"he said \\"1.50\\", 2.0"},
        {"UniqueId":1764025200.83,"Leg":1,"CallRecordId":9007199254740992,"Start":"${LEG.Start}","Duration":4.0}]`,
    );
    const { legs } = await ask(text);
    expect(legs.map(({ uniqueId, callRecordId }) => [uniqueId, callRecordId])).toEqual([
      ['1764025200.830', '9007199254740993'],
      ['1764025200.83', '9007199254740992'],
    ]);
    expect(legs.map(({ durationSeconds }) => durationSeconds)).toEqual([4, 4]);
    expect(legs[0]?.source).toBe('he said "1.50", 2.0');
  });

  it('may begin with a byte-order mark', async () => {
    expect((await ask(sized(`\uFEFF${JSON_LEGS}`))).legs).toHaveLength(1);
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('may be packed by %s though nobody asked for that', async (coding, pack) => {
    const { legs } = await ask(pack(sized(JSON_LEGS)), { 'content-encoding': coding });
    expect(legs).toHaveLength(1);
  });

  it('is read in the charset that it states where it is no UTF-8', async () => {
    const text = sized(JSON.stringify([{ ...LEG, Username: 'Zoë' }]));
    const type = { 'content-type': 'application/json;charset=ISO-8859-1' };
    for (const encoding of ['latin1', 'utf8'] as const) {
      const { legs } = await ask(Buffer.from(text, encoding), type);
      expect(legs[0]?.username).toBe('Zoë');
    }
  });

  it('may be a map of which one row is bad', async () => {
    const { legs, warnings } = await ask(sized(JSON.stringify({ a: LEG, b: 'gone', c: { x: 1 } })));
    expect(legs).toHaveLength(1);
    expect(warnings.map(({ code }) => code)).toEqual(['unreadable-leg', 'unreadable-leg']);
  });

  it.each([
    ['under another name', { Code: 0, Message: '', legs: [LEG] }],
    ['one deeper', { code: 0, message: '', data: { entities: [LEG] } }],
    ['as a map', { code: 0, message: '', recordings: { 198348: LEG } }],
    ['beside it', { code: 0, message: '', 198348: LEG }],
  ])('with legs in an envelope %s is bad, and not “no calls”', async (_where, body) => {
    await expect(ask(sized(JSON.stringify(body)))).rejects.toMatchObject({ kind: 'bad-reply' });
  });

  it('of an envelope may have more members than are known', async () => {
    const body = { code: 0, message: '', requestId: 'x-1', entities: [LEG], page: { of: 1 } };
    expect((await ask(sized(JSON.stringify(body)))).legs).toHaveLength(1);
  });
});

it('a packed reply that is cut off or no such pack is bad', async () => {
  const headers = { 'content-encoding': 'gzip' };
  const packed = gzipSync(JSON_LEGS.repeat(50));
  for (const body of [packed.subarray(0, packed.length - 20), Buffer.from(JSON_LEGS)]) {
    await expect(ask(body, headers)).rejects.toMatchObject({
      kind: 'bad-reply',
      message: expect.stringContaining('compressed, and broken or cut off'),
    });
  }
});

it('a small pack of a huge reply is refused at the bound of replies', async () => {
  const packed = gzipSync(Buffer.alloc(40 * 1024 * 1024, ' '));
  await expect(ask(packed, { 'content-encoding': 'gzip' })).rejects.toMatchObject({
    message: expect.stringContaining('larger than 16 MB'),
  });
});

it.each([
  ['numbers', '1,'],
  ['legs', `${JSON.stringify(LEG)},`],
])('more than 50,000 %s are refused', async (_, row) => {
  await expect(ask(`[${row.repeat(50_001).slice(0, -1)}]`)).rejects.toMatchObject({
    kind: 'bad-reply',
    message: expect.stringContaining('more than 50,000 legs'),
  });
});

it('an answer may be preceded by “100 Continue”, and no later question by two', async () => {
  const stub = await startStub((_, response) => {
    response.writeContinue();
    response.end(JSON_LEGS);
  });
  const client = createTestClient(stub);
  for (const tag of ['1', '2', '3']) {
    expect((await client.retrieveMetaData(tag)).legs).toHaveLength(1);
  }
  expect(stub.requests.map(({ query }) => new URLSearchParams(query).get('tag'))).toEqual([
    '1',
    '1',
    '2',
    '3',
  ]);
});

it('a date that cannot be read is named', async () => {
  const { warnings } = await ask(JSON.stringify([{ ...LEG, Start: '14/09/2021 15:03' }]));
  expect(warnings[0]?.message).toContain('its start “14/09/2021 15:03” could not be read');
});

describe('a recording of which the PBX sends a part', () => {
  async function open(contentRange: string) {
    const answer = (response: ServerResponse) =>
      response.writeHead(206, { 'content-range': contentRange }).end('RIFF');
    const stub = await startStub((_, response) => answer(response));
    const address = { uniqueId: '1.2', leg: 1, callRecordId: null, tag: null };
    const { signal } = new AbortController();
    const { body } = await createTestClient(stub).retrieveRecording(address, signal);
    let text = '';
    for await (const chunk of body) text += Buffer.from(chunk).toString();
    return text;
  }

  it('is whole where the part is all of it', async () => {
    expect(await open('bytes 0-3/4')).toBe('RIFF');
  });

  it('ends too soon where more was to come', async () => {
    await expect(open('bytes 0-3/100')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('4 of 100 bytes'),
    });
  });

  it.each(['bytes 4-7/8', 'nonsense'])('is refused as %s', async (range) => {
    await expect(open(range)).rejects.toMatchObject({ kind: 'bad-reply' });
  });
});
