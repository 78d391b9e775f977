import { expect, test } from 'vitest';
import { OnceSignal } from './once-signal';

test('who leaves is forgotten, and whoever stays is served', async () => {
  const signal = new OnceSignal();
  const leaving = new AbortController();
  const left = Array.from({ length: 100 }, () => signal.wait(leaving.signal));
  const stays = signal.wait(new AbortController().signal);
  expect(signal.waiting).toBe(101);
  leaving.abort(new Error('left'));
  for (const wait of left) await expect(wait).rejects.toThrow('left');
  expect(signal.waiting).toBe(1);
  signal.send();
  await stays;
  signal.fail(new Error('too late'));
  await signal.wait(leaving.signal);
  expect(signal.waiting).toBe(0);
});

test('a failure reaches those who wait and those who come later, once', async () => {
  const signal = new OnceSignal();
  const { signal: here } = new AbortController();
  const waiting = signal.wait(here);
  signal.fail(new Error('gone'));
  signal.send();
  await expect(waiting).rejects.toThrow('gone');
  await expect(signal.wait(here)).rejects.toThrow('gone');
  expect(signal.isSent).toBe(false);
});
