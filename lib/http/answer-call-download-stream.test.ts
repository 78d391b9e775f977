import { readdirSync, truncateSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { memoryInUse } from './memory-in-use-fixture';

const MB = 1024 * 1024;
let legato: LegatoUnderTest;
beforeEach(async () => {
  legato = await startLegatoUnderTest();
});
afterEach(() => legato.close());

describe('answerCallDownload, while it is sent', () => {
  it('fetches one leg ahead of a client who does not read, holds no bytes, and ends when he leaves', async () => {
    const { uniqueId } = await legato.callOf('SIX-HOURS');
    const { requests } = legato.simulator;
    const { response, leave } = await begin(legato.downloadUrl(uniqueId));
    await vi.waitFor(() => expect(requests.recording).toBe(2), 20_000);
    await vi.waitFor(() => expect(requests.openRecordings).toBe(0), 20_000);
    await readOn(response, 8 * MB);
    const before = await memoryInUse();
    await readOn(response, 40 * MB);
    const after = await memoryInUse();
    expect((after - before) / MB).toBeLessThan(4);
    expect(requests.recording).toBe(2);
    leave();
    await vi.waitFor(() => expect(legato.runtime.pacer.laneCount).toBe(0));
  });

  it('ends the download from the PBX when the client leaves', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-TRICKLE');
    const { requests } = legato.simulator;
    const { leave } = await begin(legato.downloadUrl(uniqueId));
    await vi.waitFor(() => expect(requests.openRecordings).toBe(1));
    leave();
    await vi.waitFor(() => expect(requests.openRecordings).toBe(0), 20_000);
    expect(requests.recording).toBe(1);
    expect(legato.logged()).not.toMatch(/"level":(?:"error"|50)/);
  });

  it('breaks off where a stored leg is lost in the middle: nobody takes a part for the whole', async () => {
    const { uniqueId } = await legato.callOf('SIX-HOURS');
    const { requests } = legato.simulator;
    const { response } = await begin(legato.downloadUrl(uniqueId));
    await vi.waitFor(() => expect(requests.recording).toBe(2), 20_000);
    await vi.waitFor(() => expect(requests.openRecordings).toBe(0), 20_000);
    await readOn(response, MB);
    for (const file of readdirSync(legato.spoolFolder)) {
      truncateSync(join(legato.spoolFolder, file), 0);
    }
    const rest = async () => {
      for await (const chunk of response) expect(chunk).toBeInstanceOf(Buffer);
    };
    await expect(rest()).rejects.toThrow('aborted');
    expect(legato.logged()).toContain('a stored leg cannot be read');
  });
});

/** Begins a download and reads nothing of it yet. */
function begin(url: string): Promise<{ response: IncomingMessage; leave: () => void }> {
  return new Promise((resolve, reject) => {
    const request = get(url, (response) => {
      response.on('error', () => {});
      resolve({ response, leave: () => request.destroy() });
    });
    request.on('error', reject);
  });
}

/** Reads at least so many bytes more, and lets them go. */
async function readOn(response: IncomingMessage, bytes: number): Promise<void> {
  let left = bytes;
  while (left > 0) {
    const chunk: Buffer | null = response.read();
    if (chunk) left -= chunk.length;
    else await new Promise((resolve) => response.once('readable', resolve));
  }
}
