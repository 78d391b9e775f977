import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createDecodingThread } from '@/lib/audio/decode/decoding-thread';
import { startDecodingByTsx } from '@/lib/audio/decode/start-decoding-fixture';
import { readContainer } from '@/lib/audio/formats/read-container';
import { LegMeasure } from '@/lib/audio/measure/leg-measure';
import type { MeasuredLeg } from '@/lib/audio/measure/measured-leg';
import { type LegInHand, takePackedLeg, takeSampledLeg } from '@/lib/audio/measure/measuring-desk';
import type { StartMeasuringThread } from '@/lib/audio/measure/measuring-messages';
import { createSoundMeter } from '@/lib/audio/measure/sound-meter';
import { startMeasuringWorker } from '@/lib/audio/measure/start-measuring-fixture';
import { createSpool } from '@/lib/audio/spool/create-spool';
import type { LegSource } from '@/lib/audio/spool/leg-source';

const PIECE_BYTES = 256 * 1024;
/** A minute is never over: the leg is waited for to its end. */
const PATIENCE_MS = 300_000;

export interface MeasuredHour {
  /** From the first byte to the waveform. */
  peaksMs: number;
  /** And from there to the marks. */
  marksMs: number;
}

/** Measures a file on this thread, as the thread of the server does it, waveform and marks apart. */
export async function measureFile(path: string): Promise<MeasuredHour> {
  const startedAt = performance.now();
  const file = openSync(path, 'r');
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  const read = () => piece.subarray(0, readSync(file, piece));
  const first = read();
  const form = readContainer(first, false);
  if (!form?.sound) throw new Error(`${path} is no audio`);
  const leg: LegInHand =
    form.sound.kind === 'sampled' ? takeSampledLeg(form.sound) : await takePackedLeg(form.sound);
  await leg.add(first.subarray(form.soundOffset));
  for (let next = read(); next.length > 0; next = read()) await leg.add(next);
  closeSync(file);
  leg.peaksSoFar();
  const peaksAt = performance.now();
  await leg.finish();
  leg.close();
  return { peaksMs: peaksAt - startedAt, marksMs: performance.now() - peaksAt };
}

export interface SpooledHour {
  /** From the last byte of the PBX to all that is measured. */
  readyMs: number;
  /** The longest time for which this thread did nothing else meanwhile. */
  gapMs: number;
}

/**
 * Brings files into a spool one after the other, as downloads do, and watches the thread that serves.
 *
 * @param start What measures them; nothing does with `startMeasuringNothing`.
 */
export async function spoolFiles(
  paths: readonly string[],
  directory: string,
  start: StartMeasuringThread = startMeasuringWorker,
): Promise<SpooledHour[]> {
  const spool = createSpool({
    directory,
    maxBytes: 1024 ** 3,
    ttlMs: PATIENCE_MS,
    maxDownloads: 1,
    meter: createSoundMeter(start),
    decoding: createDecodingThread(startDecodingByTsx),
  });
  const spooled: SpooledHour[] = [];
  try {
    for (const [number, path] of paths.entries()) {
      let endedAt = 0;
      const source: LegSource = {
        key: String(number),
        async fetch() {
          const { size } = await stat(path);
          return { contentLength: size, body: pieces(path, () => (endedAt = performance.now())) };
        },
      };
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      await spool.measure(source, new AbortController().signal, PATIENCE_MS);
      delay.disable();
      spooled.push({ readyMs: performance.now() - endedAt, gapMs: delay.max / 1e6 });
    }
  } finally {
    await spool.close();
  }
  return spooled;
}

/** Takes every message and measures nothing: what remains is the download and the rest of the machine. */
export const startMeasuringNothing: StartMeasuringThread = ({ onMessage }) => ({
  send(message) {
    const { kind, leg } = message;
    if (kind === 'bytes') {
      setImmediate(onMessage, { kind: 'taken', leg, byteCount: message.bytes.length });
    }
    if (kind === 'end') setImmediate(onMessage, { kind: 'measured', leg, measured: NOTHING });
  },
  setNeeded() {},
  async end() {},
});

const NOTHING: MeasuredLeg = {
  peaks: new LegMeasure({ channels: 1, sampleRate: 8_000 }).peaks(),
  marks: new LegMeasure({ channels: 1, sampleRate: 8_000 }).marks(),
};

async function* pieces(path: string, onEnd: () => void): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path)) yield piece;
  onEnd();
}
