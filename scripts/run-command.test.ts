import { afterEach, expect, test, vi } from 'vitest';
import { runCommand } from './run-command.mjs';

const node = (script: string) => [process.execPath, '--eval', script];

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Replaces the limit's clock, and counts what the program prints. */
function watch() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(console, 'error').mockReturnValue();
  return vi.spyOn(process.stdout, 'write').mockReturnValue(true);
}

async function untilPrinted(printed: ReturnType<typeof watch>) {
  const before = printed.mock.calls.length;
  await vi.waitUntil(() => printed.mock.calls.length > before, { timeout: 60_000 });
}

test('a program that prints now and then goes on for as long as it likes', async () => {
  const printed = watch();
  const done = runCommand(node("setInterval(() => console.log('.'), 20)"), { idleMinutes: 5 });
  for (let minutes = 0; minutes < 40; minutes += 4) {
    await untilPrinted(printed);
    vi.advanceTimersByTime(4 * 60_000);
  }
  await untilPrinted(printed);
  expect(console.error).not.toHaveBeenCalled();

  vi.advanceTimersByTime(5 * 60_000 + 1);
  expect(await done).toBe(1);
});

test('a silent program is stopped, by force where it does not listen', async () => {
  const printed = watch();
  const script = "process.on('SIGINT', () => {}); console.log('.'); setInterval(() => {}, 1000)";
  const done = runCommand(node(script), { idleMinutes: 5 });
  await untilPrinted(printed);
  vi.advanceTimersByTime(5 * 60_000 + 1);
  vi.advanceTimersByTime(10_000);
  expect(await done).toBe(1);
  expect(console.error).toHaveBeenCalledWith(expect.stringContaining('5 silent minutes'));
});

test('the exit code is the one of the program', async () => {
  expect(await runCommand(node('process.exit(3)'))).toBe(3);
});
