import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { wholeSource } from '@/lib/audio/spool/scripted-source';
import { createSpoolFixture, type SpoolFixture } from '@/lib/audio/spool/spool-fixture';

/** More than the kernel buffers between two sockets. */
const WAVE = waveOf(soundOf(24_000_000));
let fixture: SpoolFixture;
let looks: Set<() => void>;
const timers = {
  every(_ms: number, act: () => void) {
    looks.add(act);
    return () => void looks.delete(act);
  },
};
const passTwoMinutes = () => {
  for (const look of [...looks]) look();
};

beforeEach(async () => {
  looks = new Set();
  fixture = await createSpoolFixture({ maxBytes: 30_000_000 });
});
afterEach(() => fixture.close());

async function startListening(reads: boolean) {
  const source = wholeSource('leg', WAVE);
  const url = new URL(await fixture.serve(source, { timers }));
  const socket = connect(Number(url.port), url.hostname);
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const received = { bytes: 0 };
  if (reads) socket.on('data', (chunk) => (received.bytes += chunk.length));
  await vi.waitFor(() => expect(looks.size).toBe(1));
  return { socket, received };
}

test('a listener who reads nothing loses the leg, which can then make room', async () => {
  const { socket } = await startListening(false);
  await vi.waitFor(() => expect(fixture.spool.usage().downloads.running).toBe(0));
  // Some looks until the kernel has taken all that it will.
  await vi.waitFor(() => {
    passTwoMinutes();
    expect(looks.size).toBe(0);
  });
  await fixture.untilStored();
  const other = wholeSource('other', waveOf(soundOf(20_000_000)));
  const recording = await fixture.spool.open(other, new AbortController().signal);
  recording.release();
  socket.destroy();
});

test('one who reads keeps it to the end', async () => {
  const { socket, received } = await startListening(true);
  await vi.waitFor(() => expect(received.bytes).toBeGreaterThan(WAVE.length));
  passTwoMinutes();
  passTwoMinutes();
  expect(socket.destroyed).toBe(false);
  socket.destroy();
});
