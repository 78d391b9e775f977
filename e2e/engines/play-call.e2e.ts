import { expect } from '@playwright/test';
import type { Call } from '@/lib/contract/call';
import { test } from './engine-test';
import type { Listener } from './listener';
import type { SoundSample } from './sound-log';

const PLAY = { role: 'button', name: 'Play call' } as const;
const POSITION = { role: 'slider', name: 'Position in the call' } as const;
/** How near to its start a leg must be heard. */
const EDGE_SECONDS = 0.2;
/** The last reading of a clock comes before the end: on a busy machine, so much before. */
const LAST_READING_SECONDS = 0.5;
/** The player holds them within 80; two clocks are read one after the other, beside another browser. */
const IN_STEP_MS = 150;
/** Of an overlap, those before its end. */
const SETTLED_SAMPLES = 8;

test('a call of five legs plays from start to end, across its gaps and through its overlap', async ({
  listener,
}) => {
  const call = await listener.openCall('PLAY-ALL');
  await listener.click(PLAY);
  await untilHeardToEnd(listener, call);

  const heard = await listener.heard();
  expect([...new Set(heard.map(({ leg }) => leg))], 'the legs are heard in order').toEqual([
    1, 2, 3, 4, 5,
  ]);
  for (const { leg, durationSeconds } of call.legs) {
    const stretches = heard.filter((one) => one.leg === leg);
    const first = stretches[0]?.startSeconds;
    expect(first, `leg ${leg} is heard from its start`).toBeLessThan(EDGE_SECONDS);
    expect(stretches.at(-1)?.endSeconds, `leg ${leg} is heard to its end`).toBeGreaterThan(
      durationSeconds - LAST_READING_SECONDS,
    );
  }
  expectInStep(await listener.samples(), call, 3, 4);
  expect(await listener.sounding(), 'nothing sounds after the end').toEqual([]);
  expect(await listener.attribute(POSITION, 'aria-valuetext')).toContain(
    '42 seconds of 42 seconds',
  );
});

/** The call is over when its last leg has ended and nothing else sounds. */
async function untilHeardToEnd(listener: Listener, call: Call): Promise<void> {
  const last = call.legs.at(-1);
  await expect
    .poll(
      async () => {
        const heard = (await listener.heard()).at(-1);
        const isOver = (await listener.sounding()).length === 0;
        return isOver && heard?.leg === last?.leg
          ? (last?.durationSeconds ?? 0) - (heard?.endSeconds ?? 0)
          : Number.POSITIVE_INFINITY;
      },
      { message: 'the last leg is heard to its end', timeout: 240_000, intervals: [1000] },
    )
    .toBeLessThan(LAST_READING_SECONDS);
}

/** Two legs that overlap come to the same moment of the call while both sound. */
function expectInStep(samples: readonly SoundSample[], call: Call, first: number, second: number) {
  const startMs = (number: number) =>
    Date.parse(call.legs.find(({ leg }) => leg === number)?.startedAt ?? '');
  const apartSeconds = (startMs(second) - startMs(first)) / 1000;
  const offMs = samples.flatMap(({ sounds }) => {
    const [one, other] = [first, second].map((number) =>
      sounds.find(({ leg, isSounding, seconds }) => leg === number && isSounding && seconds > 0),
    );
    return one && other ? [(one.seconds - other.seconds - apartSeconds) * 1000] : [];
  });
  expect(offMs.length, 'samples in which both sound').toBeGreaterThan(0);
  // The one that joins may be put right once; the two end in step.
  expect(Math.abs(median(offMs.slice(-SETTLED_SAMPLES))), `ms out of step: ${offMs}`).toBeLessThan(
    IN_STEP_MS,
  );
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
