import * as z from 'zod/mini';
import { Problem } from './problem';

/**
 * How much of a leg the answer knows: all of it, what has come by now, or what came before it broke off.
 * Nothing of one that is `not-fetched`: Legato waits until somebody plays it. Nothing ever where legs are
 * `not-measured`. Asking again helps with `arriving` alone, and with `not-fetched` once it is played.
 */
export const Arrival = z.enum([
  'arriving',
  'complete',
  'broken-off',
  'not-fetched',
  'not-measured',
]);
export type Arrival = z.infer<typeof Arrival>;

/** Whether a leg is fetched for its waveform: when its call is opened, when somebody plays it, or never. */
export const WavesMode = z.enum(['always', 'on-play', 'never']);
export type WavesMode = z.infer<typeof WavesMode>;

/** Answer of `GET …/peaks`: 202 with what there is while the leg is arriving or not fetched, else 200. */
export const Peaks = z.object({
  arrival: Arrival,
  channels: z.int().check(z.positive()),
  /** Samples of one channel that one peak stands for. */
  samplesPerPeak: z.int().check(z.positive()),
  sampleRate: z.int().check(z.positive()),
  /** Length of the real audio, as far as the answer knows it. */
  durationSeconds: z.number().check(z.nonnegative()),
  /** base64 of int8: for each peak in turn, for each channel, the lowest and the highest sample / 256. */
  peaks: z.string(),
  /** base64 of uint8: for each peak in turn, for each channel, the root mean square / 256. */
  rms: z.string(),
});
export type Peaks = z.infer<typeof Peaks>;

/** What a stretch of a leg sounds like, as far as its signal shows. */
export const SoundKind = z.enum(['speech', 'silence', 'ringback', 'music']);
export type SoundKind = z.infer<typeof SoundKind>;

/** Seconds since the start of the leg's audio. */
const StretchOfLeg = z.object({ startSeconds: z.number(), endSeconds: z.number() });

export const Mark = z.extend(StretchOfLeg, { kind: SoundKind });
export type Mark = z.infer<typeof Mark>;

/** How loud a leg is, in dB below full scale. Null where there is no speech to measure. */
export const Loudness = z.object({
  /** Root mean square of what is spoken, pauses left out. */
  speechDb: z.nullable(z.number()),
  /** The highest sample. */
  peakDb: z.nullable(z.number()),
});
export type Loudness = z.infer<typeof Loudness>;

/** Who of a stereo leg speaks how long, in shares of its length (0 to 1). */
export const Talk = z.object({
  leftShare: z.number(),
  rightShare: z.number(),
  /** Both sides speak at once. */
  crosstalk: z.array(StretchOfLeg),
});
export type Talk = z.infer<typeof Talk>;

/** Answer of `GET …/marks`, with the status of its peaks: `marks: []` until the leg has arrived. */
export const Marks = z.object({
  arrival: Arrival,
  durationSeconds: z.number().check(z.nonnegative()),
  /** In order, without holes or overlaps, from 0 to the end. */
  marks: z.array(Mark),
  loudness: Loudness,
  /** Null for a leg of one channel. */
  talk: z.nullable(Talk),
});
export type Marks = z.infer<typeof Marks>;

const LegNumber = z.int().check(z.positive());

/**
 * A line of `GET …/sounds`. Before a leg's last line there may be some, `arriving`, with the part that has
 * come. `not-fetched` and `not-measured` are those of `Arrival`.
 */
export const SoundsLine = z.discriminatedUnion('status', [
  z.object({ leg: LegNumber, status: z.literal('arriving'), peaks: Peaks }),
  z.object({ leg: LegNumber, status: z.literal('ready'), peaks: Peaks, marks: Marks }),
  z.object({ leg: LegNumber, status: z.literal('failed'), problem: Problem }),
  z.object({ leg: LegNumber, status: z.enum(['not-fetched', 'not-measured']) }),
]);
export type SoundsLine = z.infer<typeof SoundsLine>;
