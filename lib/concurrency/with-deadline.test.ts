import { expect, test } from 'vitest';
import { withDeadline } from './with-deadline';

/** Timers whose time passes when a test says so. */
function handTimers() {
  const waiting: { ms: number; act: () => void }[] = [];
  return {
    waiting,
    after(ms: number, act: () => void) {
      const timer = { ms, act };
      waiting.push(timer);
      return () => void waiting.splice(waiting.indexOf(timer), 1);
    },
  };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
const tooLate = () => new Error('too late');
const parent = () => new AbortController();

test('gives the result of a task that ends in time and leaves no timer behind', async () => {
  const timers = handTimers();
  const result = withDeadline(500, parent().signal, tooLate, timers, async () => 'done');
  expect(timers.waiting.map(({ ms }) => ms)).toEqual([500]);
  await expect(result).resolves.toBe('done');
  expect(timers.waiting).toEqual([]);
});

test('aborts a task that takes too long with the error given', async () => {
  const timers = handTimers();
  const result = withDeadline(500, parent().signal, tooLate, timers, untilAborted);
  timers.waiting[0]?.act();
  await expect(result).rejects.toThrow('too late');
  expect(timers.waiting).toEqual([]);
});

test('aborts a task with the reason of its parent', async () => {
  const timers = handTimers();
  const caller = parent();
  const result = withDeadline(500, caller.signal, tooLate, timers, untilAborted);
  caller.abort(new Error('the listener left'));
  await expect(result).rejects.toThrow('the listener left');
  expect(timers.waiting).toEqual([]);
});

test('does not start a task whose parent has aborted', async () => {
  const timers = handTimers();
  const caller = parent();
  caller.abort(new Error('the listener left'));
  let isStarted = false;
  const result = withDeadline(500, caller.signal, tooLate, timers, async () => {
    isStarted = true;
  });
  await expect(result).rejects.toThrow('the listener left');
  expect(isStarted).toBe(false);
});
