import { readdirSync } from 'node:fs';
import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '@/lib/contract/problem';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

const LISTENERS = 500;
const WAVE_HEADER_BYTES = 44;

let legato: LegatoUnderTest;
beforeEach(async () => {
  legato = await startLegatoUnderTest();
});
afterEach(() => legato.close());

const openFiles = () => readdirSync('/proc/self/fd').length;

describe('answerAudioRequest', () => {
  it('asks the PBX once for a leg that 500 people listen to', async () => {
    const { uniqueId, legs } = await legato.callOf('ONE-LEG');
    const url = legato.audioUrl(uniqueId, 1);
    const lengths = await Promise.all(
      Array.from({ length: LISTENERS }, async () =>
        (await fetch(url)).arrayBuffer().then((bytes) => bytes.byteLength),
      ),
    );
    const expected = WAVE_HEADER_BYTES + (legs[0]?.durationSeconds ?? 0) * 16_000;
    expect(new Set(lengths)).toEqual(new Set([expected]));
    expect(legato.simulator.requests.recording).toBe(1);
  });

  it('leaves nothing behind when 500 people leave at once', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-TRICKLE');
    const filesBefore = openFiles();
    const departures = await Promise.all(
      Array.from({ length: LISTENERS }, () => listen(legato.audioUrl(uniqueId, 1))),
    );
    expect(legato.simulator.requests.openRecordings).toBe(1);

    for (const depart of departures) depart();

    await vi.waitFor(() => expect(legato.simulator.requests.openRecordings).toBe(0), 20_000);
    await vi.waitFor(() => expect(openFiles()).toBeLessThanOrEqual(filesBefore + 4), 20_000);
    expect(legato.simulator.requests.recording).toBe(1);
  });

  it('asks for the metadata of a leg only when the PBX has not listed it lately', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const asked = legato.simulator.requests.metadata;
    await fetch(legato.audioUrl(uniqueId, 1), { headers: { Range: 'bytes=0-0' } });
    expect(legato.simulator.requests.metadata).toBe(asked);
  });

  it.each([
    ['FAULT-AUDIO-GONE', 404, 'recording-gone'],
    ['FAULT-AUDIO-404', 404, 'recording-gone'],
    ['FAULT-AUDIO-EMPTY', 502, 'recording-empty'],
    ['FAULT-AUDIO-HEADER-ONLY', 502, 'recording-empty'],
    ['FAULT-AUDIO-HTML', 502, 'recording-unreadable'],
    ['FAULT-AUDIO-JSON-ERROR', 502, 'recording-unreadable'],
    ['FAULT-AUDIO-GARBAGE', 502, 'recording-unreadable'],
    ['FAULT-AUDIO-401', 502, 'pbx-refused'],
    ['FAULT-AUDIO-RESET', 502, 'pbx-unreachable'],
    ['FAULT-AUDIO-503-ALWAYS', 503, 'pbx-busy'],
  ])('answers %s with status %i and code %s', async (tag, status, code) => {
    const { uniqueId } = await legato.callOf(tag);
    const response = await fetch(legato.audioUrl(uniqueId, 1));
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(Problem.parse(await response.json())).toMatchObject({ status, code });
    expect(response.status).toBe(status);
  });

  it('serves what arrived of a leg that broke off, and says so', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-BREAKS-OFF');
    const url = legato.audioUrl(uniqueId, 1);
    await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();

    const again = await fetch(url);
    const bytes = await again.arrayBuffer();
    expect(again.headers.get('legato-recording')).toBe('broken-off');
    expect(Number(again.headers.get('content-length'))).toBe(bytes.byteLength);
    expect(bytes.byteLength).toBeGreaterThan(WAVE_HEADER_BYTES);
    expect(new DataView(bytes).getUint32(40, true)).toBe(bytes.byteLength - WAVE_HEADER_BYTES);
    expect(legato.simulator.requests.recording).toBe(1);
  });

  it('refuses what is neither GET nor HEAD, and asks the PBX nothing', async () => {
    const response = await fetch(legato.audioUrl('1795390927.1', 1), { method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(Problem.parse(await response.json())).toMatchObject({ status: 405 });
    expect(legato.simulator.requests.metadata).toBe(0);
  });

  it('answers a range outside the leg with its size and a problem', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const url = legato.audioUrl(uniqueId, 1);
    const headers = { Range: 'bytes=9999999-' };
    const response = await fetch(url, { headers });
    const size = (await fetch(url, { method: 'HEAD' })).headers.get('content-length');
    const text = await response.text();
    expect(response.headers.get('content-range')).toBe(`bytes */${size}`);
    expect(response.headers.get('content-length')).toBe(String(text.length));
    expect(Problem.parse(JSON.parse(text)).code).toBe('range-not-satisfiable');
    const head = await fetch(url, { method: 'HEAD', headers });
    expect([head.status, head.headers.get('content-length')]).toEqual([416, String(text.length)]);
  });

  it('answers a condition that does not hold with a problem', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const headers = { 'If-Match': '"another"' };
    const response = await fetch(legato.audioUrl(uniqueId, 1), { headers });
    expect(Problem.parse(await response.json())).toMatchObject({
      status: 412,
      code: 'precondition-failed',
    });
  });

  it('refuses a host that is not this machine', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const status = await new Promise((resolve) => {
      const headers = { Host: 'evil.example' };
      get(legato.audioUrl(uniqueId, 1), { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    expect(status).toBe(403);
  });

  it.each([
    ['a leg that does not exist', '1795390927.1/legs/99', 404],
    ['a leg that is no number', '1795390927.1/legs/x', 400],
    ['a unique id that is not percent-encoded', '%ff/legs/1', 400],
  ])('answers %s with a problem', async (_what, path, status) => {
    const origin = new URL(legato.audioUrl('1.1', 1)).origin;
    const response = await fetch(`${origin}/api/calls/${path}/audio`);
    expect(response.status).toBe(status);
    expect(Problem.parse(await response.json()).status).toBe(status);
  });
});

/** Begins to listen; resolves at the first bytes with the way to leave. */
function listen(url: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const request = get(url, (response) => {
      response.once('readable', () => resolve(() => request.destroy()));
      response.on('error', () => {});
    });
    request.on('error', reject);
  });
}
