import { describe, expect, it } from 'vitest';
import { createSimulator } from './create-simulator';
import { AUDIO_FAULTS, type AudioFaultTag, CONTAINERS, type ContainerTag } from './faults';

function simulate() {
  const waited: number[] = [];
  const simulator = createSimulator({
    apiKey: 'k',
    now: () => Date.parse('2026-11-23T23:05:00Z'),
    wait: async (ms) => void waited.push(ms),
  });
  const ask = (question: string, signal?: AbortSignal) =>
    simulator.handle(
      new Request(`http://pbx/njadmin/rest/RecordingAPI/${question}&apiKey=k`, {
        method: 'POST',
        ...(signal ? { signal } : {}),
      }),
    );
  async function open(tag: string, leg = 1, signal?: AbortSignal) {
    const [first] = await (await ask(`retrieveMetaData?tag=${tag}`)).json();
    return ask(`retrieveByUniqueId?uniqueId=${first.UniqueId}&leg=${leg}`, signal);
  }
  const bytes = async (tag: string, leg = 1) =>
    Buffer.from(await (await open(tag, leg)).arrayBuffer());
  return { waited, ask, open, bytes, requests: simulator.requests };
}

describe('containers', () => {
  it.each<[ContainerTag, number, number, number]>([
    ['WAV-PCM16', 1, 1, 44 + 20 * 16_000],
    ['WAV-PCM16-STEREO', 1, 2, 44 + 20 * 32_000],
    ['WAV-PCM8', 1, 1, 44 + 20 * 8000],
    ['WAV-PCM24', 1, 1, 44 + 20 * 24_000],
    ['WAV-ALAW', 6, 1, 58 + 20 * 8000],
    ['WAV-MULAW', 7, 1, 58 + 20 * 8000],
    ['WAV-GSM', 0x31, 1, 60 + 20 * 1625],
    ['WAV-MP3', 0x55, 1, 70 + 278 * 144],
  ])('%s has format tag %d, %d channels and %d bytes', async (tag, format, channels, length) => {
    const file = await simulate().bytes(tag);
    expect(file.toString('latin1', 0, 4)).toBe('RIFF');
    expect(file.readUInt32LE(4)).toBe(file.byteLength - 8);
    expect([file.readUInt16LE(20), file.readUInt16LE(22)]).toEqual([format, channels]);
    expect(file.readUInt32LE(24)).toBe(8000);
    expect(file.byteLength).toBe(length);
    const data = file.indexOf('data', 12, 'latin1');
    expect(file.readUInt32LE(data + 4)).toBe(file.byteLength - data - 8);
  });

  it.each<[ContainerTag, string]>([
    ['OGG', 'OggS'],
    ['FLAC', 'fLaC'],
    ['MP3', '\xff\xe3'],
  ])('%s begins with its own mark', async (tag, mark) => {
    expect((await simulate().bytes(tag)).toString('latin1', 0, mark.length)).toBe(mark);
  });

  it('are gathered in one call, a leg each', async () => {
    const { bytes } = simulate();
    for (const [index, { tag }] of CONTAINERS.entries()) {
      expect((await bytes('CONTAINERS', index + 1)).byteLength).toBe((await bytes(tag)).byteLength);
    }
  });

  it('hold the same speech, within what a companding law loses', async () => {
    const { bytes } = simulate();
    const mulaw = await bytes('WAV-MULAW');
    const alaw = await bytes('WAV-ALAW');
    const levels = new Set([...mulaw.subarray(58)]);
    expect(levels.size).toBeGreaterThan(150);
    expect(new Set([...alaw.subarray(58)]).size).toBeGreaterThan(150);
  });
});

