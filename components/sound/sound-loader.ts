import { ApiProblem, type ApiProblemCode } from '@/lib/api/api-problem';
import type { Marks, SoundsLine } from '@/lib/contract/waveform';
import { decodeLegWave, type LegWave } from './leg-wave';

/** What the server has measured of one leg. */
export interface LegSound {
  wave: LegWave | null;
  marks: Marks | null;
  /** The leg could not be measured; playing it says why. */
  hasFailed: boolean;
  /** Why it cannot be heard either; null where only measuring failed. */
  faultCode: ApiProblemCode | null;
  /** Legato fetches nothing for its waveform: until it is played, or ever. */
  unfetched: 'until-played' | 'always' | null;
}

interface SoundLoaderOptions {
  /** What the server has of all legs already; nothing is fetched for it. */
  fetchKept: (signal: AbortSignal) => AsyncIterable<SoundsLine>;
  /** The sounds of legs, named with the most urgent first, as they come. */
  fetchSounds: (legs: readonly number[], signal: AbortSignal) => AsyncIterable<SoundsLine>;
  /** Whether a leg that cannot be measured cannot be heard either. */
  isUnreadable: (leg: number, signal: AbortSignal) => Promise<boolean>;
}

export type SoundLoader = ReturnType<typeof createSoundLoader>;

/** Problems that usually pass by themselves. */
const PASSING: ReadonlySet<ApiProblemCode> = new Set<ApiProblemCode>([
  'database-unavailable',
  'network-lost',
  'pbx-busy',
  'pbx-timed-out',
  'pbx-unreachable',
  'spool-unavailable',
]);
/** A leg is asked for again after each of these pauses, if it is still wanted. */
const RETRY_MS = [5_000, 20_000, 60_000] as const;
/** Legs whose pause ends this soon after the first are asked for with it. */
const RETRIED_TOGETHER_MS = 1_000;
/** A browser has six connections to a server, and playing needs them more. */
const MOST_REQUESTS = 2;
/** The server takes 500; what is looked at is less. */
const MOST_LEGS_ASKED = 200;

export const UNKNOWN_SOUND: LegSound = {
  wave: null,
  marks: null,
  hasFailed: false,
  faultCode: null,
  unfetched: null,
};

/** Before anything is known, as the server renders it. */
export const NO_SOUNDS: ReadonlyMap<number, LegSound> = new Map();

interface SoundRequest {
  /** Legs whose last line has not come. */
  pending: Set<number>;
  controller: AbortController;
}

/**
 * Loads waveforms and marks of a call's legs: first what the server has already, of all legs, then what is
 * wanted, in one request for all of it. Legs that come to be wanted later are asked for by a second request;
 * what is under way starts over only when some of it is not wanted any more, because fetching a leg makes
 * the PBX send it and the PBX carries live calls. What has arrived stays. Listeners hear of what comes
 * together once.
 */
