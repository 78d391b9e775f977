import { describe, expect, it } from 'vitest';
import { answerOf, LEG } from './client-under-test';
import { createRedactor } from './create-redactor';
import { readReply } from './read-reply';

const BY_HOUR_LEG = {
  Destination: '123',
  UniqueId: '1631595787.5',
  Username: 'NoojeeAdmin',
  Start: 'Tue Sep 14 15:03:30 AEST 2021',
  Duration: '4',
  Tag: '',
  Direction: 'Inbound',
  CallRecordId: '6468',
  DID: '7601',
  Source: '500',
  callend: 'Tue Sep 14 15:03:34 AEST 2021',
  Leg: '1',
};

function readText(text: string) {
  const judgement = { redact: createRedactor(['key-1b2c']), now: () => 0, isLimitedByHour: false };
  const context = {
    dates: { timeZone: 'Australia/Melbourne' },
    judgement,
    nextTurn: async () => {},
  };
  return readReply(answerOf(text), context);
}
const read = (body: unknown) => readText(JSON.stringify(body));
const readOne = async (fields: object) => (await read([{ ...LEG, ...fields }])).legs[0];

describe('a reply about legs', () => {
  it('may have the shape of the by-hour call', async () => {
    expect(await read([BY_HOUR_LEG])).toEqual({
      legs: [
        {
          uniqueId: '1631595787.5',
          leg: 1,
          callRecordId: '6468',
          tag: null,
          username: 'NoojeeAdmin',
          source: '500',
          destination: '123',
          did: '7601',
          direction: 'inbound',
          startedAt: '2021-09-14T15:03:30+10:00',
          durationSeconds: 4,
          warnings: [],
        },
      ],
      warnings: [],
    });
  });

  it('may hold numbers in place of strings, and unknown fields', async () => {
    expect(
      await readOne({
        Source: 400,
        Leg: 1,
        Duration: 4,
        CallRecordId: 198348,
        Direction: 2,
        Queue: {},
      }),
    ).toEqual(await readOne({}));
  });

  it.each([
    ['an empty array', []],
    ['an empty object', {}],
    ['null', null],
    ['an envelope of success', { Message: 'OK', Code: 0 }],
  ])('may say “none” with %s', async (_, body) => {
    expect(await read(body)).toEqual({ legs: [], warnings: [] });
  });

  it.each([
    ['one leg alone', LEG],
    ['a map of legs', { 198348: LEG }],
    ['the entities of an envelope', { code: 0, message: '', type: '', entities: [LEG] }],
  ])('may be %s', async (_, body) => {
    expect(await read(body)).toEqual(await read([LEG]));
  });

  it('gives each CallRecordId once', async () => {
    const { legs } = await read([LEG, { ...LEG, CallRecordId: '2', Leg: '2' }, LEG]);
    expect(legs.map(({ leg }) => leg)).toEqual([1, 2]);
  });

  it('shows a warning beside the readable legs for each that is not', async () => {
    const odd = [{ ...LEG, Start: 'soon' }, { ...LEG, Leg: 'x', UniqueId: null }, null, 'leg', []];
    const { legs, warnings } = await read([LEG, ...odd, { ...LEG, CallRecordId: '2' }]);
    expect(legs).toHaveLength(2);
    expect(warnings.map(({ code }) => code)).toEqual(Array(5).fill('unreadable-leg'));
    expect(warnings[0]?.message).toBe(
      'One leg in the reply of the PBX could not be shown (leg 1 of call 1392271611.238): its start “soon” could not be read.',
    );
    expect(warnings[1]?.message).toContain('its call id and number could not be read');
    expect(JSON.stringify(warnings)).not.toContain('Fred');
  });

  it('rejects leg numbers and durations that no call can have', async () => {
    const { legs, warnings } = await read([
      { ...LEG, Leg: '10000' },
      { ...LEG, CallRecordId: '2', Duration: '999999999' },
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['unreadable-leg']);
    expect(legs.map((leg) => leg.durationSeconds)).toEqual([0]);
    expect(legs[0]?.warnings.map(({ code }) => code)).toEqual(['unreadable-duration']);
  });

  it('keeps a positive code of the PBX as a warning', async () => {
    const { legs, warnings } = await read({
      code: 3,
      message: 'Partial',
      type: 'W',
      entities: [LEG],
    });
    expect(legs).toHaveLength(1);
    expect(warnings).toEqual([{ code: 'pbx-warning', message: 'The PBX remarked: “Partial”' }]);
  });
});

describe('a field', () => {
  it.each([
    ['0', 'inbound'],
    ['1', 'outbound'],
    [2, 'internal'],
    ['Inbound', 'inbound'],
    ['OUTBOUND', 'outbound'],
    ['', null],
  ])('Direction %j is %s', async (Direction, direction) => {
    expect(await readOne({ Direction })).toMatchObject({ direction, warnings: [] });
  });

  it.each([
    ['Direction', 7, 'direction'],
    ['Tag', { a: 1 }, 'tag'],
    ['Username', ['Fred'], 'username'],
    ['Source', true, 'source'],
    ['DID', {}, 'did'],
    ['Destination', [], 'destination'],
    ['CallRecordId', {}, 'callRecordId'],
  ])('%s %j is lost with a warning on the leg', async (field, value, name) => {
    const leg = await readOne({ [field]: value });
    expect(leg).toMatchObject({
      [name]: null,
      warnings: [{ code: `unreadable-${field.toLowerCase()}` }],
    });
  });

  it('that is missing or empty is null without a warning', async () => {
    expect(await readOne({ Tag: '', Source: undefined, Username: null })).toMatchObject({
      tag: null,
      source: null,
      username: null,
      warnings: [],
    });
  });

  it.each(['x', '-4', {}, undefined, ''])('Duration %j is taken from the end', async (Duration) => {
    expect(await readOne({ Duration, callend: '2014-02-13 17:07:22.0' })).toMatchObject({
      durationSeconds: 30,
      warnings: [{ code: 'unreadable-duration' }],
    });
  });

  it('Duration is 0 when the end cannot be read either', async () => {
    for (const callend of [undefined, 'later', '2014-02-13 17:00:00.0']) {
      expect(await readOne({ Duration: 'x', callend })).toMatchObject({
        durationSeconds: 0,
        warnings: [{ code: 'unreadable-duration' }],
      });
    }
  });

  it('Duration may span the end of daylight saving', async () => {
    const leg = await readOne({
      ...{ UniqueId: '1617463740.1', Start: '2021-04-04 02:50:00.0', Duration: '' },
      callend: '2021-04-04 02:10:00.0',
    });
    expect(leg).toMatchObject({ startedAt: '2021-04-04T02:50:00+11:00', durationSeconds: 1_200 });
  });

  it.each(['0', '-1', '1.5', 'one', ''])('Leg %j makes the leg unreadable', async (Leg) => {
    expect(await read([{ ...LEG, Leg }])).toMatchObject({
      legs: [],
      warnings: [{ code: 'unreadable-leg' }],
    });
  });
});

describe('a bad reply', () => {
  it.each([
    ['a web page', '<!DOCTYPE html><html>', 'web page'],
    ['JSON that was cut off', '[{"UniqueId":"1', 'broken or cut off'],
    ['nothing', '', 'empty reply'],
    ['a string', '"none"', 'no list of legs'],
    ['a number', '7', 'no list of legs'],
    ['an unknown object', '{"a":1}', 'no list of legs'],
    ['an envelope', '{"Message":"Internal error","Code":-1}', 'Internal error'],
    ['the longer envelope', '{"code":-3,"message":"Kaput","type":"E","entities":[]}', 'Kaput'],
  ])('is %s', async (_, text, words) => {
    await expect(readText(text)).rejects.toMatchObject({
      kind: 'bad-reply',
      message: expect.stringContaining(words),
    });
  });

  it('is refused when the envelope mentions the key, without repeating the key', async () => {
    await expect(read({ Message: 'Invalid API key key-1b2c', Code: -1 })).rejects.toMatchObject({
      kind: 'refused',
      cause: { message: 'Invalid API key [redacted]' },
    });
  });
});
