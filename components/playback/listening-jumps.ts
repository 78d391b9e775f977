import type { Stretch } from '@/components/call-time/call-timeline';
import type { PlayerStateHolder } from './player-state';

interface JumpOptions {
  state: PlayerStateHolder;
  /** What is passed over when that is switched on, in order. */
  folds: () => readonly Stretch[];
  /** Goes on playing at a moment of the call. */
  jumpTo: (seconds: number) => void;
  stop: () => void;
}

export type ListeningJumps = ReturnType<typeof createListeningJumps>;

/** Where listening does not simply run on: the loop's end, the end of a linked range, and folds. */
export function createListeningJumps({ state, folds, jumpTo, stop }: JumpOptions) {
  /** Playing is inside the selection, and has not left it by hand. */
  let isInLoop = false;
  let stopsAt: number | null = null;
  /** A fold that somebody went into by hand is heard. */
  let heardFold: Stretch | null = null;

  const foldAt = (seconds: number) => folds().find((fold) => covers(fold, seconds)) ?? null;

  function watch(seconds: number): void {
    const { loop } = state.get();
    if (loop && covers(loop, seconds)) isInLoop = true;
    if (heardFold && !covers(heardFold, seconds)) heardFold = null;
  }

  /** Where a fold leads; the loop keeps its listener, and wholly folded selections are heard. */
  function endOf(fold: Stretch): number | null {
    const { loop, isLooping } = state.get();
    if (!loop || !isLooping || !isInLoop || fold.endSeconds < loop.endSeconds) {
      return fold.endSeconds;
    }
    return fold.startSeconds <= loop.startSeconds ? null : loop.startSeconds;
  }

  function nextFold(seconds: number): { atSeconds: number; go: () => void } | null {
    if (!state.get().skipsWaiting) return null;
    const fold = folds().find(
      (candidate) => candidate.endSeconds > seconds + 0.05 && candidate !== heardFold,
    );
    const end = fold && endOf(fold);
    if (!fold || end == null) return null;
    return { atSeconds: fold.startSeconds, go: () => jumpTo(end) };
  }

  return {
    /** The next place at which listening jumps or stops; it is due where `atSeconds` is past. */
    next(seconds: number): { atSeconds: number; go: () => void } | null {
      watch(seconds);
      const { loop, isLooping } = state.get();
      const jumps = [nextFold(seconds)];
      if (loop && isLooping && isInLoop) {
        jumps.push({ atSeconds: loop.endSeconds, go: () => jumpTo(loop.startSeconds) });
      }
      if (stopsAt !== null && !isLooping) jumps.push({ atSeconds: stopsAt, go: halt });
      return jumps.reduce((a, b) => (!a || (b && b.atSeconds < a.atSeconds) ? b : a), null);
    },

    /** The leg is over and the call would go on at `seconds`: the loop may lie before that. */
    turnsBack(seconds: number): boolean {
      const { loop, isLooping } = state.get();
      if (loop && isLooping && isInLoop && seconds >= loop.endSeconds) {
        jumpTo(loop.startSeconds);
        return true;
      }
      if (stopsAt === null || isLooping || seconds < stopsAt) return false;
      halt();
      return true;
    },

    /** Where listening goes on if `seconds` is passed over; null where it is heard. */
    foldEnd(seconds: number): number | null {
      const fold = state.get().skipsWaiting ? foldAt(seconds) : null;
      return fold && fold !== heardFold ? endOf(fold) : null;
    },

    /** Seconds of listening between two moments of the call. */
    listeningSeconds(from: number, to: number): number {
      if (!state.get().skipsWaiting) return to - from;
      const folded = folds().reduce((sum, fold) => {
        const shared = Math.min(fold.endSeconds, to) - Math.max(fold.startSeconds, from);
        return sum + Math.max(0, shared);
      }, 0);
      return to - from - folded;
    },

    /** Somebody went to `seconds` by hand. */
    wentTo(seconds: number): void {
      const { loop } = state.get();
      heardFold = foldAt(seconds);
      isInLoop = loop !== null && covers(loop, seconds);
      stopsAt = null;
    },
    /** What is ahead is played to `seconds` and not further. */
    stopAt(seconds: number | null): void {
      stopsAt = seconds;
    },
    /** Folds are passed over from now on, also the one that is being heard. */
    forgetHeardFold(): void {
      heardFold = null;
    },
  };

  function halt(): void {
    stopsAt = null;
    stop();
  }
}

const covers = (stretch: Stretch, seconds: number) =>
  seconds >= stretch.startSeconds && seconds < stretch.endSeconds;
