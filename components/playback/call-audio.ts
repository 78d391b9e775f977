import type { HoleReason, LostStretch } from '@/components/call-time/call-holes';
import type { CallTimeline, Stretch } from '@/components/call-time/call-timeline';
import { AGREEING_SECONDS } from '@/components/call-time/leg-length';
import type { LegSound } from '@/components/sound/sound-loader';
import type { LegPlayback } from './player-state';
import type { LegFault } from './probe-audio';

/** A leg's file that ends before its stated length, on call time. */
export interface ShortFile extends Stretch {
  leg: number;
}

/** What this page has learnt about a call's audio, beyond what the PBX states. */
export interface CallAudio {
  /** Stretches of legs without audio: files that are gone, empty, unreadable or short. */
  lost: LostStretch[];
  shortFiles: ShortFile[];
}

/** Finds where legs cannot be heard, as far as that was found out. Nothing is assumed about the rest. */
export function readCallAudio(
  timeline: CallTimeline,
  legs: Readonly<Record<number, LegPlayback>>,
  sounds: ReadonlyMap<number, LegSound>,
): CallAudio {
  const audio: CallAudio = { lost: [], shortFiles: [] };
  for (const { leg, length, startSeconds, endSeconds } of timeline.legs) {
    const sound = sounds.get(leg.leg);
    const faultCode = legs[leg.leg]?.fault?.code ?? sound?.faultCode;
    const because = faultCode ? LOSSES[faultCode] : undefined;
    if (because) {
      audio.lost.push({ leg: leg.leg, startSeconds, endSeconds, because });
      continue;
    }
    if (length.seconds === null) continue;
    const soundEnd = startSeconds + length.seconds;
    if (endSeconds - soundEnd <= AGREEING_SECONDS) continue;
    const missing = { leg: leg.leg, startSeconds: soundEnd, endSeconds };
    audio.shortFiles.push(missing);
    audio.lost.push({ ...missing, because: 'missing from the file' });
  }
  return audio;
}

const LOSSES: Partial<Record<LegFault['code'], HoleReason>> = {
  'recording-gone': 'not found',
  'recording-empty': 'without sound',
  'recording-unreadable': 'not playable',
};
