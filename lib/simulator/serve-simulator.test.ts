import { once } from 'node:events';
import { get, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSimulator } from './create-simulator';
import { serveSimulator } from './serve-simulator';

const simulator = createSimulator({ apiKey: 'k' });
let served: Awaited<ReturnType<typeof serveSimulator>>;
beforeAll(async () => {
  served = await serveSimulator(simulator, { port: 0, host: '127.0.0.1' });
});
afterAll(() => served.close());

const post = (question: string, signal?: AbortSignal) =>
  fetch(`${served.url}/njadmin/rest/RecordingAPI/${question}&apiKey=k`, {
    method: 'POST',
    ...(signal ? { signal } : {}),
  });

async function recording(tag: string, leg = 1): Promise<string> {
  const [first] = await (await post(`retrieveMetaData?tag=${tag}`)).json();
  return `retrieveByUniqueId?uniqueId=${first.UniqueId}&leg=${leg}`;
}

/** Reads with node:http, which shows what arrived before the end, whatever the end was. */
async function arrivals(
  question: string,
): Promise<{ response: IncomingMessage; bytes: number; error: unknown }> {
  const url = `${served.url}/njadmin/rest/RecordingAPI/${question}&apiKey=k`;
  const [response]: [IncomingMessage] = (await once(
    request(url, { method: 'POST' }).end(),
    'response',
  )) as [IncomingMessage];
  let bytes = 0;
  try {
    for await (const piece of response) bytes += piece.byteLength;
    return { response, bytes, error: null };
  } catch (error) {
    return { response, bytes, error };
  }
}

describe('over a socket', () => {
  it('answers as in the process', async () => {
    const response = await post('retrieveMetaData?tag=FIVE-LEGS');
    expect(response.headers.get('Content-Type')).toBe('application/json');
    expect(await response.json()).toHaveLength(5);
    const [refused] = (await once(get(served.url), 'response')) as [IncomingMessage];
    refused.resume();
    expect(refused.statusCode).toBe(404);
  });

  it('sends a whole leg with its length', async () => {
    const { response, bytes, error } = await arrivals(await recording('WAV-PCM16'));
    expect(error).toBeNull();
    expect(bytes).toBe(320_044);
    expect(response.headers['content-length']).toBe('320044');
  });

  it('breaks off in the middle, with the stated length and without', async () => {
    for (const tag of ['FAULT-AUDIO-BREAKS-OFF', 'FAULT-AUDIO-BREAKS-OFF-NO-LENGTH']) {
      const { response, bytes, error } = await arrivals(await recording(tag));
      expect(error).toMatchObject({ code: 'ECONNRESET' });
      expect(bytes).toBe(480_022);
      expect(response.headers['content-length']).toBe(
        tag.endsWith('LENGTH') ? undefined : '960044',
      );
    }
  });

  it('resets the connection before an answer', async () => {
    await expect(post('retrieveMetaData?tag=FAULT-RESET')).rejects.toMatchObject({
      cause: { code: 'ECONNRESET' },
    });
    await expect(post(await recording('FAULT-AUDIO-RESET'))).rejects.toThrow(TypeError);
    const half = await post('retrieveMetaData?tag=FAULT-BREAKS-OFF');
    await expect(half.text()).rejects.toThrow(TypeError);
  });

  it('never answers, and lets the caller leave', async () => {
    const caller = new AbortController();
    const before = simulator.requests.metadata;
    const answer = post('retrieveMetaData?tag=FAULT-NEVER', caller.signal);
    await vi.waitUntil(() => simulator.requests.metadata > before);
    caller.abort();
    await expect(answer).rejects.toThrow('aborted');
  });

  it('stops a download when its listener leaves', async () => {
    const question = await recording('HOUR-LEG', 2);
    const listener = new AbortController();
    const response = await post(question, listener.signal);
    await response.body?.getReader().read();
    expect(simulator.requests.openRecordings).toBe(1);
    listener.abort();
    await vi.waitUntil(() => simulator.requests.openRecordings === 0);
    expect(simulator.requests.openRecordings).toBe(0);
  });

  it('waits for a slow listener instead of making an hour of audio for it', async () => {
    const path = `/njadmin/rest/RecordingAPI/${await recording('HOUR-LEG', 2)}&apiKey=k`;
    const asked = request(`${served.url}${path}`, { method: 'POST' }).end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.pause();
    expect((await arrivals(await recording('WAV-PCM16'))).bytes).toBe(320_044);
    expect(simulator.requests.openRecordings).toBe(1);
    response.destroy();
    await vi.waitUntil(() => simulator.requests.openRecordings === 0);
  });

  it('says that a port is taken', async () => {
    const port = Number(new URL(served.url).port);
    await expect(serveSimulator(simulator, { port, host: '127.0.0.1' })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
