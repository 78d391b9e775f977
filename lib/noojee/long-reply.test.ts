import { afterEach, describe, expect, it } from 'vitest';
import { createSimulator, DEMO_API_KEY } from '@/lib/simulator/create-simulator';
import { serveSimulator } from '@/lib/simulator/serve-simulator';
import { answerOf, createTestClient, LEG, stopAll } from './client-under-test';
import { createPbxFetch } from './create-pbx-fetch';
import { createRedactor } from './create-redactor';
import type { PbxFetch } from './pbx-fetch';
import { readReply } from './read-reply';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await stopAll();
  for (const close of closers.splice(0)) await close();
});

/** A client of a simulated PBX over real HTTP; `afterBody` is called when a reply has arrived whole. */
async function startSimulated(afterBody: () => void = () => {}) {
  const { url, close } = await serveSimulator(createSimulator(), { port: 0, host: '127.0.0.1' });
  const carry = createPbxFetch();
  closers.push(close, () => carry.close());
  const fetch: PbxFetch = async (request) => {
    const answer = await carry(request);
    async function* body() {
      yield* answer.body ?? [];
      afterBody();
    }
    return { ...answer, body: body() };
  };
  return createTestClient({ baseUrl: url }, { apiKey: DEMO_API_KEY, fetch });
}

/** Counts the turns of the event loop that others get until `stop` is called. */
function countTurns() {
  let turns = 0;
  let isStopped = false;
  const turn = () => {
    turns += 1;
    if (!isStopped) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop() {
      isStopped = true;
      return turns;
    },
  };
}

describe('a long reply of the PBX', () => {
  it('is read leg by leg, while others get a turn after every hundred legs', async () => {
    let turns: ReturnType<typeof countTurns> | undefined;
    const client = await startSimulated(() => {
      turns = countTurns();
    });
    const { legs, warnings } = await client.retrieveMetaData('LONG-REPLY');
    expect(turns?.stop()).toBeGreaterThanOrEqual(100);
    expect(warnings).toEqual([]);
    expect(legs).toHaveLength(12_000);
    expect(new Set(legs.map(({ uniqueId }) => uniqueId)).size).toBe(3_000);
  });

  it('keeps the first 20 warnings and counts the rest', async () => {
    const client = await startSimulated();
    const { legs, warnings } = await client.retrieveMetaData('LONG-REPLY-UNREADABLE');
    expect(legs).toEqual([]);
    expect(warnings).toHaveLength(21);
    expect(warnings[20]).toEqual({ code: 'more-warnings', message: 'And 3,412 more.' });
  });

  it('is refused and cancelled once it is larger than any list of legs', async () => {
    const client = await startSimulated();
    await expect(client.retrieveMetaData('ENDLESS-REPLY')).rejects.toMatchObject({
      kind: 'bad-reply',
      message: expect.stringContaining('larger than 16 MB'),
    });
  });

  it('is given up in the middle when the caller leaves', async () => {
    const caller = new AbortController();
    const client = await startSimulated(() => setImmediate(() => caller.abort(new Error('left'))));
    const reply = client.retrieveMetaData('LONG-REPLY', caller.signal);
    await expect(reply).rejects.toThrow('left');
  });
});

describe('a reply that is too long to be parsed in one go', () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => ({ ...LEG, CallRecordId: `${index}` }));
  const judgement = { redact: createRedactor([]), now: () => 0, isLimitedByHour: false };
  let turns = 0;
  const read = (text: string) => {
    turns = 0;
    return readReply(answerOf(text), {
      dates: { timeZone: 'Australia/Melbourne' },
      judgement,
      async nextTurn() {
        turns += 1;
      },
    });
  };
  const text = JSON.stringify(rows);

  it.each([
    ['a list', text],
    ['a list with white space', JSON.stringify(rows, null, 2)],
    ['the entities of an envelope', `{"code":0,"message":"","entities":${text},"type":""}`],
    ['a map of legs', JSON.stringify(Object.fromEntries(rows.map((row, n) => [`r${n}`, row])))],
  ])('may be %s', async (_, body) => {
    const { legs, warnings } = await read(body);
    expect(legs.map(({ callRecordId }) => callRecordId)).toEqual(
      rows.map(({ CallRecordId }) => CallRecordId),
    );
    expect(warnings).toEqual([]);
    expect(turns).toBe(10);
  });

  it('keeps a positive code of the PBX as a warning', async () => {
    const { warnings } = await read(`{"code":3,"message":"Partial","entities":${text}}`);
    expect(warnings).toEqual([{ code: 'pbx-warning', message: 'The PBX remarked: “Partial”' }]);
  });

  it('loses a leg that is larger than 64 KB, with a warning', async () => {
    const { legs, warnings } = await read(
      JSON.stringify([LEG, { ...LEG, Tag: 'x'.repeat(70_000) }]),
    );
    expect(legs).toHaveLength(1);
    expect(warnings.map(({ message }) => message)).toEqual([
      'One leg in the reply of the PBX could not be shown: it is larger than 64 KB.',
    ]);
  });

  it.each([
    ['cut off', text.slice(0, -40), 'broken or cut off'],
    ['followed by something', `${text}x`, 'broken or cut off'],
    ['of broken legs', text.replaceAll('"Leg":', '"Leg"'), 'broken or cut off'],
    ['a web page', `<html>${' '.repeat(70_000)}</html>`, 'web page'],
    ['blank', ' '.repeat(70_000), 'empty reply'],
    ['an unknown object', `{"a":1,"b":"${'x'.repeat(70_000)}"}`, 'no list of legs'],
    ['an envelope of an error', `{"code":-3,"message":"Kaput","entities":${text}}`, 'Kaput'],
  ])('is bad when it is %s', async (_, body, words) => {
    await expect(read(body)).rejects.toMatchObject({
      kind: 'bad-reply',
      message: expect.stringContaining(words),
    });
  });
});
