import { ApiProblem, type ApiProblemCode } from '@/lib/api/api-problem';
import type { Marks, Peaks } from '@/lib/contract/waveform';
import { decodeLegWave, type LegWave } from './leg-wave';

/** What the server has measured of one leg. */
export interface LegSound {
  wave: LegWave | null;
  marks: Marks | null;
  /** The leg could not be measured; playing it says why. */
  hasFailed: boolean;
  /** Why it cannot be heard either; null where only measuring failed. */
  faultCode: ApiProblemCode | null;
}

interface SoundLoaderOptions {
  fetchPeaks: (leg: number, signal: AbortSignal) => Promise<Peaks>;
  fetchMarks: (leg: number, signal: AbortSignal) => Promise<Marks>;
  /** Whether a leg that cannot be measured cannot be heard either. */
  isUnreadable: (leg: number, signal: AbortSignal) => Promise<boolean>;
}

export type SoundLoader = ReturnType<typeof createSoundLoader>;

/** Problems that usually pass by themselves. */
const PASSING: ReadonlySet<ApiProblemCode> = new Set<ApiProblemCode>([
  'network-lost',
  'pbx-busy',
  'pbx-timed-out',
  'pbx-unreachable',
  'spool-unavailable',
]);
/** A leg is asked for again after each of these pauses, if it is still wanted. */
const RETRY_MS = [5_000, 20_000, 60_000] as const;

const UNKNOWN: LegSound = { wave: null, marks: null, hasFailed: false, faultCode: null };

/**
 * Loads waveforms and marks of a call's legs, one leg at a time, because measuring a leg makes the
 * PBX send it and the PBX carries live calls. A leg that is no longer wanted is dropped, even halfway;
 * what has arrived stays. A leg that makes no progress lets the others go first.
 */
export function createSoundLoader({ fetchPeaks, fetchMarks, isUnreadable }: SoundLoaderOptions) {
  let sounds: ReadonlyMap<number, LegSound> = new Map();
  const listeners = new Set<() => void>();
  let wanted: readonly number[] = [];
  /** Legs that made no progress while others were wanted: they come after those. */
  const postponed = new Set<number>();
  /** Legs that the server does not fetch for a waveform. */
  const unheard = new Set<number>();
  const attempts = new Map<number, number>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let running: { leg: number; controller: AbortController } | null = null;

  const soundOf = (leg: number) => sounds.get(leg) ?? UNKNOWN;
  const isDone = (leg: number) =>
    soundOf(leg).hasFailed || soundOf(leg).marks !== null || unheard.has(leg);

  function publish(leg: number, patch: Partial<LegSound>): void {
    sounds = new Map(sounds).set(leg, { ...soundOf(leg), ...patch });
    for (const listener of listeners) listener();
  }

  async function measure(leg: number, signal: AbortSignal): Promise<void> {
    let cameUntil = 0;
    for (let isArriving = true; isArriving; ) {
      const peaks = await fetchPeaks(leg, signal);
      if (peaks.arrival === 'not-fetched' || peaks.arrival === 'not-measured') {
        unheard.add(leg);
        return;
      }
      isArriving = peaks.arrival === 'arriving';
      publish(leg, { wave: decodeLegWave(peaks) });
      const standsStill = isArriving && peaks.durationSeconds <= cameUntil;
      if (standsStill && nextOf((other) => other !== leg && !postponed.has(other))) {
        postponed.add(leg);
        return;
      }
      cameUntil = peaks.durationSeconds;
    }
    const marks = await fetchMarks(leg, signal);
    publish(leg, { marks });
  }

  function retryLater(leg: number): void {
    const attempt = attempts.get(leg) ?? 0;
    const pauseMs = RETRY_MS[attempt];
    if (pauseMs === undefined) return;
    attempts.set(leg, attempt + 1);
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (soundOf(leg).hasFailed) forget(leg);
    }, pauseMs);
    timers.add(timer);
  }

  /** A leg that failed, that broke off or that was not fetched is measured again. */
  function forget(leg: number): void {
    const others = new Map(sounds);
    others.delete(leg);
    sounds = others;
    unheard.delete(leg);
    if (running?.leg === leg) running.controller.abort();
    startNext();
  }

  const nextOf = (isFit: (leg: number) => boolean) =>
    wanted.find((leg) => !isDone(leg) && isFit(leg));

  function startNext(): void {
    if (running) return;
    const leg = nextOf((candidate) => !postponed.has(candidate)) ?? nextOf(() => true);
    if (leg === undefined) return;
    const controller = new AbortController();
    running = { leg, controller };
    measure(leg, controller.signal)
      .catch(async (error) => {
        const code = error instanceof ApiProblem ? error.code : null;
        const { signal } = controller;
        // A browser may still play what Legato cannot decode.
        const isHeard =
          code === 'recording-unreadable' && !(await isUnreadable(leg, signal).catch(() => false));
        if (signal.aborted) return;
        publish(leg, { hasFailed: true, faultCode: isHeard ? null : code });
        if (code !== null && PASSING.has(code)) retryLater(leg);
      })
      .finally(() => {
        running = null;
        startNext();
      });
  }

  return {
    soundOf,
    /** Everything that is known so far; the same map until something changes. */
    all: () => sounds,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Names the legs that are wanted now, most urgent first. Others are not started, or dropped. */
    want(legs: readonly number[]): void {
      wanted = legs;
      if (running && !legs.includes(running.leg)) running.controller.abort();
      startNext();
    },
    forget,
    close(): void {
      wanted = [];
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      running?.controller.abort();
    },
  };
}
