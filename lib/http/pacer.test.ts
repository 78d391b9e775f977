import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPacer, type Lane } from './pacer';

const MEGABYTE = 1024 * 1024;

/** Only the timers that lanes sleep by are the test's own; turns of the event loop stay real. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

/** A listener that always takes everything. Gives how much it got. */
function joinEager(pacer: ReturnType<typeof createPacer>, bytesPerSecond = 16_000) {
  const listener: { lane: Lane; bytes: number; log: number[] } = {
    bytes: 0,
    log: [],
    lane: pacer.join(bytesPerSecond, (maxBytes) => {
      listener.bytes += maxBytes;
      listener.lane.wake();
      return maxBytes;
    }),
  };
  listener.lane.wake();
  return listener;
}

test('a few responses run at full speed', async () => {
  const pacer = createPacer({ fullSpeedLanes: 2 });
  const listeners = [joinEager(pacer), joinEager(pacer)];
  await turns(100);
  for (const { bytes, lane } of listeners) {
    expect(bytes).toBeGreaterThan(4 * MEGABYTE);
    lane.leave();
  }
});

test('in a crowd each gets a megabyte at once, then twelve times the speed of the media', async () => {
  const pacer = createPacer({ fullSpeedLanes: 2 });
  const listeners = [1, 2, 3].map(() => joinEager(pacer));
  await turns(100);
  expect(listeners.map(({ bytes }) => bytes)).toEqual([MEGABYTE, MEGABYTE, MEGABYTE]);

  for (let second = 0; second < 10; second += 1) {
    for (let tenth = 0; tenth < 10; tenth += 1) {
      vi.advanceTimersByTime(100);
      await turns(3);
    }
  }
  for (const { bytes, lane } of listeners) {
    expect(bytes - MEGABYTE).toBeGreaterThan(8 * 16_000 * 10);
    expect(bytes - MEGABYTE).toBeLessThan(16 * 16_000 * 10);
    lane.leave();
  }
  expect(pacer.laneCount).toBe(0);
});

test('a turn of the event loop is bounded, and everybody is served before anybody twice', async () => {
  const pacer = createPacer();
  const order: number[] = [];
  let bytesInTurn = 0;
  const lanes = Array.from({ length: 20 }, (_, index) =>
    pacer.join(16_000, (maxBytes) => {
      order.push(index);
      bytesInTurn += maxBytes;
      lanes[index]?.wake();
      return maxBytes;
    }),
  );
  for (const lane of lanes) lane.wake();
  while (order.length < 40) {
    bytesInTurn = 0;
    await nextTurn();
    expect(bytesInTurn).toBeLessThanOrEqual(512 * 1024);
  }
  expect(order.slice(0, 20)).toEqual(lanes.map((_, index) => index));
  expect(order.slice(20, 40)).toEqual(lanes.map((_, index) => index));
  for (const lane of lanes) lane.leave();
});

test('a lane that has left sends no more, asleep or awake', async () => {
  const pacer = createPacer({ fullSpeedLanes: 0 });
  const listener = joinEager(pacer);
  await turns(100);
  listener.lane.leave();
  listener.lane.leave();
  const { bytes } = listener;
  vi.advanceTimersByTime(60_000);
  await turns(10);
  expect(listener.bytes).toBe(bytes);
  expect(pacer.laneCount).toBe(0);
});
