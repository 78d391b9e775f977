import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { Problem } from '@/lib/contract/problem';
import { API_PATHS, fillPath } from '@/lib/contract/url-paths';
import { SoundsLine } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { askEncoded } from './ask-encoded-fixture';

let legato: LegatoUnderTest;
beforeEach(async () => {
  legato = await startLegatoUnderTest();
});
afterEach(() => legato.close());

const leaving = new AbortController();
const soundsUrl = (uniqueId: string, legs: readonly number[]) =>
  legato.url + paths.api.sounds(uniqueId, legs);

/** The lines of an answer, one at a time as they come. */
async function* linesOf(response: Response): AsyncGenerator<SoundsLine> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    const lines = (text + decoder.decode(chunk, { stream: true })).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) yield SoundsLine.parse(JSON.parse(line));
  }
  expect(text).toBe('');
}

async function allLines(url: string): Promise<SoundsLine[]> {
  const lines: SoundsLine[] = [];
  for await (const line of linesOf(await fetch(url))) lines.push(line);
  return lines;
}

const legsAsked = () =>
  legato.simulator.requests.log.flatMap(({ path, leg }) =>
    path.includes('retrieveByUniqueId') ? Number(leg) : [],
  );

describe('the sounds of a call', () => {
  test('come in one answer, a line a leg, and the PBX is asked for nothing but the legs', async () => {
    const { uniqueId, legs } = await legato.callOf('INV-20418');
    const metadata = legato.simulator.requests.metadata;
    const response = await fetch(soundsUrl(uniqueId, [1, 2, 3, 4, 5, 6]));
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(response.headers.get('cache-control')).toContain('private, no-store');
    const last = new Map<number, SoundsLine>();
    for await (const line of linesOf(response)) last.set(line.leg, line);

    expect([...last.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const line of last.values()) {
      if (line.status !== 'ready') throw new Error(`leg ${line.leg} is ${line.status}`);
      const { durationSeconds } = legs[line.leg - 1] ?? {};
      expect(line.peaks).toMatchObject({ arrival: 'complete', durationSeconds });
      expect(line.marks.marks.at(-1)?.endSeconds).toBe(durationSeconds);
    }
    expect(legato.simulator.requests).toMatchObject({ metadata, recording: 6 });
  });

  test('are those of all legs where none is named, which takes one question about the call', async () => {
    const { uniqueId, legs } = await legato.callOf('TWELVE-LEGS');
    const metadata = legato.simulator.requests.metadata;
    const lines = await allLines(legato.url + fillPath(API_PATHS.getSounds, { uniqueId }));
    expect(new Set(lines.map(({ leg }) => leg)).size).toBe(legs.length);
    expect(legato.simulator.requests.metadata).toBe(metadata + 1);
  });

  test('are fetched in the order of the list, each leg once', async () => {
    await legato.close();
    // One after the other: of several at once, any may reach the PBX first.
    legato = await startLegatoUnderTest({ settings: { NOOJEE_MAX_DOWNLOADS: '1' } });
    const { uniqueId } = await legato.callOf('TWELVE-LEGS');
    await allLines(soundsUrl(uniqueId, [7, 3, 12, 3, 1, 7]));
    expect(legsAsked()).toEqual([7, 3, 12, 1]);
  });

  test('do not wait for a leg that the PBX does not send', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-STALLS');
    const response = await fetch(soundsUrl(uniqueId, [1, 2]), { signal: leaving.signal });
    for await (const line of linesOf(response)) {
      if (line.leg === 1) expect(line.status).toBe('arriving');
      else expect(line.status).toBe('ready');
      if (line.leg === 2) break;
    }
    expect(legsAsked().sort()).toEqual([1, 2]);
  });

  test.each(['gzip', 'br'])('reach a client who takes %s line by line', async (encoding) => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-STALLS');
    const answer = await askEncoded(soundsUrl(uniqueId, [1, 2]), { 'Accept-Encoding': encoding });
    expect(answer.encoding).toBe(encoding);
    let text = '';
    for await (const chunk of answer.decoded()) {
      text += chunk.toString();
      const lines = text.split('\n').slice(0, -1);
      const isReady = ({ leg, status }: SoundsLine) => leg === 2 && status === 'ready';
      if (lines.some((line) => isReady(SoundsLine.parse(JSON.parse(line))))) break;
    }
    answer.leave();
    await vi.waitFor(() => expect(legato.simulator.requests.openRecordings).toBe(0));
    expect(text).toContain('"status":"ready"');
  });

  test('give way to a listener, with one download at a time too, and go on afterwards', async () => {
    const single = await startLegatoUnderTest({ settings: { NOOJEE_MAX_DOWNLOADS: '1' } });
    const { requests } = single.simulator;
    const { uniqueId: slow } = await single.callOf('FAULT-AUDIO-STALLS');
    const { uniqueId } = await single.callOf('ONE-LEG');
    const left = new AbortController();
    const sounds = await fetch(single.url + paths.api.sounds(slow, [1, 2]), {
      signal: left.signal,
    });
    await vi.waitFor(() => expect(requests.openRecordings).toBe(1));

    const audio = await fetch(single.audioUrl(uniqueId, 1));
    expect(audio.status).toBe(200);
    expect((await audio.arrayBuffer()).byteLength).toBeGreaterThan(100_000);
    await vi.waitFor(() => expect(requests).toMatchObject({ recording: 3, openRecordings: 1 }));
    const asked = requests.log.filter(({ path }) => path.includes('retrieveByUniqueId'));
    expect(asked.map((request) => [request.uniqueId, request.leg])).toEqual([
      [slow, '1'],
      [uniqueId, '1'],
      [slow, '1'],
    ]);
    left.abort();
    await expect(sounds.text()).rejects.toThrow('abort');
    await single.close();
  });

  test('are shown in part while a leg arrives', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-TRICKLE');
    const parts: number[] = [];
    for await (const line of linesOf(await fetch(soundsUrl(uniqueId, [1])))) {
      if (line.status !== 'arriving') throw new Error(`the leg is ${line.status}`);
      expect(line.peaks).toMatchObject({ arrival: 'arriving', durationSeconds: 60 });
      if (parts.push(line.peaks.rms.length) === 2) break;
    }
    expect(parts[1]).toBeGreaterThan(parts[0] ?? 0);
    expect(legato.simulator.requests.recording).toBe(1);
  });

  test('are fetched no further for somebody who has left', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-STALLS');
    const left = new AbortController();
    const response = await fetch(soundsUrl(uniqueId, [1]), { signal: left.signal });
    await vi.waitFor(() => expect(legato.simulator.requests.openRecordings).toBe(1));
    left.abort();
    await expect(response.text()).rejects.toThrow('abort');
    await vi.waitFor(() => expect(legato.simulator.requests.openRecordings).toBe(0));
  });

  test('of a leg that fails are a line with its problem, and the others come', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-GONE');
    const response = await fetch(soundsUrl(uniqueId, [1, 2]));
    const lines = new Map<number, SoundsLine>();
    for await (const line of linesOf(response)) lines.set(line.leg, line);
    const requestId = response.headers.get('x-request-id');
    expect(lines.get(1)).toMatchObject({
      status: 'failed',
      problem: { code: 'recording-gone', status: 404, requestId },
    });
    expect(lines.get(2)).toMatchObject({ status: 'ready', peaks: { durationSeconds: 20 } });
    expect(legato.logged()).toContain(`"requestId":"${requestId}","code":"recording-gone"`);
  });

  test.each(['FAULT-AUDIO-BREAKS-OFF', 'FAULT-AUDIO-TRUNCATED'])(
    'of %s are ready, with the part that came',
    async (tag) => {
      const { uniqueId } = await legato.callOf(tag);
      const lines = await allLines(soundsUrl(uniqueId, [1]));
      expect(lines.at(-1)).toMatchObject({ status: 'ready', peaks: { arrival: 'broken-off' } });
    },
  );

  test('end by themselves, with a problem for each leg that has not come', async () => {
    const acts: (() => void)[] = [];
    const impatient = await startLegatoUnderTest({
      timers: {
        ...processTimers,
        after: (ms, act) => {
          if (ms === 600_000) acts.push(act);
          return processTimers.after(ms, act);
        },
      },
    });
    const { uniqueId } = await impatient.callOf('FAULT-AUDIO-STALLS');
    const response = await fetch(impatient.url + paths.api.sounds(uniqueId, [1, 2]));
    const last = new Map<number, SoundsLine>();
    for await (const line of linesOf(response)) {
      last.set(line.leg, line);
      if (line.leg === 2) for (const act of acts) act();
    }
    expect(last.get(1)).toMatchObject({ status: 'failed', problem: { code: 'pbx-timed-out' } });
    await impatient.close();
  });

  test('of sixty legs come in one answer', async () => {
    const { uniqueId } = await legato.callOf('SIXTY-LEGS');
    const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
    const lines = await allLines(soundsUrl(uniqueId, numbers));
    expect(lines.filter(({ status }) => status === 'ready')).toHaveLength(60);
    expect(legsAsked().sort((a, b) => a - b)).toEqual(numbers);
  });
});

