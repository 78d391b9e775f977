import { describe, expect, it } from 'vitest';
import { METADATA_FAULTS, type MetadataFaultTag } from './faults';
import { simulate } from './simulate-fixture';

const statuses = async (ask: () => Promise<Response>, times: number) => {
  const seen: number[] = [];
  for (let time = 0; time < times; time++) seen.push((await ask()).status);
  return seen;
};

describe('faults that pass', () => {
  it.each([
    ['FAULT-503-ONCE', [503, 200, 200]],
    ['FAULT-503-TWICE', [503, 503, 200, 200]],
    ['FAULT-503-ALWAYS', [503, 503, 503, 503]],
  ] as const)('%s answers %j', async (tag, expected) => {
    const { byTag } = simulate();
    expect(await statuses(() => byTag(tag), expected.length)).toEqual(expected);
  });

  it('start again after a minute of quiet', async () => {
    const { byTag, pass } = simulate();
    await statuses(() => byTag('FAULT-503-ONCE'), 2);
    pass(59_000);
    expect((await byTag('FAULT-503-ONCE')).status).toBe(200);
    pass(60_000);
    expect((await byTag('FAULT-503-ONCE')).status).toBe(503);
  });

  it('show by unique id as by tag, counted apart', async () => {
    const { byHour, byTag, byUniqueId } = simulate();
    const hours = await Promise.all([9, 10, 11].map((hour) => byHour(hour)));
    const leg = hours.flat().find(({ Tag }) => Tag === 'FAULT-503-TWICE');
    await byTag('FAULT-503-TWICE');
    expect(await statuses(() => byUniqueId(String(leg?.UniqueId)), 3)).toEqual([503, 503, 200]);
  });

  it('reset the connection once', async () => {
    const { byTag } = simulate();
    await expect(byTag('FAULT-RESET-ONCE')).rejects.toThrow(TypeError);
    expect((await byTag('FAULT-RESET-ONCE')).status).toBe(200);
  });

  it('call a timestamp expired once', async () => {
    const { byTag } = simulate();
    expect(await (await byTag('FAULT-EXPIRED-ONCE')).json()).toEqual({
      Message: 'Expired TimeStamp',
      Code: -1,
    });
    expect(await (await byTag('FAULT-EXPIRED-ONCE')).json()).toHaveLength(3);
  });
});

describe('faults of the connection', () => {
  it('never answers until the caller leaves', async () => {
    const caller = new AbortController();
    const answer = simulate().byTag('FAULT-NEVER', caller.signal);
    caller.abort(new Error('I left'));
    await expect(answer).rejects.toThrow('I left');
  });

  it('breaks off in the middle of the JSON', async () => {
    const response = await simulate().byTag('FAULT-BREAKS-OFF');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('The connection was reset');
  });

  it('answers two seconds late', async () => {
    const { byTag, waited } = simulate();
    expect(await (await byTag('FAULT-SLOW')).json()).toHaveLength(3);
    expect(waited).toEqual([2000]);
  });
});

describe('faults of the reply', () => {
  it.each<[MetadataFaultTag, number, RegExp]>([
    ['FAULT-BROKEN-JSON', 200, /^\[\{.*[^\]]$/],
    ['FAULT-HTML', 200, /^<!DOCTYPE html>/],
    ['FAULT-JSON-ERROR', 200, /^\{"Message":"[^"]+","Code":-1\}$/],
    ['FAULT-JSON-ERROR-LONG', 400, /^\{"code":-3,"message":.*"entities":\[\]\}$/],
    ['FAULT-EXPIRED-ALWAYS', 200, /Expired TimeStamp/],
    ['FAULT-401', 401, /"Code":-1/],
    ['FAULT-403', 403, /"Code":-1/],
    ['FAULT-404', 404, /^<!DOCTYPE html>/],
    ['FAULT-500', 500, /^<!DOCTYPE html>/],
    ['FAULT-REDIRECT', 302, /^$/],
    ['FAULT-EMPTY-BODY', 200, /^$/],
    ['FAULT-SINGLE-OBJECT', 200, /^\{.*"Leg":"1"[^{]*\}$/],
    ['FAULT-EMPTY-OBJECT', 200, /^\{\}$/],
    ['FAULT-NULL', 200, /^null$/],
    ['FAULT-WRONG-SHAPE', 200, /^"[^"]+"$/],
    ['FAULT-NUMBERS', 200, /"Leg":1,.*"Duration":10,.*"Direction":0/],
    ['FAULT-MARKUP', 200, /"Username":"\\"><script>alert\(1\)<\/script><img src=x onerror/],
    ['FAULT-LONG-VALUES', 200, /"Source":"[^"]{2000}"/],
    ['FAULT-NOT-OBJECTS', 200, /^\[\{[^}]*\},null,"leg",\[\],\{[^}]*\}\]$/],
  ])('%s answers %d %s', async (tag, status, body) => {
    const response = await simulate().byTag(tag);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(body);
  });

  it('has one unreadable leg among four', async () => {
    const legs = await (await simulate().byTag('FAULT-UNREADABLE-LEG')).json();
    expect(legs.map(({ Start }: { Start: string }) => Start)).toEqual([
      expect.stringMatching(/^2026/),
      expect.stringMatching(/^2026/),
      'the other day',
      expect.stringMatching(/^2026/),
    ]);
  });

  it('leaves fields out', async () => {
    const [one, two, three] = await (await simulate().byTag('FAULT-MISSING-FIELDS')).json();
    expect(one).not.toHaveProperty('Username');
    expect(two).not.toHaveProperty('CallRecordId');
    expect(three).not.toHaveProperty('Duration');
  });
});

it('every fault differs from a proper answer, or is shown above to need a second question', async () => {
  const { byHour } = simulate();
  const tags = (await Promise.all([9, 10, 11].map((hour) => byHour(hour))))
    .flat()
    .map(({ Tag }) => Tag);
  for (const { tag } of METADATA_FAULTS.filter((fault) => fault.tag !== 'FAULT-MISSING-FIELDS')) {
    expect(tags).toContain(tag);
  }
});
