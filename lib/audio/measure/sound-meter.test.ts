import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { SampledFormat } from '@/lib/audio/formats/audio-form';
import { isLegatoError } from '@/lib/errors';
import type {
  FromMeasuring,
  MeasuringListener,
  MeasuringThread,
  ToMeasuring,
} from './measuring-messages';
import { RATE, samplesOf, tone } from './sound-fixture';
import { createSoundMeter, type SoundMeter } from './sound-meter';
import { startMeasuringHere, startMeasuringWorker } from './start-measuring-fixture';

const MONO: SampledFormat = { kind: 'sampled', coding: 'pcm16', channels: 1, sampleRate: RATE };
const bytesOf = (samples: Int16Array) => new Uint8Array(samples.buffer.slice(0));
let meters: SoundMeter[] = [];
afterEach(async () => {
  await Promise.all(meters.map((meter) => meter.close()));
  meters = [];
});

function meterOf(...start: Parameters<typeof createSoundMeter>): SoundMeter {
  const meter = createSoundMeter(...start);
  meters.push(meter);
  return meter;
}

/** A thread that takes nothing before the test says so. */
function heldThread() {
  const sent: ToMeasuring[] = [];
  let listener: MeasuringListener | null = null;
  let startCount = 0;
  const start = (heard: MeasuringListener): MeasuringThread => {
    listener = heard;
    startCount += 1;
    return { send: (message) => void sent.push(message), setNeeded() {}, async end() {} };
  };
  return {
    sent,
    start,
    startCount: () => startCount,
    takeNext() {
      const index = sent.findIndex(({ kind }) => kind === 'bytes');
      const [taken] = sent.splice(index, 1);
      if (taken?.kind !== 'bytes') throw new Error('nothing was sent');
      listener?.onMessage({ kind: 'taken', leg: taken.leg, byteCount: taken.bytes.length });
    },
    die: () => listener?.onDeath(new Error('out of memory')),
  };
}

describe('on a thread of its own', () => {
  test('measures several legs at once, each by its own bytes', async () => {
    const meter = meterOf(startMeasuringWorker);
    const legs = [0.5, 1, 1.5].map((seconds) => ({
      seconds,
      bytes: bytesOf(samplesOf([seconds, tone([440])])),
      leg: meter.begin(MONO),
    }));
    for (const part of [0, 1]) {
      for (const { bytes, leg } of legs) {
        const half = bytes.length / 2;
        await leg.feed(bytes.subarray(part * half, (part + 1) * half));
      }
    }
    for (const { leg } of legs) leg.end();
    const measured = await Promise.all(legs.map(({ leg }) => leg.measured));
    expect(measured.map(({ peaks }) => peaks.durationSeconds)).toEqual([0.5, 1, 1.5]);
  });

  test('gives what it has while more arrives', async () => {
    const leg = meterOf(startMeasuringWorker).begin(MONO);
    await leg.feed(bytesOf(samplesOf([0.1, tone([440])])));
    expect((await leg.soFar())?.rms.length).toBe(5);
    leg.end();
    expect((await leg.measured).peaks.rms.length).toBe(5);
  });

  test('requests are answered while an hour is measured in one go', async () => {
    const server = createServer((_request, response) => response.end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = async () => (await fetch(`http://127.0.0.1:${port}`)).text();
    // The first of a process takes longer than an hour of sound.
    await ask();
    const heard: FromMeasuring[] = [];
    const thread = startMeasuringWorker({ onMessage: (one) => heard.push(one), onDeath() {} });
    thread.setNeeded(true);
    thread.send({ kind: 'begin', leg: 1, format: MONO });
    thread.send({ kind: 'ask', leg: 1 });
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(1);

    thread.send({ kind: 'bytes', leg: 1, bytes: new Uint8Array(2 * RATE * 3_600) });
    let answers = 0;
    for (; heard.length < 2; answers++) await ask();
    expect(heard[1]).toMatchObject({ kind: 'taken' });
    expect(answers).toBeGreaterThan(3);
    await thread.end();
    server.closeAllConnections();
    server.close();
  });

  test('a thread that dies fails the legs in hand, and the next leg starts another', async () => {
    const meter = meterOf((listener) => {
      const thread = startMeasuringWorker(listener);
      return {
        ...thread,
        send: (message) => (isPoison(message) ? void thread.end() : thread.send(message)),
      };
    });
    const [first, second] = [meter.begin(MONO), meter.begin(MONO)];
    await second.feed(new Uint8Array(2_000));
    expect((await second.soFar())?.rms.length).toBe(6);
    await first.feed(Uint8Array.of(POISON));
    first.end();
    await expect(first.measured).rejects.toSatisfy(isLegatoError);
    await expect(second.measured).rejects.toSatisfy(isLegatoError);
    const third = meter.begin(MONO);
    await third.feed(new Uint8Array(3_200));
    third.end();
    expect((await third.measured).peaks.durationSeconds).toBe(0.2);
  });
});

const POISON = 66;
const isPoison = (message: ToMeasuring) => message.kind === 'bytes' && message.bytes[0] === POISON;

test('lets a download wait while much of it is not taken, and go on then', async () => {
  const thread = heldThread();
  const leg = meterOf(thread.start).begin(MONO);
  const chunk = new Uint8Array(64 * 1024);
  let fed = 0;
  const download = (async () => {
    for (; fed < 100; fed++) await leg.feed(chunk);
  })();
  await expect.poll(() => thread.sent.length).toBeGreaterThan(2);
  const most = fed;
  expect(most).toBeLessThan(40);
  thread.takeNext();
  await expect.poll(() => fed).toBeGreaterThan(most);
  leg.drop();
  await download;
  expect(fed).toBe(100);
});

test('starts no thread before there is something to measure', async () => {
  const thread = heldThread();
  const meter = meterOf(thread.start);
  const leg = meter.begin(MONO);
  await leg.feed(new Uint8Array(100));
  expect(thread.startCount()).toBe(0);
  leg.drop();
  const second = meter.begin(MONO);
  await second.feed(new Uint8Array(100));
  second.end();
  expect(thread.startCount()).toBe(1);
});

test('a leg that was dropped is never measured, and a question about it does not wait', async () => {
  const leg = meterOf(startMeasuringHere).begin(MONO);
  await leg.feed(new Uint8Array(320));
  const asked = leg.soFar();
  leg.drop();
  expect(await asked).toBeNull();
});

test('what cannot be decoded is reported as unreadable', async () => {
  const leg = meterOf(startMeasuringHere).begin({ kind: 'packed', container: 'ogg' });
  await leg.feed(Buffer.from('OggS, or so it says, and nothing more'));
  leg.end();
  await expect(leg.measured).rejects.toMatchObject({ code: 'recording-unreadable' });
});
