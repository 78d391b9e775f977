import * as z from 'zod/mini';
import type { Call } from './call';
import { ProblemCode } from './problem';

/** A file of the folder; `file` is its path inside, with forward slashes. */
export const ExportedFile = z.object({
  file: z.string(),
  bytes: z.int(),
  /** Hexadecimal, as `sha256sum` writes it. */
  sha256: z.string(),
});
export type ExportedFile = z.infer<typeof ExportedFile>;

export const ExportedLeg = z.object({
  leg: z.int(),
  /** `broken-off`: the PBX stopped in the middle, and what arrived is included. */
  status: z.enum(['complete', 'broken-off', 'failed']),
  /** In a form that every browser plays; null for a leg that failed. */
  played: z.nullable(ExportedFile),
  /** What the PBX sent, where it differs from what is played, or where nothing plays it. */
  original: z.nullable(ExportedFile),
  /** Length of the real audio; null where only a decoder knows it. */
  audioSeconds: z.nullable(z.number()),
  /** Why the leg is not complete. */
  problem: z.nullable(z.object({ code: ProblemCode, detail: z.string() })),
});
export type ExportedLeg = z.infer<typeof ExportedLeg>;

/** `manifest.json` of a downloaded call: what is in the folder, what is missing and why. */
export const ExportManifest = z.object({
  format: z.literal('legato-call/1'),
  uniqueId: z.string(),
  /** When the folder was made: ISO 8601 with the offset of the PBX's zone. */
  madeAt: z.string(),
  legs: z.array(ExportedLeg),
  /** All other files, without the manifest itself and what is written after it. */
  files: z.array(ExportedFile),
});
export type ExportManifest = z.infer<typeof ExportManifest>;

/** The waveform of a leg in text, as coarse as a page draws it. */
export interface LegColumns {
  channels: number;
  secondsPerColumn: number;
  /** base64 of int8: for each column, for each channel, the lowest and the highest sample / 256. */
  peaks: string;
  /** base64 of uint8: for each column, for each channel, the loudest root mean square / 256. */
  rms: string;
}

/** What `index.html` of a downloaded call holds. No schema: the page reads what was written with it. */
export interface SavedCall {
  call: Call;
  manifest: ExportManifest;
  /** By number of the leg; a leg without one is drawn without a wave. */
  waves: Readonly<Record<number, LegColumns>>;
}
