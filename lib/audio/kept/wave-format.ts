import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import * as z from 'zod/mini';
import type { MeasuredLeg } from '@/lib/audio/measure/measured-leg';
import { Loudness, Mark, Talk } from '@/lib/contract/waveform';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

const LENGTH_BYTES = 4;
/** Of a day of stereo there are 26 MB. */
const MOST_BYTES = 256 * 1024 * 1024;

const Head = z.object({
  revision: z.string(),
  measuredAtMs: z.number(),
  channels: z.int().check(z.positive()),
  sampleRate: z.int().check(z.positive()),
  samplesPerPeak: z.int().check(z.positive()),
  durationSeconds: z.number().check(z.nonnegative()),
  peakBytes: z.int().check(z.nonnegative()),
  rmsBytes: z.int().check(z.nonnegative()),
  marks: z.array(Mark),
  loudness: Loudness,
  talk: z.nullable(Talk),
});

/** What is stored of one leg. */
export interface KeptLeg {
  /** The recording that was measured: the same leg may be recorded again, or go on. */
  revision: string;
  measuredAtMs: number;
  measured: MeasuredLeg;
}

/** The length of a head, the head as JSON, then peaks and power as they are; all of it compressed. */
export async function packWaves({ revision, measuredAtMs, measured }: KeptLeg): Promise<Buffer> {
  const { peaks, rms, ...format } = measured.peaks;
  const head: z.infer<typeof Head> = {
    revision,
    measuredAtMs,
    ...format,
    ...measured.marks,
    peakBytes: peaks.length,
    rmsBytes: rms.length,
  };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(json.length);
  return deflate(Buffer.concat([length, json, peaks, rms]));
}

/**
 * The reverse.
 *
 * @throws Error where the bytes are something else.
 */
export async function unpackWaves(packed: Uint8Array): Promise<KeptLeg> {
  const bytes = await inflate(packed, { maxOutputLength: MOST_BYTES });
  const headEnd = LENGTH_BYTES + bytes.readUInt32BE(0);
  const { revision, measuredAtMs, peakBytes, rmsBytes, marks, loudness, talk, ...format } =
    Head.parse(JSON.parse(bytes.toString('utf8', LENGTH_BYTES, headEnd)));
  const peaksEnd = headEnd + peakBytes;
  if (bytes.length !== peaksEnd + rmsBytes) throw new Error('the lengths do not agree');
  // Copies: a view would keep the whole buffer.
  const peaks = Uint8Array.from(bytes.subarray(headEnd, peaksEnd));
  const rms = Uint8Array.from(bytes.subarray(peaksEnd));
  return {
    revision,
    measuredAtMs,
    measured: { peaks: { ...format, peaks, rms }, marks: { marks, loudness, talk } },
  };
}
