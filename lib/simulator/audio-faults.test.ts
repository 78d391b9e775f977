import { describe, expect, it } from 'vitest';
import { AUDIO_FAULTS, type AudioFaultTag } from './faults';
import { simulate } from './simulate-fixture';

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