describe('the sounds that are kept', () => {
  const kept = (uniqueId: string) => allLines(legato.url + paths.api.keptSounds(uniqueId));

  test('are those of the legs that were fetched before, and no leg is fetched for them', async () => {
    const { uniqueId, legs } = await legato.callOf('INV-20418');
    await allLines(soundsUrl(uniqueId, [2, 5]));
    const metadata = legato.simulator.requests.metadata;
    const statuses = new Map((await kept(uniqueId)).map(({ leg, status }) => [leg, status]));
    expect(statuses.size).toBe(legs.length);
    for (const [leg, status] of statuses) {
      expect([leg, status]).toEqual([leg, leg === 2 || leg === 5 ? 'ready' : 'not-fetched']);
    }
    expect(legato.simulator.requests).toMatchObject({ recording: 2, metadata });
  });

  test('do not wait for a leg that is arriving, and do not keep it coming', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-STALLS');
    const left = new AbortController();
    await fetch(soundsUrl(uniqueId, [1]), { signal: left.signal });
    await vi.waitFor(() => expect(legato.simulator.requests.openRecordings).toBe(1));
    expect((await kept(uniqueId)).map(({ status }) => status)).toEqual([
      'not-fetched',
      'not-fetched',
    ]);
    left.abort();
    await vi.waitFor(() => expect(legato.simulator.requests.openRecordings).toBe(0));
  });

  test('of a call that Legato has not seen take one question to the PBX', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const other = await startLegatoUnderTest();
    const response = await fetch(other.url + paths.api.keptSounds(uniqueId));
    expect(await response.text()).toBe('{"leg":1,"status":"not-fetched"}\n');
    expect(other.simulator.requests).toMatchObject({ metadata: 1, recording: 0 });
    await other.close();
  });
});

