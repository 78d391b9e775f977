import { type CallTimeline, type Stretch, sliceByLegs } from '@/components/call-time/call-timeline';
import type { LegSound, SoundLoader } from '@/components/sound/sound-loader';
import type { Mark } from '@/lib/contract/waveform';

/** Dead air up to this long is a pause in speech. */
const LONGEST_PAUSE_SECONDS = 3;
/** What is left of dead air on either side, so that a word's end is not clipped. */
const EDGE_SECONDS = 0.4;
/** A jump that saves less than this would only disturb. */
const SHORTEST_FOLD_SECONDS = 0.5;

/**
 * The stretches of call time in which nobody speaks: ringback, music, and dead air longer than a pause.
 * Where legs overlap, a stretch counts only if nobody speaks in any leg that sounds there.
 */
export function waitingFolds(
  timeline: CallTimeline,
  sounds: Pick<SoundLoader, 'soundOf'>,
): Stretch[] {
  const foldsOf = new Map(
    timeline.legs.map(({ leg, startSeconds }) => [
      leg.leg,
      foldsOfLeg(sounds.soundOf(leg.leg)).map((fold) => ({
        startSeconds: fold.startSeconds + startSeconds,
        endSeconds: fold.endSeconds + startSeconds,
      })),
    ]),
  );
  const folds: Stretch[] = [];
  for (const slice of sliceByLegs(timeline.legs)) {
    const common = slice.legs
      .map(({ leg }) => foldsOf.get(leg.leg) ?? [])
      .reduce<Stretch[]>((shared, own) => intersect(shared, own), [slice]);
    for (const fold of common) {
      const last = folds.at(-1);
      if (last && last.endSeconds === fold.startSeconds) last.endSeconds = fold.endSeconds;
      else folds.push({ startSeconds: fold.startSeconds, endSeconds: fold.endSeconds });
    }
  }
  return folds.filter((fold) => lengthOf(fold) >= SHORTEST_FOLD_SECONDS);
}

/** Seconds of the call that skipping the folds saves. */
export function savedSeconds(folds: readonly Stretch[]): number {
  return folds.reduce((sum, fold) => sum + lengthOf(fold), 0);
}

/** The folds of one leg, in seconds of the leg. Ringback, music and dead air in a row are one. */
function foldsOfLeg({ marks }: LegSound): Stretch[] {
  if (!marks || marks.arrival === 'arriving') return [];
  const runs: Mark[][] = [];
  let last: Mark | undefined;
  for (const mark of marks.marks) {
    if (mark.kind === 'speech') last = undefined;
    else if (last) runs.at(-1)?.push(mark);
    else runs.push([mark]);
    if (mark.kind !== 'speech') last = mark;
  }
  return runs.flatMap((run) => foldOfRun(run));
}

function foldOfRun(run: readonly Mark[]): Stretch[] {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last) return [];
  const isDeadAir = run.every((mark) => mark.kind === 'silence');
  if (isDeadAir && last.endSeconds - first.startSeconds <= LONGEST_PAUSE_SECONDS) return [];
  const edgeOf = (mark: Mark) =>
    mark.kind === 'silence' ? Math.min(EDGE_SECONDS, mark.endSeconds - mark.startSeconds) : 0;
  const startSeconds = first.startSeconds + edgeOf(first);
  const endSeconds = last.endSeconds - edgeOf(last);
  return endSeconds > startSeconds ? [{ startSeconds, endSeconds }] : [];
}

function intersect(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return some.flatMap((a) =>
    others.flatMap((b) => {
      const startSeconds = Math.max(a.startSeconds, b.startSeconds);
      const endSeconds = Math.min(a.endSeconds, b.endSeconds);
      return endSeconds > startSeconds ? [{ startSeconds, endSeconds }] : [];
    }),
  );
}

const lengthOf = (stretch: Stretch) => stretch.endSeconds - stretch.startSeconds;
