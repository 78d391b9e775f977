import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { scriptedSource, wholeSource } from '@/lib/audio/spool/scripted-source';
import { createSpoolFixture, type SpoolFixture } from '@/lib/audio/spool/spool-fixture';

const WAVE = waveOf(soundOf(300_000));
/** More than the buffers of a loopback connection hold. */
const LONG = waveOf(soundOf(24_000_000));

let fixture: SpoolFixture;
let sent: [from: number, to: number][] = [];
const onSent = (from: number, to: number) => sent.push([from, to]);

beforeEach(async () => {
  sent = [];
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

const ask = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { method, headers, agent: false }, resolve).on('error', reject);
  });

/** The stretch that the reports cover together. They must follow each other without a gap. */
function sentStretch(): [from: number, to: number] | null {
  const [first] = sent;
  if (!first) return null;
  let end = first[0];
  for (const [from, to] of sent) {
    expect(from).toBe(end);
    expect(to).toBeGreaterThan(from);
    end = to;
  }
  return [first[0], end];
}

test('reports all bytes of a whole answer, in order', async () => {
  const url = await fixture.serve(wholeSource('leg', WAVE), { onSent });
  await buffer(await ask(url));
  await vi.waitFor(() => expect(sentStretch()).toEqual([0, WAVE.length]));
});

test.each([
  ['a short range', 'bytes=1000-1999', [1_000, 2_000]],
  ['a long range', 'bytes=50000-', [50_000, WAVE.length]],
])('reports the positions of %s in the recording', async (_name, range, stretch) => {
  const url = await fixture.serve(wholeSource('leg', WAVE), { onSent });
  await buffer(await ask(url, { range }));
  await vi.waitFor(() => expect(sentStretch()).toEqual(stretch));
});

test('reports nothing for HEAD, 304, 412 and 416', async () => {
  const url = await fixture.serve(wholeSource('leg', WAVE), { onSent });
  const head = await ask(url, {}, 'HEAD');
  head.resume();
  for (const [headers, status] of [
    [{ 'if-none-match': head.headers.etag ?? '' }, 304],
    [{ 'if-match': '"other"' }, 412],
    [{ range: `bytes=${WAVE.length}-` }, 416],
  ] as const) {
    const response = await ask(url, headers);
    await buffer(response);
    expect(response.statusCode).toBe(status);
  }
  expect(sent).toEqual([]);
});

test('reports what has arrived while the rest is still to come', async () => {
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source, { onSent });
  source.send(WAVE.subarray(0, 100_000));
  const body = buffer(await ask(url));
  await vi.waitFor(() => expect(sentStretch()).toEqual([0, 100_000]));
  source.send(WAVE.subarray(100_000));
  source.end();
  expect((await body).equals(WAVE)).toBe(true);
  await vi.waitFor(() => expect(sentStretch()).toEqual([0, WAVE.length]));
});

test('does not report what a client that stopped reading never took', async () => {
  const url = await fixture.serve(wholeSource('leg', LONG), { onSent });
  const response = await ask(url);
  response.pause();
  await vi.waitFor(() => expect(sent.length).toBeGreaterThan(0));
  response.destroy();
  await vi.waitFor(() => expect(fixture.pacer.laneCount).toBe(0));
  const [from, to] = sentStretch() ?? [];
  expect(from).toBe(0);
  expect(to).toBeLessThan(LONG.length);
});

test('cuts an answer off in the middle when its signal aborts', async () => {
  const { signal, abort } = withAbort();
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source, { onSent, signal });
  source.send(WAVE.subarray(0, 100_000));
  const body = buffer(await ask(url));
  await vi.waitFor(() => expect(sentStretch()).toEqual([0, 100_000]));

  abort();
  await expect(body).rejects.toThrow('aborted');
  source.send(WAVE.subarray(100_000));
  await vi.waitFor(() => expect(fixture.pacer.laneCount).toBe(0));
  await vi.waitFor(() => expect(source.runningCount).toBe(0));
  expect(sentStretch()).toEqual([0, 100_000]);
});

test('cuts off a client that takes nothing as well', async () => {
  const { signal, abort } = withAbort();
  const url = await fixture.serve(wholeSource('leg', LONG), { signal });
  const response = await ask(url);
  response.pause();
  abort();
  await expect(buffer(response)).rejects.toThrow('aborted');
  await vi.waitFor(() => expect(fixture.pacer.laneCount).toBe(0));
});

test('sends nothing when its signal has aborted before the first byte came', async () => {
  const { signal, abort } = withAbort();
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source, { onSent, signal });
  const asked = ask(url);
  await vi.waitFor(() => expect(source.runningCount).toBe(1));
  abort();
  expect((await asked).statusCode).toBe(500);
  expect(sent).toEqual([]);
  await vi.waitFor(() => expect(source.runningCount).toBe(0));
});

function withAbort() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
