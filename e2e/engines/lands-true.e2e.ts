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

/** Beginning from which second after a seek the ear is believed. */
const SETTLE_SECONDS = 0.3;

for (const { tag } of TONES) {
  const title = `a seek lands on the sound that is there: ${tag}`;
  // WebKitGTK hands sound on to an analyser by way of a queue that seeks do not empty, in WAV neither.
  test(title, { tag: '@by-ear' }, async ({ listener, engineName }) => {
    // The way from the element to the ear takes its time, too: the same for WAV, in which a second is so many bytes.
    const [wayOf = Number.NaN] = await offsOf(listener, 'TONE-WAV', 1);
    const offs = await offsOf(listener, tag, SEEKS);
    const offSeconds = offs.map((off) => off - wayOf);
    const worst = Math.max(...offSeconds.map(Math.abs));
    process.stdout.write(
      `${engineName}, ${tag}: ${offs.length} seeks, off by ${worst.toFixed(3)} s at most; way ${wayOf.toFixed(3)} s.\n`,
    );
    expect(worst, offSeconds.map((off) => off.toFixed(2)).join(' ')).toBeLessThan(LANDING_SECONDS);
  });
}

/** By how many seconds the sound is ahead of what the page says, after each of some seeks. */
async function offsOf(listener: Listener, tag: ToneTag, seeks: number) {
  await listener.openCall(tag);
  await listener.press('1');
  await expect.poll(async () => (await listener.sounding()).length).toBe(1);
  const offSeconds: number[] = [];
  for (let seek = 0; seek < seeks; seek++) {
    // Spread over all of the leg, to and fro, as the golden ratio does it.
    const asked = 1 + (TONE_SECONDS - 10) * ((0.37 + seek * 0.618_034) % 1);
    await listener.clickInto(POSITION, asked / TONE_SECONDS, 0.7);
    offSeconds.push(await settledOff(listener, tag, asked));
  }
  await listener.press(' ');
  return offSeconds;
}

/** The difference once it sounds for so long after a seek. */
async function settledOff(listener: Listener, tag: ToneTag, asked: number) {
  let readings: HeardTone[] = [];
  const from = asked - 0.5 + SETTLE_SECONDS;
  const isThere = ({ elementSeconds, decibels }: HeardTone) =>
    decibels > LEAST_DECIBELS && elementSeconds > from && elementSeconds < from + 10;
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
    .map(
      ({ hertz, elementSeconds }) => toneSecondsOf(hertz, tag) + EAR_DELAY_SECONDS - elementSeconds,
    )
    .sort((one, other) => one - other);
  return offs[2] ?? Number.NaN;
}