describe('sound', () => {
  it('lasts exactly as long as the leg, for an hour too', async () => {
    const response = await simulate().open('HOUR-LEG', 2);
    let length = 0;
    for await (const piece of response.body ?? []) length += piece.byteLength;
    expect(String(length)).toBe(response.headers.get('Content-Length'));
    expect(length).toBe(44 + 3600 * 16_000);
  });

  it('is as loud as speech, with pauses, and never clips', async () => {
    const file = await simulate().bytes('FAULT-AUDIO-NO-LENGTH');
    const samples = new Int16Array(
      file.buffer.slice(file.byteOffset + 44, file.byteOffset + file.byteLength),
    );
    let quiet = 0;
    let energy = 0;
    for (let start = 0; start < samples.length; start += 160) {
      const part = samples.subarray(start, start + 160);
      const power = part.reduce((sum, sample) => sum + sample * sample, 0) / part.length;
      if (power < 100 ** 2) quiet++;
      energy += power;
    }
    const windows = samples.length / 160;
    const rms = 10 * Math.log10(energy / windows / 32_768 ** 2);
    expect(rms).toBeGreaterThan(-26);
    expect(rms).toBeLessThan(-17);
    expect(quiet / windows).toBeGreaterThan(0.08);
    expect(samples.every((sample) => Math.abs(sample) < 32_000)).toBe(true);
  });

  it('puts the agent left and the caller right', async () => {
    const file = await simulate().bytes('WAV-PCM16-STEREO');
    const energy = { left: 0, right: 0, both: 0 };
    for (let at = 44; at + 640 <= file.byteLength; at += 640) {
      let left = 0;
      let right = 0;
      for (let sample = at; sample < at + 640; sample += 4) {
        left += file.readInt16LE(sample) ** 2;
        right += file.readInt16LE(sample + 2) ** 2;
      }
      const loud = 160 * 300 ** 2;
      if (left > loud && right > loud) energy.both++;
      else if (left > loud) energy.left++;
      else if (right > loud) energy.right++;
    }
    expect(energy.left).toBeGreaterThan(100);
    expect(energy.right).toBeGreaterThan(100);
    expect(energy.both).toBe(0);
  });

  it('is the same each time', async () => {
    const { bytes } = simulate();
    expect((await bytes('FIVE-LEGS', 2)).equals(await bytes('FIVE-LEGS', 2))).toBe(true);
    expect((await bytes('FIVE-LEGS', 4)).equals(await bytes('FIVE-LEGS', 2))).toBe(false);
  });
});

describe('downloads', () => {
  it('are counted while they run, and no more when a listener leaves', async () => {
    const { open, requests } = simulate();
    const listener = new AbortController();
    const reader = (await open('HOUR-LEG', 2)).body?.getReader();
    const other = (await open('HOUR-LEG', 2, listener.signal)).body?.getReader();
    await reader?.read();
    await other?.read();
    expect(requests.openRecordings).toBe(2);
    await reader?.cancel();
    expect(requests.openRecordings).toBe(1);
    listener.abort(new Error('I left'));
    await expect(other?.read()).rejects.toThrow('I left');
    expect(requests.openRecordings).toBe(0);
    expect(requests.recording).toBe(2);
  });

  it('of an unknown leg or call answer 404', async () => {
    const { ask, open } = simulate();
    expect((await open('ONE-LEG', 2)).status).toBe(404);
    expect((await ask('retrieveByUniqueId?uniqueId=1.1&leg=1')).status).toBe(404);
    expect((await ask('retrieveByUniqueId?x=')).status).toBe(404);
  });
});