export function createSoundLoader({ fetchKept, fetchSounds, isUnreadable }: SoundLoaderOptions) {
  /** Runs ahead of `shown` until listeners hear of it. */
  const known = new Map<number, LegSound>();
  let shown = NO_SOUNDS;
  const listeners = new Set<() => void>();
  let wanted: readonly number[] = [];
  let hasStarted = false;
  let isHeld = false;
  let keptRequest: AbortController | null = null;
  const requests = new Set<SoundRequest>();
  /** Legs about which it is found out whether they can be heard. */
  const doubted = new Set<number>();
  const attempts = new Map<number, number>();
  /** When a leg is asked for again, in epoch milliseconds. */
  const retries = new Map<number, number>();
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let publishTimer: ReturnType<typeof setTimeout> | undefined;
  let lifetime = new AbortController();

  const knownOf = (leg: number) => known.get(leg) ?? UNKNOWN_SOUND;
  function isSettled(leg: number): boolean {
    const { marks, hasFailed, unfetched } = knownOf(leg);
    return hasFailed || marks !== null || unfetched !== null || doubted.has(leg);
  }

  function learn(leg: number, patch: Partial<LegSound>): void {
    known.set(leg, { ...knownOf(leg), ...patch });
    publishSoon();
  }

  function publishSoon(): void {
    if (!isHeld) publishTimer ??= setTimeout(publish);
  }

  function publish(): void {
    clearTimeout(publishTimer);
    publishTimer = undefined;
    shown = new Map(known);
    for (const listener of listeners) listener();
  }

  function take(line: SoundsLine): void {
    const { leg } = line;
    switch (line.status) {
      case 'arriving': {
        const wave = decodeLegWave(line.peaks);
        // After a new start there may be less of it for a while.
        if (wave.peakCount >= (knownOf(leg).wave?.peakCount ?? 0)) learn(leg, { wave });
        break;
      }
      case 'ready':
        learn(leg, { ...UNKNOWN_SOUND, wave: decodeLegWave(line.peaks), marks: line.marks });
        break;
      case 'failed':
        void fail(leg, line.problem.code);
        break;
      case 'not-fetched':
        learn(leg, { unfetched: 'until-played' });
        break;
      case 'not-measured':
        learn(leg, { unfetched: 'always' });
        break;
    }
  }

  async function fail(leg: number, code: ApiProblemCode | null): Promise<void> {
    const { signal } = lifetime;
    // A browser may still play what Legato cannot decode.
    if (code === 'recording-unreadable') {
      doubted.add(leg);
      const isHeard = !(await isUnreadable(leg, signal).catch(() => false));
      doubted.delete(leg);
      if (signal.aborted) return;
      return learn(leg, { hasFailed: true, faultCode: isHeard ? null : code });
    }
    learn(leg, { hasFailed: true, faultCode: code });
    if (code !== null && PASSING.has(code)) retryLater(leg);
  }

  function retryLater(leg: number): void {
    const attempt = attempts.get(leg) ?? 0;
    const pauseMs = RETRY_MS[attempt];
    if (pauseMs === undefined) return;
    attempts.set(leg, attempt + 1);
    retries.set(leg, Date.now() + pauseMs);
    setRetryTimer();
  }

  function setRetryTimer(): void {
    clearTimeout(retryTimer);
    if (retries.size === 0) return;
    const next = Math.min(...retries.values());
    retryTimer = setTimeout(retryDueLegs, Math.max(0, next - Date.now()));
  }

  function retryDueLegs(): void {
    const until = Date.now() + RETRIED_TOGETHER_MS;
    for (const [leg, at] of retries) {
      if (at > until) continue;
      retries.delete(leg);
      if (knownOf(leg).hasFailed) learn(leg, { hasFailed: false, faultCode: null });
    }
    setRetryTimer();
    askForMissing();
  }

  async function follow({ pending, controller: { signal } }: SoundRequest): Promise<void> {
    try {
      for await (const line of fetchSounds([...pending], signal)) {
        if (signal.aborted) return;
        if (line.status !== 'arriving') pending.delete(line.leg);
        take(line);
      }
      // The server knows no leg of this number.
      if (!signal.aborted) for (const leg of pending) learn(leg, { hasFailed: true });
    } catch (error) {
      if (signal.aborted) return;
      const code = error instanceof ApiProblem ? error.code : null;
      for (const leg of pending) void fail(leg, code);
    }
  }

  function ask(legs: readonly number[]): void {
    const request = { pending: new Set(legs), controller: new AbortController() };
    requests.add(request);
    void follow(request).finally(() => {
      if (requests.delete(request)) askForMissing();
    });
  }

  function dropRequests(): void {
    for (const { controller } of requests) controller.abort();
    requests.clear();
  }

  function askForMissing(): void {
    if (keptRequest) return;
    const isPending = (leg: number) => [...requests].some(({ pending }) => pending.has(leg));
    const open = wanted.filter((leg) => !isSettled(leg)).slice(0, MOST_LEGS_ASKED);
    const missing = open.filter((leg) => !isPending(leg));
    const stillWanted = new Set(wanted);
    const hasUnwanted = [...requests].some(({ pending }) =>
      [...pending].some((leg) => !stillWanted.has(leg)),
    );
    if (hasUnwanted || (missing.length > 0 && requests.size >= MOST_REQUESTS)) {
      dropRequests();
      if (open.length > 0) ask(open);
    } else if (missing.length > 0) ask(missing);
  }

  async function takeKept(controller: AbortController): Promise<void> {
    const { signal } = controller;
    try {
      for await (const line of fetchKept(signal)) {
        if (signal.aborted) return;
        if (line.status === 'ready' || line.status === 'not-measured') take(line);
      }
    } catch {
      // What is missing then is asked for as it is wanted, and fails with its reason.
    }
    if (keptRequest !== controller) return;
    keptRequest = null;
    askForMissing();
  }

  return {
    soundOf: (leg: number) => shown.get(leg) ?? UNKNOWN_SOUND,
    /** Everything that is known so far; the same map until something changes. */
    all: () => shown,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /**
     * Asks for what the server has already, once until it is closed. What is wanted waits for that.
     *
     * @param options `isHeld`: nothing is told, and all stays as it is, until `show` is called.
     */
    start(options: { isHeld: boolean }): void {
      if (hasStarted) return;
      hasStarted = true;
      isHeld = options.isHeld;
      keptRequest = new AbortController();
      void takeKept(keptRequest);
    },
    /** What has come while it was held is there at once. */
    show(): void {
      if (!isHeld) return;
      isHeld = false;
      if (known.size > 0) publish();
    },
    /** Names the legs that are wanted now, most urgent first. Others are not asked for, or dropped. */
    want(legs: readonly number[]): void {
      wanted = legs;
      askForMissing();
    },
    /** Legs that sound have been fetched: those that were left alone until then are asked for. */
    hear(legs: readonly number[]): void {
      for (const leg of legs) {
        if (knownOf(leg).unfetched === 'until-played') learn(leg, { unfetched: null });
      }
      askForMissing();
    },
    /** A leg that failed, that broke off or that was not fetched is measured again. */
    forget(leg: number): void {
      known.delete(leg);
      retries.delete(leg);
      for (const { pending } of requests) pending.delete(leg);
      publishSoon();
      askForMissing();
    },
    close(): void {
      wanted = [];
      retries.clear();
      clearTimeout(retryTimer);
      clearTimeout(publishTimer);
      publishTimer = undefined;
      hasStarted = false;
      isHeld = false;
      keptRequest?.abort();
      keptRequest = null;
      dropRequests();
      lifetime.abort();
      lifetime = new AbortController();
    },
  };
}
