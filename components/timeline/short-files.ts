import type { LegPlayback } from '@/components/player/player-state';
import type { CallTimeline } from './call-timeline';
import type { ShortFile } from './strip-plan';

const SHORTFALL_SECONDS = 1;

/** The ends of legs whose file turned out to be more than a second shorter than stated. */
export function shortFilesOf(
  timeline: CallTimeline,
  legs: Readonly<Record<number, LegPlayback>>,
): ShortFile[] {
  return timeline.legs.flatMap(({ leg, startSeconds, endSeconds }) => {
    const fileSeconds = legs[leg.leg]?.fileSeconds ?? null;
    if (fileSeconds === null || leg.durationSeconds - fileSeconds <= SHORTFALL_SECONDS) return [];
    return [{ leg: leg.leg, startSeconds: startSeconds + fileSeconds, endSeconds }];
  });
}

/** Seconds of the call that should be in a file and are not, as far as this page knows. */
export function missingSeconds(files: readonly ShortFile[]): number {
  return files.reduce((sum, file) => sum + file.endSeconds - file.startSeconds, 0);
}
