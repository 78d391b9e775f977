import { callSeconds } from '@/components/call-time/position-in-call';
import { createAlongsideLegs } from './alongside-legs';
import { createFaultResponse } from './fault-response';
import { runFrameClock } from './frame-clock';
import { createGapCrossing } from './gap-crossing';
import type { LegChannel } from './leg-channel';
import { createLegDeck } from './leg-deck';
import { createLegRepair, type RetryOptions } from './leg-repair';
import { createListeningJumps } from './listening-jumps';
import { type MediaElement, readMediaState } from './media-states';
import { createNetworkReturn } from './network-return';
import { createPlayOn } from './play-on';
import { createPlayOrder } from './play-order';
import type { PlayerOptions, PlayerStateHolder } from './player-state';
import { isAboutFile } from './probe-audio';
import { createStartLatency } from './start-latency';
import { waitingFolds } from './waiting-folds';
import { watchMedia } from './watch-media';

/** A leg that was heard to within this of its end is over. */
export const END_SECONDS = 0.25;

export type PlayerEngine = ReturnType<typeof createPlayerEngine>;

/** Joins the parts of the player and lets the elements' events drive them. */
export function createPlayerEngine(state: PlayerStateHolder, options: PlayerOptions) {
  const { timeline, sounds } = options;
  let lifetime = new AbortController();
  let folds = waitingFolds(timeline, sounds);
  const latency = createStartLatency(options.now);
  const deck = createLegDeck(state, options, latency);
  const gap = createGapCrossing(state, options);
  const network = createNetworkReturn(options);

  const callPosition = () => {
    const { leg } = state.get();
    const offsetSeconds = deck.positionOf(leg);
    return gap.positionSeconds() ?? callSeconds(timeline, { leg, offsetSeconds }) ?? 0;
  };
  const jumps = createListeningJumps({ state, folds: () => folds, jumpTo, stop });
  const order = createPlayOrder({
    timeline,
    isAudible(leg) {
      const { fault } = state.playback(leg);
      return deck.isPlayable(leg) && !(fault && isAboutFile(fault.code));
    },
    lengthOf: deck.lengthOf,
    choice: () => state.get().overlap,
    foldEnd: jumps.foldEnd,
  });
  const alongside = createAlongsideLegs(state, deck, order);
  const playOn = createPlayOn({
    ...{ state, deck, order, gap, alongside, options, callPosition, jumps, latency },
    onHandOver: () => faults.playsOn(),
    retry: (leg) => retry(leg, { shouldPlay: true, isFresh: false }),
  });
  const faults = createFaultResponse({
    ...{ state, deck, network, callPosition, goOn: playOn.goOn, retry },
  });
  const repair = createLegRepair({
    ...{ state, deck, options, onFault: faults.onFault, signal: () => lifetime.signal },
  });

  function retry(leg: number, how: RetryOptions): void {
    void repair.retry(leg, how).catch(ignoreAbort);
  }

  /** Goes on playing at a moment of the call, in whichever leg is there. */
  function jumpTo(seconds: number) {
    const { leg } = state.get();
    const end = order.endOf(leg);
    const isBehind = seconds >= end - END_SECONDS && callPosition() < end;
    if (isBehind && order.alongside(leg, seconds).length === 0 && playOn.goOn(end)) return;
    const part = order.from(Math.min(seconds, timeline.durationSeconds), leg);
    const main = deck.main();
    if (part && (part.leg !== leg || !main)) return playOn.handOver(part);
    gap.end();
    main?.moveTo(part?.offsetSeconds ?? deck.lengthOf(leg));
    if (part && main && !main.isSounding()) deck.start(main);
    state.tick();
  }

  /** Pauses whatever sounds, and the waiting in a gap. */
  function stop(): void {
    gap.pause();
    playOn.clearCue();
    for (const channel of deck.channels()) {
      const leg = channel.leg();
      const isMain = leg === state.get().leg;
      if (leg === null || channel.isAhead) continue;
      channel.element.pause();
      if (!isMain && !state.get().alongside.includes(leg)) deck.close(leg);
    }
  }

  function publish(channel: LegChannel, eventType: string): void {
    if (channel.leg() === null || channel.leg() !== state.get().leg) return;
    // While a gap is crossed no element sounds, and the call runs on all the same.
    const held = gap.isRunning() ? { isPlaying: true, isWaiting: false, hasEnded: false } : {};
    state.update({ ...readMediaState(channel.element, eventType), ...held });
  }

  function onEnded(channel: LegChannel): void {
    const leg = channel.leg();
    if (leg === null) return;
    if (leg === state.get().leg) playOn.goOn(order.startOf(leg) + channel.positionSeconds());
    else if (!state.get().alongside.includes(leg)) deck.close(leg);
  }

  function watch(channel: LegChannel, signal: AbortSignal): void {
    const isMain = () => channel.leg() !== null && channel.leg() === state.get().leg;
    watchMedia(channel.element, {
      ...{ signal, options },
      onChange: (eventType) => publish(channel, eventType),
      onMoved: () => isMain() && state.tick(),
      onMetadata: channel.settle,
      onLength: () => void repair.checkLength(channel).catch(ignoreAbort),
      onSounding() {
        if (isMain()) state.update({ awaitsGesture: false });
      },
      onPaused() {
        if (isMain()) alongside.pause();
      },
      onEnded: () => onEnded(channel),
      onTrouble: (reason) => void repair.investigate(channel, reason).catch(ignoreAbort),
    });
  }

  function hearOfSounds(): void {
    folds = waitingFolds(timeline, sounds);
    for (const { leg } of timeline.legs) {
      const { wave } = sounds.soundOf(leg.leg);
      if (!wave || wave.arrival === 'arriving') continue;
      // An element that holds the leg finds out itself, and must then be loaded again.
      if (deck.channelOf(leg.leg)) continue;
      const { fileSeconds, isBrokenOff } = state.playback(leg.leg);
      const patch = {
        fileSeconds: fileSeconds ?? wave.durationSeconds,
        isBrokenOff: isBrokenOff || wave.arrival === 'broken-off',
      };
      if (patch.fileSeconds === fileSeconds && patch.isBrokenOff === isBrokenOff) continue;
      state.updateLeg(leg.leg, patch);
    }
    deck.applyVolumes();
    deck.applyAddresses();
  }

  /** Takes the elements over; the returned function gives them back and releases everything. */
  function connect(elements: readonly MediaElement[]): () => void {
    lifetime = new AbortController();
    const { signal } = lifetime;
    deck.attach(elements);
    deck.applyVolumes();
    for (const channel of deck.channels()) watch(channel, signal);
    network.listen(signal);
    runFrameClock(state, options, signal);
    const releases = [state.subscribeClock(playOn.follow), sounds.subscribe(hearOfSounds)];
    hearOfSounds();
    return () => {
      playOn.clearCue();
      gap.end();
      network.forget();
      lifetime.abort();
      for (const release of releases) release();
      deck.detach();
    };
  }

  return {
    ...{ deck, gap, order, jumps, alongside, playOn, faults },
    ...{ callPosition, connect, retry, stop, jumpTo, folds: () => folds },
  };
}

function ignoreAbort(error: unknown): void {
  if (error instanceof Error && error.name === 'AbortError') return;
  throw error;
}
