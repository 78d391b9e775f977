import { expect } from '@playwright/test';
import type { Call } from '@/lib/contract/call';
import { type Mark, Marks } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';
import { test } from './engine-test';
import type { HeardStretch } from './heard-stretches';
import type { Listener } from './listener';

const PLAY = { role: 'button', name: 'Play call' } as const;
const SKIP = { role: 'button', name: 'Skip silence' } as const;
/** A jump is decided on a tick of the page, and a media clock moves in steps. */
const TOLERANCE_SECONDS = 0.4;

test('what the marks call ringing or music is passed over, what is said is not', async ({
  listener,
}) => {
  const call = await listener.openCall('PLAY-ALL');
  const marks = await marksOf(listener, call);
  // Until every leg is measured the page says "so far".
  await expect
    .poll(() => listener.attribute(SKIP, 'aria-label'))
    .toMatch(/, saves [^,]*\d( seconds?)?$/);
  await listener.click(SKIP);
  await listener.click(PLAY);
  await expect.poll(async () => (await listener.heard()).at(-1)?.leg).toBe(3);
  await listener.click({ role: 'button', name: 'Pause' });

  const heard = await listener.heard();
  for (const leg of [1, 2]) {
    for (const mark of marks.get(leg) ?? []) {
      const seconds = heardWithin(heard, leg, mark);
      const length = mark.endSeconds - mark.startSeconds;
      const what = `${mark.kind} of leg ${leg}, ${mark.startSeconds} to ${mark.endSeconds} s`;
      if (mark.kind === 'ringback' || mark.kind === 'music') {
        expect(seconds, what).toBeLessThan(TOLERANCE_SECONDS);
      } else if (mark.kind === 'speech') {
        expect(seconds, what).toBeGreaterThan(length - TOLERANCE_SECONDS);
      }
    }
  }
  const kinds = [...marks.values()].flat().map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['ringback', 'music', 'speech']));
});

/** The marks of each leg, once all of it has arrived. */
async function marksOf(listener: Listener, call: Call): Promise<Map<number, Mark[]>> {
  const found = new Map<number, Mark[]>();
  for (const { leg } of call.legs) {
    await expect
      .poll(async () => {
        const marks = Marks.parse(await listener.json(paths.api.marks(call.uniqueId, leg)));
        found.set(leg, marks.marks);
        return marks.arrival;
      })
      .toBe('complete');
  }
  return found;
}

/** Seconds of a stretch of a leg that were heard. */
function heardWithin(heard: HeardStretch[], leg: number, mark: Mark): number {
  return heard
    .filter((stretch) => stretch.leg === leg)
    .map(({ startSeconds, endSeconds }) =>
      Math.max(
        0,
        Math.min(endSeconds, mark.endSeconds) - Math.max(startSeconds, mark.startSeconds),
      ),
    )
    .reduce((sum, seconds) => sum + seconds, 0);
}
