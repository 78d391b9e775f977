import { describe, expect, it } from 'vitest';
import { CONTAINERS, type ContainerTag } from './faults';
import { simulate } from './simulate-fixture';

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
  ])('%s begins with its own magic bytes', async (tag, mark) => {
    expect((await simulate().bytes(tag)).toString('latin1', 0, mark.length)).toBe(mark);
  });

  it('are gathered in one call, a leg each', async () => {
    const { bytes } = simulate();
    for (const [index, { tag }] of CONTAINERS.entries()) {
      expect((await bytes('CONTAINERS', index + 1)).byteLength).toBe((await bytes(tag)).byteLength);
    }
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
    // Half a second of each at least: who says how much depends on the call.
    expect(energy.left).toBeGreaterThan(25);
    expect(energy.right).toBeGreaterThan(25);
    expect(energy.both).toBe(0);
  });

  it('is the same each time', async () => {
    const { bytes } = simulate();
    expect((await bytes('FIVE-LEGS', 2)).equals(await bytes('FIVE-LEGS', 2))).toBe(true);
    expect((await bytes('FIVE-LEGS', 4)).equals(await bytes('FIVE-LEGS', 2))).toBe(false);
  });
});

describe('downloads', () => {
  it('are counted while they run, and no longer when a listener leaves', async () => {
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
