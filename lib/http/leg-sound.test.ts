import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '@/lib/contract/problem';
import { Marks, Peaks } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

let legato: LegatoUnderTest;
beforeEach(async () => {
  legato = await startLegatoUnderTest();
});
afterEach(() => legato.close());

const peaksUrl = (uniqueId: string, leg = 1) => legato.url + paths.api.peaks(uniqueId, leg);

/** Asks until the leg has arrived, as a page does. */
async function wholePeaks(uniqueId: string, leg = 1) {
  for (;;) {
    const response = await fetch(peaksUrl(uniqueId, leg));
    if (response.status !== 202) return { response, answer: Peaks.parse(await response.json()) };
    await response.arrayBuffer();
  }
}

describe('the waveform of a leg', () => {
  it('is measured while the leg arrives, and needs no second fetch', async () => {
    const { uniqueId, legs } = await legato.callOf('ONE-LEG');
    const { response, answer } = await wholePeaks(uniqueId);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer).toMatchObject({ arrival: 'complete', channels: 1, samplesPerPeak: 160 });
    expect(answer.durationSeconds).toBe(legs[0]?.durationSeconds);
    const peakCount = answer.durationSeconds * 50;
    expect(Buffer.from(answer.peaks, 'base64').length).toBe(2 * peakCount);
    expect(Buffer.from(answer.rms, 'base64').length).toBe(peakCount);

    const audio = await fetch(legato.audioUrl(uniqueId, 1));
    const sound = new Int16Array((await audio.arrayBuffer()).slice(44));
    const highest = sound.subarray(160 * 100, 160 * 101).reduce((a, b) => Math.max(a, b));
    const pairs = new Int8Array(Uint8Array.from(Buffer.from(answer.peaks, 'base64')).buffer);
    expect(pairs[201]).toBe(highest >> 8);
    expect(legato.simulator.requests.recording).toBe(1);
  });

  it('is asked of the PBX once, however many ask and listen', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const asked = await Promise.all([
      ...Array.from({ length: 20 }, () => wholePeaks(uniqueId).then(({ answer }) => answer.peaks)),
      fetch(legato.audioUrl(uniqueId, 1)).then(() => null),
    ]);
    expect(new Set(asked).size).toBe(2);
    expect(legato.simulator.requests.recording).toBe(1);
  });

  it('has a lane for each channel', async () => {
    const { uniqueId } = await legato.callOf('WAV-PCM16-STEREO');
    const { answer } = await wholePeaks(uniqueId);
    expect([answer.channels, answer.durationSeconds]).toEqual([2, 20]);
    expect(Buffer.from(answer.rms, 'base64').length).toBe(2 * 1_000);
  });

  it.each(['WAV-PCM8', 'WAV-PCM24', 'WAV-ALAW', 'WAV-MULAW', 'WAV-GSM'])(
    'is had of %s too',
    async (tag) => {
      const { uniqueId } = await legato.callOf(tag);
      const { answer } = await wholePeaks(uniqueId);
      expect(answer.durationSeconds).toBe(20);
      expect(Math.max(...Buffer.from(answer.rms, 'base64'))).toBeGreaterThan(10);
    },
  );

  it.each([
    ['MP3', 20],
    ['WAV-MP3', 20],
    ['OGG', 20],
    ['FLAC', 20],
  ])('is had of %s, which a browser gets as it is', async (tag, seconds) => {
    const { uniqueId } = await legato.callOf(tag);
    const { answer } = await wholePeaks(uniqueId);
    expect(answer.durationSeconds).toBeCloseTo(seconds, 1);
    expect(Math.max(...Buffer.from(answer.rms, 'base64'))).toBeGreaterThan(10);
  });

  it('is answered in part while the leg arrives, and the PBX goes on sending while somebody asks', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-TRICKLE');
    const first = await fetch(peaksUrl(uniqueId));
    expect(first.status).toBe(202);
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    const before = Peaks.parse(await first.json());
    expect(before).toMatchObject({ arrival: 'arriving', durationSeconds: 60 });
    const after = Peaks.parse(await (await fetch(peaksUrl(uniqueId))).json());
    expect(after.rms.length).toBeGreaterThan(before.rms.length);
    expect(legato.simulator.requests).toMatchObject({ recording: 1, openRecordings: 1 });
  });

  it('is not fetched to the end for somebody who has left', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-TRICKLE');
    const leaving = new AbortController();
    const asked = fetch(peaksUrl(uniqueId), { signal: leaving.signal }).catch(() => 'left');
    await vi.waitFor(() => expect(legato.simulator.requests.openRecordings).toBe(1), 10_000);
    leaving.abort();
    expect(await asked).toBe('left');
    await vi.waitFor(() => expect(legato.simulator.requests.openRecordings).toBe(0), 10_000);
  });

  it.each([['FAULT-AUDIO-BREAKS-OFF'], ['FAULT-AUDIO-TRUNCATED']])(
    'of %s is that of the part which came, and says so',
    async (tag) => {
      const { uniqueId } = await legato.callOf(tag);
      const { response, answer } = await wholePeaks(uniqueId);
      expect([response.status, answer.arrival]).toEqual([200, 'broken-off']);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.durationSeconds).toBeGreaterThan(1);
      expect(answer.durationSeconds).toBeLessThan(59);
    },
  );

  it('of a file that is shorter than stated shows how long it really is', async () => {
    const { uniqueId, legs } = await legato.callOf('FAULT-AUDIO-SHORT');
    const { answer } = await wholePeaks(uniqueId);
    expect(answer.durationSeconds).toBe((legs[0]?.durationSeconds ?? 0) - 12);
  });

  it.each([
    ['FAULT-AUDIO-GONE', 404, 'recording-gone'],
    ['FAULT-AUDIO-EMPTY', 502, 'recording-empty'],
    ['FAULT-AUDIO-HTML', 502, 'recording-unreadable'],
    ['FAULT-AUDIO-401', 502, 'pbx-refused'],
    ['FAULT-AUDIO-503-ALWAYS', 503, 'pbx-busy'],
  ])('of %s is answered as its audio is: %i, %s', async (tag, status, code) => {
    const { uniqueId } = await legato.callOf(tag);
    const response = await fetch(peaksUrl(uniqueId));
    expect(Problem.parse(await response.json())).toMatchObject({ status, code });
    expect(response.status).toBe(status);
  });

  it('has a question of its own, and no other', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const unknown = await fetch(peaksUrl(uniqueId, 99));
    expect([unknown.status, Problem.parse(await unknown.json()).code]).toEqual([404, 'not-found']);
    const unreadable = await fetch(`${legato.url}/api/calls/1.1/legs/x/peaks`);
    expect(unreadable.status).toBe(400);
    const deleted = await fetch(peaksUrl(uniqueId), { method: 'DELETE' });
    expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('what is heard where in a leg', () => {
  it('covers the leg from its start to its end', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    await wholePeaks(uniqueId);
    const response = await fetch(legato.url + paths.api.marks(uniqueId, 1));
    const answer = Marks.parse(await response.json());
    expect(answer.arrival).toBe('complete');
    expect(answer.marks[0]?.startSeconds).toBe(0);
    expect(answer.marks.at(-1)?.endSeconds).toBe(answer.durationSeconds);
  });

  it('is known once the leg has arrived', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-TRICKLE');
    const response = await fetch(legato.url + paths.api.marks(uniqueId, 1));
    expect(response.status).toBe(202);
    expect(Marks.parse(await response.json())).toMatchObject({ arrival: 'arriving', marks: [] });
  });
});
