import type { LegChannel } from './leg-channel';
import { CLOCK_EVENTS, MEDIA_EVENTS, readMediaState, watchMovement } from './media-states';
import type { PlayerOptions, PlayerStateHolder } from './player-state';
import type { AudioProbe } from './probe-audio';

/** Why the server is asked about a leg. */
export type ProbeReason = 'error' | 'stall' | 'length' | 'retry' | 'arrival';

/** The server's answer about a leg, with what the question was about. */
export interface ProbeAnswer {
  leg: number;
  /** The address that the leg had when it was asked about. */
  url: string;
  /** The element in question; null where the leg itself was asked for. */
  channel: LegChannel | null;
  reason: ProbeReason;
  /** The server was made to ask the PBX again. */
  isFresh: boolean;
  probe: AudioProbe;
}

/** Everything that happens to the player without a hand: people's commands come in through `hand-commands`. */
export type PlayerEvent =
  /** An element says that something about it changed. */
  | { type: 'media'; channel: LegChannel; name: string }
  /** An element has waited for bytes for 5 s. */
  | { type: 'stalled'; channel: LegChannel }
  /** The position may have changed. */
  | { type: 'tick' }
  | { type: 'timer'; name: TimerName }
  | { type: 'online' }
  | { type: 'answer'; answer: ProbeAnswer }
  /** A leg that was arriving is complete, or never will be. */
  | { type: 'arrived'; leg: number; url: string; isWhole: boolean }
  /** More is known of the legs' sound. */
  | { type: 'measured' };

export type TimerName = 'cue' | 'gap' | 'network';

export type PlayerInbox = ReturnType<typeof createPlayerInbox>;

/** Where all events are sent. One function handles them, at once and in their order. */
export function createPlayerInbox() {
  let handle: (event: PlayerEvent) => void = () => undefined;
  return {
    send: (event: PlayerEvent) => handle(event),
    handleWith(handler: (event: PlayerEvent) => void): void {
      handle = handler;
    },
  };
}

export type PlayerTimers = ReturnType<typeof createPlayerTimers>;

/** One timer of each name. Setting it again replaces it; when it fires, that is an event. */
export function createPlayerTimers(options: PlayerOptions, inbox: PlayerInbox) {
  const running = new Map<TimerName, number>();

  function clear(name: TimerName): void {
    const id = running.get(name);
    if (id !== undefined) options.clearTimer(id);
    running.delete(name);
  }

  return {
    clear,
    set(name: TimerName, ms: number): void {
      clear(name);
      const id = options.setTimer(() => {
        if (running.get(name) !== id) return;
        running.delete(name);
        inbox.send({ type: 'timer', name });
      }, ms);
      running.set(name, id);
    },
  };
}

/** A leg that has waited this long for bytes is asked about. */
const STALL_MS = 5_000;

interface EventSources {
  state: PlayerStateHolder;
  channels: readonly LegChannel[];
  options: PlayerOptions;
  inbox: PlayerInbox;
  /** Releases every listener and timer at once. */
  signal: AbortSignal;
}

/** Sends what the elements, the frames, the network and the sounds say, until the signal aborts. */
export function listenForEvents({ state, channels, options, inbox, signal }: EventSources): void {
  for (const channel of channels) listenToChannel(channel, options, inbox, signal);
  runFrameClock(state, options, signal);
  options.onOnline(() => inbox.send({ type: 'online' }), signal);
  const releases = [
    state.subscribeClock(() => inbox.send({ type: 'tick' })),
    options.sounds.subscribe(() => inbox.send({ type: 'measured' })),
  ];
  signal.addEventListener('abort', () => {
    for (const release of releases) release();
  });
}

function listenToChannel(
  channel: LegChannel,
  options: PlayerOptions,
  { send }: PlayerInbox,
  signal: AbortSignal,
): void {
  const { element } = channel;
  let stallTimer: number | null = null;

  function stopStallTimer(): void {
    if (stallTimer !== null) options.clearTimer(stallTimer);
    stallTimer = null;
  }
  function watchStall() {
    if (!readMediaState(element).isWaiting) return stopStallTimer();
    stallTimer ??= options.setTimer(() => {
      stallTimer = null;
      send({ type: 'stalled', channel });
      watchStall();
    }, STALL_MS);
  }

  watchMovement(element, signal);
  for (const name of new Set([...MEDIA_EVENTS, ...CLOCK_EVENTS])) {
    element.addEventListener(
      name,
      () => {
        watchStall();
        send({ type: 'media', channel, name });
      },
      { signal },
    );
  }
  signal.addEventListener('abort', stopStallTimer);
}

/** Ticks on every frame while the call plays. Hidden tabs have no frames: there `timeupdate` ticks. */
function runFrameClock(
  state: PlayerStateHolder,
  options: Pick<PlayerOptions, 'requestFrame' | 'cancelFrame'>,
  signal: AbortSignal,
): void {
  let frame: number | null = null;

  function stop(): void {
    if (frame !== null) options.cancelFrame(frame);
    frame = null;
  }
  function follow() {
    const { isPlaying, isWaiting } = state.get();
    if (!isPlaying || isWaiting) return stop();
    frame ??= options.requestFrame(() => {
      frame = null;
      state.tick();
      follow();
    });
  }

  const unsubscribe = state.subscribe(follow);
  signal.addEventListener('abort', () => {
    unsubscribe();
    stop();
  });
}
