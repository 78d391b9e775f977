import { readdirSync, readFileSync } from 'node:fs';
import { constants, platform } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { createSoundMeter } from './sound-meter';
import { startMeasuringWorker } from './start-measuring-fixture';
import { yieldToListeners } from './yield-to-listeners';

/** The nice values of this process's threads: field 19 of proc_pid_stat(5), its own thread first. */
const priorities = () =>
  readdirSync('/proc/self/task').map((task) => {
    const fields = readFileSync(`/proc/self/task/${task}/stat`, 'utf8').split(') ')[1]?.split(' ');
    return Number(fields?.[16]);
  });

test.skipIf(platform() !== 'linux')(
  'the thread that measures comes after the one that serves',
  async () => {
    const meter = createSoundMeter(startMeasuringWorker);
    onTestFinished(() => meter.close());
    const leg = meter.begin({ kind: 'sampled', coding: 'pcm8', channels: 1, sampleRate: 8_000 });
    await leg.feed(new Uint8Array(8_000));
    leg.end();
    await leg.measured;
    expect(priorities()).toContain(constants.priority.PRIORITY_BELOW_NORMAL);
    expect(priorities()[0]).toBe(constants.priority.PRIORITY_NORMAL);
  },
);

test('a sandbox that forbids it stops nothing', () => {
  const forbidden = () => {
    throw Object.assign(new Error('operation not permitted'), { code: 'ERR_SYSTEM_ERROR' });
  };
  expect(yieldToListeners(forbidden)).toBe(false);
});
