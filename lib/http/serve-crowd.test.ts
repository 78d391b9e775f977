import { readdir } from 'node:fs/promises';
import { Agent, get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { scriptedSource } from '@/lib/audio/spool/scripted-source';
import { createSpoolFixture, type SpoolFixture } from '@/lib/audio/spool/spool-fixture';
import { memoryInUse } from './memory-in-use-fixture';

const LISTENERS = 500;
const WAVE = waveOf(soundOf(300_000));
let fixture: SpoolFixture;
let agent: Agent;

beforeEach(async () => {
  fixture = await createSpoolFixture();
  agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
});
afterEach(async () => {
  agent.destroy();
  await fixture.close();
});

const listen = (url: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent }, resolve).on('error', reject);
  });

const crowd = (url: string) => Promise.all(Array.from({ length: LISTENERS }, () => listen(url)));

test('500 listeners on one leg are one upstream request, and each hears all of it', async () => {
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source);
  source.send(WAVE.subarray(0, 100_000));
  const responses = await crowd(url);
  const bodies = Promise.all(responses.map((response) => buffer(response)));
  source.send(WAVE.subarray(100_000));
  source.end();

  for (const body of await bodies) expect(body.equals(WAVE)).toBe(true);
  expect(source.fetchCount).toBe(1);
  await vi.waitFor(() => expect(fixture.pacer.laneCount).toBe(0));
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
});

test('500 that leave at once leave nothing behind', async () => {
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source);
  source.send(WAVE.subarray(0, 100_000));
  const uncaught: unknown[] = [];
  const remember = (error: unknown) => uncaught.push(error);
  process.on('uncaughtException', remember);
  process.on('unhandledRejection', remember);

  const responses = await crowd(url);
  expect(fixture.pacer.laneCount).toBe(LISTENERS);
  for (const response of responses) response.destroy();

  await vi.waitFor(() => expect(source.runningCount).toBe(0));
  await vi.waitFor(() => expect(fixture.pacer.laneCount).toBe(0));
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
  await vi.waitFor(async () => expect(await readdir(fixture.directory)).toEqual([]));
  process.off('uncaughtException', remember);
  process.off('unhandledRejection', remember);
  expect(uncaught).toEqual([]);
  expect(source.fetchCount).toBe(1);
});

test('500 that leave before the first byte stop the download as well', async () => {
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source);
  const leaving = Array.from({ length: LISTENERS }, () => {
    const request = get(url, { agent });
    request.on('error', () => {});
    return request;
  });
  await vi.waitFor(() => expect(source.runningCount).toBe(1));
  for (const request of leaving) request.destroy();

  await vi.waitFor(() => expect(source.runningCount).toBe(0), { timeout: 10_000 });
  expect(source.fetchCount).toBe(1);
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
});

test('crowds that come and go leave no memory behind', async () => {
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source);
  async function comeAndGo(): Promise<number> {
    source.send(WAVE.subarray(0, 100_000));
    for (const response of await crowd(url)) response.destroy();
    await vi.waitFor(() => expect(source.runningCount).toBe(0));
    await vi.waitFor(() => expect(fixture.pacer.laneCount).toBe(0));
    return memoryInUse();
  }
  await comeAndGo();
  const before = await comeAndGo();
  for (let round = 0; round < 3; round += 1) await comeAndGo();
  const growth = (await comeAndGo()) - before;
  expect(growth / (4 * LISTENERS)).toBeLessThan(1_024);
});
