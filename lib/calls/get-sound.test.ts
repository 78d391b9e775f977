import { afterEach, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { Marks, Peaks } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { getCall } from './get-call';
import { getPeaks } from './get-sound';

const actor: Actor = { kind: 'system', name: 'test' };
let legato: LegatoUnderTest;
afterEach(() => legato.close());

const start = async (settings: Record<string, string>) => {
  legato = await startLegatoUnderTest({ settings });
};

/** What is answered about a leg's peaks and its marks, with the status of each. */
async function askAbout(uniqueId: string, leg: number) {
  const [peaks, marks] = await Promise.all([
    fetch(legato.url + paths.api.peaks(uniqueId, leg)),
    fetch(legato.url + paths.api.marks(uniqueId, leg)),
  ]);
  return {
    statuses: [peaks.status, marks.status],
    peaks: Peaks.parse(await peaks.json()),
    marks: Marks.parse(await marks.json()),
  };
}

/** Reads a call and the waves of each of its legs, in each way in which they can be asked for. */
async function openCall(uniqueId: string) {
  const call = await getCall(legato.runtime.services, actor, uniqueId);
  for (const query of ['', '?kept']) {
    await (await fetch(`${legato.url}/api/calls/${uniqueId}/sounds${query}`)).text();
  }
  return Promise.all(call.legs.map(({ leg }) => askAbout(uniqueId, leg)));
}

describe('with WAVES=on-play', () => {
  it('opening a call asks the PBX for metadata alone', async () => {
    await start({ WAVES: 'on-play' });
    const { uniqueId, legs } = await legato.callOf('FIVE-LEGS');
    const answers = await openCall(uniqueId);
    expect(answers).toHaveLength(legs.length);
    for (const { statuses, peaks, marks } of answers) {
      expect(statuses).toEqual([202, 202]);
      expect(peaks).toMatchObject({
        arrival: 'not-fetched',
        durationSeconds: 0,
        peaks: '',
        rms: '',
      });
      expect(marks).toMatchObject({ arrival: 'not-fetched', marks: [], talk: null });
    }
    const { recording, metadata, log } = legato.simulator.requests;
    expect(recording).toBe(0);
    expect(log).toHaveLength(metadata);
  });

  it('a leg that somebody plays gets its waveform from what is played', async () => {
    await start({ WAVES: 'on-play' });
    const { uniqueId } = await legato.callOf('ONE-LEG');
    await (await fetch(legato.audioUrl(uniqueId, 1))).arrayBuffer();
    await expect.poll(async () => (await askAbout(uniqueId, 1)).statuses).toEqual([200, 200]);
    const { peaks, marks } = await askAbout(uniqueId, 1);
    expect(peaks.rms.length).toBeGreaterThan(100);
    expect(marks.marks.length).toBeGreaterThan(0);
    expect(legato.simulator.requests.recording).toBe(1);
  });

  it('a question shows what is arriving, and does not keep it coming when the listener has left', async () => {
    await start({ WAVES: 'on-play' });
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-TRICKLE');
    const leaving = new AbortController();
    await fetch(legato.audioUrl(uniqueId, 1), { signal: leaving.signal });
    const during = await askAbout(uniqueId, 1);
    expect(during.statuses).toEqual([202, 202]);
    expect(during.peaks).toMatchObject({ arrival: 'arriving', durationSeconds: 60 });
    leaving.abort();
    await expect.poll(async () => (await askAbout(uniqueId, 1)).peaks.arrival).toBe('not-fetched');
    await expect.poll(() => legato.simulator.requests.openRecordings).toBe(0);
    expect(legato.simulator.requests.recording).toBe(1);
  });

  it('says why a leg that was played has no waveform', async () => {
    await start({ WAVES: 'on-play' });
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-HTML');
    await (await fetch(legato.audioUrl(uniqueId, 1))).arrayBuffer();
    const { services } = legato.runtime;
    const sound = getPeaks(services, actor, { uniqueId, leg: 1 }, new AbortController().signal);
    await expect(sound).rejects.toMatchObject({ code: 'recording-unreadable' });
    expect(legato.simulator.requests.recording).toBe(1);
  });
});

describe('with WAVES=never', () => {
  it('no leg is fetched for its waveform, nor has one when it is played', async () => {
    await start({ WAVES: 'never' });
    const { uniqueId } = await legato.callOf('FIVE-LEGS');
    await openCall(uniqueId);
    expect(legato.simulator.requests.recording).toBe(0);
    await (await fetch(legato.audioUrl(uniqueId, 1))).arrayBuffer();
    for (const { statuses, peaks, marks } of await openCall(uniqueId)) {
      expect(statuses).toEqual([200, 200]);
      expect(peaks).toMatchObject({ arrival: 'not-measured', peaks: '', rms: '' });
      expect(marks).toMatchObject({ arrival: 'not-measured', marks: [], talk: null });
    }
  });

  it('a leg that does not exist is not found all the same', async () => {
    await start({ WAVES: 'never' });
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const response = await fetch(legato.url + paths.api.peaks(uniqueId, 99));
    expect(response.status).toBe(404);
  });
});
