import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { untilAborted } from '@/lib/concurrency/until-aborted';
import { createSimulator, DEMO_API_KEY } from '@/lib/simulator/create-simulator';
import { serveSimulator } from '@/lib/simulator/serve-simulator';
import type { LegSource } from './leg-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const Legs = z.array(z.object({ UniqueId: z.string() }));
const NOW = Date.parse('2026-11-23T10:00:00+11:00');
let pbx: Awaited<ReturnType<typeof serveSimulator>>;
let fixture: SpoolFixture;

beforeAll(async () => {
  pbx = await serveSimulator(createSimulator({ now: () => NOW }), { port: 0, host: '127.0.0.1' });
});
afterAll(() => pbx.close());
beforeEach(async () => {
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

/** Leg 1 of the call with a tag, over real HTTP. */
function legOf(tag: string): LegSource {
  const ask = (method: string, query: string, signal: AbortSignal) =>
    fetch(`${pbx.url}/njadmin/rest/RecordingAPI/${method}?apiKey=${DEMO_API_KEY}&${query}`, {
      method: 'POST',
      signal,
    });
  return {
    key: tag,
    async fetch(signal) {
      const legs: unknown = await (await ask('retrieveMetaData', `tag=${tag}`, signal)).json();
      const { UniqueId } = Legs.parse(legs)[0] ?? {};
      const query = `uniqueId=${UniqueId}&leg=1`;
      const { headers, body } = await ask('retrieveByUniqueId', query, signal);
      const contentLength = headers.get('content-length');
      return {
        contentLength: contentLength === null ? null : Number(contentLength),
        body: chunksOf(body ?? new Blob().stream(), signal),
      };
    },
  };
}

/** An abort in the instant in which a body of fetch ends would be lost on it. */
async function* chunksOf(body: ReadableStream<Uint8Array>, signal: AbortSignal) {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function hear(tag: string) {
  const url = await fixture.serve(legOf(tag));
  let response = await fetch(url);
  let body = await response.arrayBuffer().catch(() => null);
  if (body === null) {
    response = await fetch(url);
    body = await response.arrayBuffer();
  }
  return { response, body: Buffer.from(body) };
}

/** Seconds of sound by the header, which must agree with what is there. */
function secondsOf(wave: Buffer): number {
  expect(wave.readUInt32LE(4)).toBe(wave.length - 8);
  const data = wave.indexOf('data');
  const soundBytes = wave.readUInt32LE(data + 4);
  expect(data + 8 + soundBytes).toBe(wave.length);
  return soundBytes / wave.readUInt32LE(28);
}

describe('each container of the PBX', () => {
  test.each([
    ['WAV-PCM16', 1, 1, 16],
    ['WAV-PCM16-STEREO', 1, 2, 16],
    ['WAV-PCM8', 1, 1, 8],
    ['WAV-PCM24', 1, 1, 24],
    ['WAV-ALAW', 6, 1, 8],
    ['WAV-MULAW', 7, 1, 8],
    ['WAV-GSM', 1, 1, 16],
  ])('%s comes as a WAV file of its length', async (tag, format, channels, bits) => {
    const { response, body } = await hear(tag);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect([body.readUInt16LE(20), body.readUInt16LE(22), body.readUInt16LE(34)]).toEqual([
      format,
      channels,
      bits,
    ]);
    expect(secondsOf(body)).toBe(20);
  });

  test.each([
    ['WAV-MP3', 'audio/mpeg', /^\xff[\xe0-\xff]/],
    ['MP3', 'audio/mpeg', /^(ID3|\xff[\xe0-\xff])/],
    ['OGG', 'audio/ogg', /^OggS/],
    ['FLAC', 'audio/flac', /^fLaC/],
  ])('%s comes as it is', async (tag, contentType, magic) => {
    const { response, body } = await hear(tag);
    expect(response.headers.get('content-type')).toBe(contentType);
    expect(body.toString('latin1', 0, 8)).toMatch(magic);
    expect(response.headers.get('content-length')).toBe(String(body.length));
  });
});

describe('each fault of the PBX', () => {
  test.each([
    ['FAULT-AUDIO-SIZE-0', 60],
    ['FAULT-AUDIO-SIZE-MAX', 60],
    ['FAULT-AUDIO-SIZE-0-NO-LENGTH', 60],
    ['FAULT-AUDIO-SIZE-DOUBLE', 60],
    ['FAULT-AUDIO-SIZE-HALF', 60],
    ['FAULT-AUDIO-NO-LENGTH', 60],
    ['FAULT-AUDIO-EXTRA-CHUNKS', 60],
    ['FAULT-AUDIO-SHORT', 48],
  ])('%s still plays what is there', async (tag, seconds) => {
    const { response, body } = await hear(tag);
    expect(secondsOf(body)).toBe(seconds);
    expect(response.headers.get('legato-recording')).not.toBe('broken-off');
  });

  test.each([
    ['FAULT-AUDIO-BREAKS-OFF'],
    ['FAULT-AUDIO-TRUNCATED'],
    ['FAULT-AUDIO-BREAKS-OFF-NO-LENGTH'],
  ])('%s plays what arrived and says that more is missing', async (tag) => {
    const { response, body } = await hear(tag);
    expect(response.headers.get('legato-recording')).toBe('broken-off');
    expect(secondsOf(body)).toBeGreaterThan(1);
    expect(secondsOf(body)).toBeLessThan(59);
  });

  test.each([
    ['FAULT-AUDIO-EMPTY', 'recording-empty'],
    ['FAULT-AUDIO-HEADER-ONLY', 'recording-empty'],
    ['FAULT-AUDIO-HTML', 'recording-unreadable'],
    ['FAULT-AUDIO-JSON-ERROR', 'recording-unreadable'],
    ['FAULT-AUDIO-GARBAGE', 'recording-unreadable'],
    ['FAULT-AUDIO-ADPCM', 'recording-unreadable'],
  ])('%s is reported as %s', async (tag, code) => {
    const { response, body } = await hear(tag);
    expect(response.status).toBe(502);
    expect(body.toString()).toBe(code);
  });
});
