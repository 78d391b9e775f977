import { expect } from '@playwright/test';
import { TONES, type ToneTag } from '@/lib/simulator/faults';
import { TONE_SECONDS, toneSecondsOf } from '@/lib/simulator/tone-file';
import { test } from './engine-test';
import type { Listener } from './listener';
import { EAR_DELAY_SECONDS, type HeardTone } from './tone-ear';

const POSITION = { role: 'slider', name: 'Position in the call' } as const;
const LANDING_SECONDS = 0.2;
/** Quieter is what still rings of another place. */
const LEAST_DECIBELS = -60;
/** `SEEKS=20 npm run engines` gives the figures of docs/audio.md. */
const SEEKS = Number(process.env.SEEKS ?? 4);

for (const { tag } of TONES) {
  test(`a seek lands on the sound that is there: ${tag}`, async ({ listener }) => {
    await listener.openCall(tag);
    await listener.press('1');
    await expect.poll(async () => (await listener.sounding()).length).toBe(1);
    const offSeconds: number[] = [];
    for (let seek = 0; seek < SEEKS; seek++) {
      // Spread over all of the leg, to and fro, as the golden ratio does it.
      const asked = 1 + (TONE_SECONDS - 4) * ((0.37 + seek * 0.618_034) % 1);
      await listener.clickInto(POSITION, asked / TONE_SECONDS, 0.7);
      const { heard, said } = await settledTone(listener, tag, asked);
      offSeconds.push(heard - said);
    }
    const worst = Math.max(...offSeconds.map(Math.abs));
    process.stdout.write(`${tag}: ${SEEKS} seeks, off by ${worst.toFixed(3)} s at most.\n`);
    expect(worst, offSeconds.map((off) => off.toFixed(2)).join(' ')).toBeLessThan(LANDING_SECONDS);
    await listener.press(' ');
  });
}

/** Where the sound is, and where the page says it is, once it sounds after a seek to there. */
async function settledTone(listener: Listener, tag: ToneTag, asked: number) {
  let readings: HeardTone[] = [];
  const isThere = ({ elementSeconds, decibels }: HeardTone) =>
    decibels > LEAST_DECIBELS && elementSeconds > asked - 1 && elementSeconds < asked + 20;
  await expect
    .poll(
      async () => {
        const reading = await listener.hearTone();
        if (reading && isThere(reading)) readings.push(reading);
        else readings = [];
        return readings.length;
      },
      { message: `it sounds at ${asked} s`, intervals: [50] },
    )
    // What was decoded before the seek has gone from the analyser by then.
    .toBeGreaterThan(7);
  const offs = readings
    .slice(-5)
    .map(({ hertz, elementSeconds }) => ({
      heard: toneSecondsOf(hertz, tag) + EAR_DELAY_SECONDS,
      said: elementSeconds,
    }))
    .sort((a, b) => a.heard - a.said - (b.heard - b.said));
  return offs[2] ?? { heard: Number.NaN, said: Number.NaN };
}