describe('audio faults', () => {
  const whole = 44 + 60 * 16_000;

  it.each<[AudioFaultTag, number, string | null, number]>([
    ['FAULT-AUDIO-EMPTY', 200, '0', 0],
    ['FAULT-AUDIO-HEADER-ONLY', 200, '44', 44],
    ['FAULT-AUDIO-SHORT', 200, String(44 + 48 * 16_000), 44 + 48 * 16_000],
    ['FAULT-AUDIO-NO-LENGTH', 200, null, whole],
    ['FAULT-AUDIO-TRUNCATED', 200, null, whole / 2],
    ['FAULT-AUDIO-GARBAGE', 200, '100000', 100_000],
    ['FAULT-AUDIO-TRICKLE', 200, String(whole), whole],
    ['FAULT-AUDIO-SIZE-0-NO-LENGTH', 200, null, whole],
  ])('%s answers %d, Content-Length %s and %d bytes', async (tag, status, stated, length) => {
    const response = await simulate().open(tag);
    expect([response.status, response.headers.get('Content-Length')]).toEqual([status, stated]);
    expect((await response.arrayBuffer()).byteLength).toBe(length);
  });

  it.each<[AudioFaultTag, number, RegExp]>([
    ['FAULT-AUDIO-503-ALWAYS', 503, /"Code":-1/],
    ['FAULT-AUDIO-HTML', 200, /^<!DOCTYPE html>/],
    ['FAULT-AUDIO-JSON-ERROR', 200, /"Code":-1/],
    ['FAULT-AUDIO-GONE', 410, /"Code":-1/],
    ['FAULT-AUDIO-404', 404, /^<!DOCTYPE html>/],
    ['FAULT-AUDIO-401', 401, /"Code":-1/],
  ])('%s answers %d with %s', async (tag, status, body) => {
    const response = await simulate().open(tag);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(body);
  });

  it.each<[AudioFaultTag, number, number]>([
    ['FAULT-AUDIO-SIZE-0', 0, 0],
    ['FAULT-AUDIO-SIZE-MAX', 0xffffffff, 0xffffffff],
    ['FAULT-AUDIO-SIZE-DOUBLE', 36 + 1_920_000, 1_920_000],
    ['FAULT-AUDIO-SIZE-HALF', 36 + 480_000, 480_000],
  ])('%s states sizes of %d and %d, with all the audio', async (tag, riff, data) => {
    const file = await simulate().bytes(tag);
    expect([file.readUInt32LE(4), file.readUInt32LE(40)]).toEqual([riff, data]);
    expect(file.byteLength).toBe(whole);
  });

  it('breaks off in the middle', async () => {
    const { open, requests } = simulate();
    for (const tag of ['FAULT-AUDIO-BREAKS-OFF', 'FAULT-AUDIO-BREAKS-OFF-NO-LENGTH']) {
      await expect((await open(tag)).arrayBuffer()).rejects.toThrow('The connection was reset');
    }
    expect(requests.openRecordings).toBe(0);
    await expect(open('FAULT-AUDIO-RESET')).rejects.toThrow('The connection was reset');
  });

  it('stalls after 64 KB until the listener leaves', async () => {
    const { open, requests } = simulate();
    const listener = new AbortController();
    const reader = (await open('FAULT-AUDIO-STALLS', 1, listener.signal)).body?.getReader();
    expect((await reader?.read())?.value?.byteLength).toBe(65_536);
    const next = reader?.read();
    listener.abort(new Error('I left'));
    await expect(next).rejects.toThrow('I left');
    expect(requests.openRecordings).toBe(0);
  });

  it('is busy once or twice, then fine', async () => {
    const { open } = simulate();
    const statuses = async (tag: AudioFaultTag) => [
      (await open(tag)).status,
      (await open(tag)).status,
      (await open(tag)).status,
    ];
    expect(await statuses('FAULT-AUDIO-503-ONCE')).toEqual([503, 200, 200]);
    expect(await statuses('FAULT-AUDIO-503-TWICE')).toEqual([503, 503, 200]);
  });

  it('comes at half the speed at which it plays', async () => {
    const { bytes, waited } = simulate();
    await bytes('FAULT-AUDIO-TRICKLE');
    expect(new Set(waited)).toEqual(new Set([250]));
    expect(waited.length).toBe(Math.ceil(whole / 2000) - 1);
  });

  it('wraps the audio in more chunks', async () => {
    const file = await simulate().bytes('FAULT-AUDIO-EXTRA-CHUNKS');
    expect(file.toString('latin1', 36, 40)).toBe('LIST');
    const data = 36 + 8 + file.readUInt32LE(40) + 1;
    expect(file.toString('latin1', data, data + 4)).toBe('data');
    expect(file.toString('latin1', data + 8 + 960_000, data + 12 + 960_000)).toBe('LIST');
    expect(file.readUInt32LE(4)).toBe(file.byteLength - 8);
  });

  it('leaves leg 2 of each of their calls healthy', async () => {
    const { bytes } = simulate();
    for (const { tag } of AUDIO_FAULTS) {
      expect((await bytes(tag, 2)).byteLength, tag).toBe(44 + 20 * 16_000);
    }
  });
});