describe.each([
  ['on-play', 'not-fetched'],
  ['never', 'not-measured'],
] as const)('with WAVES=%s', (mode, status) => {
  test(`legs are ${status}, and none is fetched`, async () => {
    const frugal = await startLegatoUnderTest({ settings: { WAVES: mode } });
    const { uniqueId } = await frugal.callOf('INV-20418');
    for (const path of [paths.api.sounds(uniqueId, [2, 1]), paths.api.keptSounds(uniqueId)]) {
      const lines = await allLines(frugal.url + path);
      expect(new Set(lines.map((line) => line.status))).toEqual(new Set([status]));
    }
    expect(frugal.simulator.requests.recording).toBe(0);
    await frugal.close();
  });
});

describe('a question about sounds', () => {
  test('is answered to HEAD with its headers, and nothing is fetched', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const response = await fetch(soundsUrl(uniqueId, [1]), { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(await response.text()).toBe('');
    expect(legato.simulator.requests.recording).toBe(0);
  });

  test('about a call that is not there is a problem, about a leg that is not there no line', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const missing = await fetch(soundsUrl('1000000000.1', [1]));
    expect([missing.status, Problem.parse(await missing.json()).code]).toEqual([404, 'not-found']);
    const known = (await allLines(soundsUrl(uniqueId, [99, 1]))).map(({ leg }) => leg);
    expect(new Set(known)).toEqual(new Set([1]));
    expect(await allLines(soundsUrl(uniqueId, [99]))).toEqual([]);
  });

  test('is a problem where the PBX is down', async () => {
    const alone = await startLegatoUnderTest({ settings: { NOOJEE_URL: 'http://127.0.0.1:9' } });
    const response = await fetch(alone.url + paths.api.sounds('1392271611.238', [1]));
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([
      502,
      'pbx-unreachable',
    ]);
    await alone.close();
  });

  test.each([
    '',
    ',',
    '1,',
    '1,,2',
    '0',
    '-1',
    '1.5',
    '1e3',
    '01',
    '1 ,2',
    'all',
    '1;2',
    '9999999',
    '1&legs=2',
    Array.from({ length: 501 }, (_, index) => index + 1).join(','),
    '1,'.repeat(3_000),
    '%00',
    '1%2C2%2C<script>',
  ])('with the list %j is refused', async (list) => {
    const response = await fetch(`${legato.url}/api/calls/1.1/sounds?legs=${list}`);
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([
      400,
      'invalid-request',
    ]);
    expect(legato.simulator.requests.metadata).toBe(0);
  });

  test('may percent-encode its commas', async () => {
    const { uniqueId } = await legato.callOf('INV-20418');
    const lines = await allLines(`${soundsUrl(uniqueId, [])}3%2C1`);
    expect(new Set(lines.map(({ leg }) => leg))).toEqual(new Set([1, 3]));
  });
});
