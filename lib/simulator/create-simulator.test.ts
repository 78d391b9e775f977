import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSimulator, type SimulatorOptions } from './create-simulator';

const NOW = Date.parse('2026-11-23T23:05:00Z'); // Tuesday 24 November, 10:05 in Melbourne
const KEY = 'a-key';
const BASE = '/njadmin/rest/RecordingAPI';

function simulate(options: SimulatorOptions = {}) {
  let nowMs = NOW;
  const simulator = createSimulator({ apiKey: KEY, now: () => nowMs, ...options });
  const send = (path: string, method = 'POST') =>
    simulator.handle(new Request(`http://pbx${path}`, { method }));
  return {
    ...simulator,
    send,
    pass: (ms: number) => {
      nowMs += ms;
    },
    ask: (question: string) => send(`${BASE}/${question}&apiKey=${KEY}`),
    async hashed(timeStamp: string) {
      const hash = createHash('sha256').update(`${KEY}:${timeStamp}`).digest('hex');
      const query = `tag=ONE-LEG&timeStamp=${timeStamp}&hash=${hash}`;
      return (
        await send(`/servicemanager/rest/CallManagementAPI/retrieveMetaData?${query}`)
      ).text();
    },
    time: async () => (await send('/servicemanager/rest/Time')).text(),
  };
}

describe('the key', () => {
  it.each([
    '/njadmin/rest/RecordingAPI',
    '/servicemanager/rest/CallManagementAPI',
    '/servicemanager/rest/RecordingAPI',
    '/rest/RecordingAPI',
  ])('opens %s, and a wrong one answers 401', async (base) => {
    const { send } = simulate();
    const right = await send(`${base}/retrieveMetaData?tag=ONE-LEG&apiKey=${KEY}`);
    const wrong = await send(`${base}/retrieveMetaData?tag=ONE-LEG&apiKey=other`);
    const none = await send(`${base}/retrieveMetaData?tag=ONE-LEG`);
    expect([right.status, wrong.status, none.status]).toEqual([200, 401, 401]);
  });

  it('is left out of the log', async () => {
    const { ask, requests } = simulate();
    await ask('retrieveMetaData?tag=a%26b');
    expect(requests.log).toEqual([
      {
        method: 'POST',
        path: `${BASE}/retrieveMetaData?tag=a%26b`,
        tag: 'a&b',
        uniqueId: null,
        leg: null,
      },
    ]);
    expect(requests.metadata).toBe(1);
  });
});

describe('a timestamp with its hash', () => {
  it('is given in plain text and opens for an hour from its first use', async () => {
    const { time, hashed, pass } = simulate();
    const timeStamp = await time();
    expect(timeStamp).toBe(String(NOW));
    pass(9_000);
    expect(await hashed(timeStamp)).toContain('ONE-LEG');
    pass(3_599_000);
    expect(await hashed(timeStamp)).toContain('ONE-LEG');
    pass(2_000);
    expect(JSON.parse(await hashed(timeStamp))).toEqual({ Message: 'Expired TimeStamp', Code: -1 });
  });

  it('expires after ten seconds without use', async () => {
    const { time, hashed, pass } = simulate();
    const timeStamp = await time();
    pass(11_000);
    expect(await hashed(timeStamp)).toContain('Expired TimeStamp');
  });

  it('expires when a sixth is asked for', async () => {
    const { time, hashed } = simulate();
    const first = await time();
    for (let more = 0; more < 4; more++) await time();
    expect(await hashed(first)).toContain('ONE-LEG');
    await time();
    expect(await hashed(first)).toContain('Expired TimeStamp');
  });

  it('is refused with the hash of another key, and was never issued when made up', async () => {
    const { time, send, hashed } = simulate();
    const wrong = `tag=ONE-LEG&timeStamp=${await time()}&hash=${'0'.repeat(64)}`;
    expect((await send(`/rest/RecordingAPI/retrieveMetaData?${wrong}`)).status).toBe(401);
    expect(await hashed('1392356108888')).toContain('Expired TimeStamp');
  });
});

describe('the address of a question', () => {
  it('answers unknown paths with an HTML 404', async () => {
    const { send } = simulate();
    for (const path of [
      '/',
      `${BASE}/unknown`,
      `${BASE}/toString`,
      '/njadmin/rest/Other/retrieveMetaData',
    ]) {
      const response = await send(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
    }
  });

  it('accepts POST only', async () => {
    const { send } = simulate();
    const get = await send(`${BASE}/retrieveMetaData?tag=ONE-LEG&apiKey=${KEY}`, 'GET');
    expect(get.status).toBe(405);
    expect(get.headers.get('Allow')).toBe('POST');
    expect((await send('/servicemanager/rest/Time', 'GET')).status).toBe(405);
  });

  it('names a parameter that is missing', async () => {
    const { ask } = simulate();
    for (const question of [
      'retrieveMetaData?',
      'retrieveMetaDataByUniqueId?',
      'retrieveMetaDataByHour?date=2026-11-23&hour=3',
      'retrieveMetaDataByHour?date=2026/02/30&hour=3',
      'retrieveMetaDataByHour?date=2026/11/23&hour=24',
      'retrieveMetaDataByHour?date=2026/11/23',
    ]) {
      expect((await ask(question)).status, question).toBe(400);
    }
  });
});

describe('by-hour', () => {
  it('is answered once a minute', async () => {
    const { ask, pass, requests } = simulate();
    const question = 'retrieveMetaDataByHour?date=2026/11/23&hour=3';
    expect((await ask(question)).status).toBe(200);
    pass(59_000);
    expect((await ask(question)).status).toBe(429);
    pass(1_000);
    expect((await ask(question)).status).toBe(200);
    expect(requests.byHour).toBe(3);
  });

  it('accepts its date with slashes encoded or not', async () => {
    const { ask } = simulate({ byHourIntervalMs: 0 });
    const plain = await (await ask('retrieveMetaDataByHour?date=2026/11/23&hour=10')).text();
    const encoded = await (await ask('retrieveMetaDataByHour?date=2026%2F11%2F23&hour=10')).text();
    expect(plain.length).toBeGreaterThan(1000);
    expect(encoded).toBe(plain);
  });
});
