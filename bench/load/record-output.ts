import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, chromium } from '@playwright/test';
import { startSoundCard } from '../../e2e/engines/sound-card';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { findProgram } from '../../scripts/find-engines.mjs';
import type { Stage } from '../stage';

export const OUTPUT_RATE = 44_100;

/** A Chromium that plays to a sound card of its own, and what that card was given. */
export interface RecordedChromium {
  browser: Browser;
  /** Begins to record; the returned function ends it and gives the samples, mono at `OUTPUT_RATE`. */
  record(): Promise<() => Promise<Int16Array>>;
}

/** Null where there is no PulseAudio, which stands in for the sound card. */
export async function openRecordedChromium(stage: Stage): Promise<RecordedChromium | null> {
  const recorder = findProgram('parec');
  if (!findProgram('pulseaudio') || !recorder) return null;
  const card = await startSoundCard(await stage.makeFolder());
  stage.onEnd(card.stop);
  const env = { ...process.env, ...card.env };
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    // Playwright's browsers are mute otherwise.
    ignoreDefaultArgs: ['--mute-audio'],
    env: Object.fromEntries(
      Object.entries(env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
    ),
  });
  stage.onEnd(() => browser.close());

  return {
    browser,
    async record() {
      const child = spawn(
        recorder,
        [
          ...['--device=nowhere.monitor', '--raw', '--format=s16le', '--channels=1'],
          ...[`--rate=${OUTPUT_RATE}`, '--latency-msec=20'],
        ],
        { env, stdio: ['ignore', 'pipe', 'ignore'] },
      );
      stage.onEnd(() => void child.kill('SIGKILL'));
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      // The card gives silence while nothing plays: the first bytes say that it is being listened to.
      await once(child.stdout, 'data');
      return () => endRecording(child, chunks);
    },
  };
}

async function endRecording(child: ChildProcess, chunks: readonly Buffer[]): Promise<Int16Array> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
  const bytes = Buffer.concat(chunks);
  const samples = new Int16Array(Math.floor(bytes.length / 2));
  for (const index of samples.keys()) samples[index] = bytes.readInt16LE(index * 2);
  return samples;
}
