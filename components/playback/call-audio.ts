import type { HoleReason, LostStretch } from '@/components/call-time/call-holes';
import type { CallTimeline, Stretch } from '@/components/call-time/call-timeline';
import type { LegSound } from '@/components/sound/sound-loader';
import type { LegPlayback } from './player-state';
import type { LegFault } from './probe-audio';

/** A leg's file that ends before its stated length, on call time. */
export interface ShortFile extends Stretch {
  leg: number;
}

/** A leg's file that continues after its stated end. */
export interface LongFile {
  leg: number;
  /** Call time of the stated end. */
  endSeconds: number;
  extraSeconds: number;
}

/** What this page has learnt about a call's audio, beyond what the PBX states. */
export interface CallAudio {
  /** Stretches of legs without audio: files that are gone, empty, unreadable or short. */
  lost: LostStretch[];
  shortFiles: ShortFile[];
  longFiles: LongFile[];
}

/** A file may differ this much from its stated length without anybody missing it. */
const TOLERANCE_SECONDS = 1;

/** Compares what the PBX states with what was played or measured. Nothing is assumed about the rest. */
export function readCallAudio(
  timeline: CallTimeline,
  legs: Readonly<Record<number, LegPlayback>>,
  sounds: ReadonlyMap<number, LegSound>,
): CallAudio {
  const audio: CallAudio = { lost: [], shortFiles: [], longFiles: [] };
  for (const { leg, startSeconds, endSeconds } of timeline.legs) {
    const sound = sounds.get(leg.leg);
    const faultCode = legs[leg.leg]?.fault?.code ?? sound?.faultCode;
    const because = faultCode ? LOSSES[faultCode] : undefined;
    if (because) {
      audio.lost.push({ leg: leg.leg, startSeconds, endSeconds, because });
      continue;
    }
    const fileSeconds = legs[leg.leg]?.fileSeconds ?? measuredSeconds(sound);
    if (fileSeconds === null) continue;
    const extraSeconds = fileSeconds - (endSeconds - startSeconds);
    if (extraSeconds > TOLERANCE_SECONDS) {
      audio.longFiles.push({ leg: leg.leg, endSeconds, extraSeconds });
    } else if (extraSeconds < -TOLERANCE_SECONDS) {
      const missing = { leg: leg.leg, startSeconds: startSeconds + fileSeconds, endSeconds };
      audio.shortFiles.push(missing);
      audio.lost.push({ ...missing, because: 'missing from the file' });
    }
  }
  return audio;
}

/** The length of the audio, once no more of it will arrive. */
function measuredSeconds(sound: LegSound | undefined): number | null {
  const wave = sound?.wave ?? null;
  return wave && wave.arrival !== 'arriving' ? wave.durationSeconds : null;
}

const LOSSES: Partial<Record<LegFault['code'], HoleReason>> = {
  'recording-gone': 'not found',
  'recording-empty': 'without sound',
  'recording-unreadable': 'not playable',
};
