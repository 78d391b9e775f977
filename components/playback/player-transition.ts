import type { CallTimeline } from '@/components/call-time/call-timeline';
import type { LegDeck } from './leg-deck';
import type { LegFaults } from './leg-faults';
import type { LegProbes } from './leg-probes';
import { CLOCK_EVENTS, MEDIA_EVENTS, readMediaState } from './media-states';
import type { PlayOn } from './play-on';
import type { PlayOrder } from './play-order';
import type { PlayerEvent, TimerName } from './player-events';
import type { PlayerOptions, PlayerStateHolder } from './player-state';
import { waitingFolds } from './waiting-folds';

type Channel = Extract<PlayerEvent, { type: 'media' }>['channel'];

interface TransitionParts {
  timeline: CallTimeline;
  state: PlayerStateHolder;
  deck: LegDeck;
  order: PlayOrder;
  probes: LegProbes;
  playOn: PlayOn;
  faults: LegFaults;
  options: PlayerOptions;
}

/** What each event does to the state and to the elements. What people do is in `hand-commands`. */
export function createPlayerTransition(parts: TransitionParts) {
  const { timeline, state, deck, order, probes, playOn, faults, options } = parts;
  const isMain = (channel: Channel) => channel.leg() !== null && channel.leg() === state.get().leg;

  function onEvent(event: PlayerEvent): void {
    if (event.type === 'media') onMedia(event.channel, event.name);
    else if (event.type === 'stalled') probes.investigate(event.channel, 'stall');
    else if (event.type === 'tick') playOn.follow();
    else if (event.type === 'timer') onTimer(event.name);
    else if (event.type === 'online') probes.tryNetwork();
    else if (event.type === 'answer') faults.onAnswer(event.answer);
    else if (event.type === 'arrived') faults.onArrived(event.leg, event.url, event.isWhole);
    else onMeasured();
  }

  /** The order matters: the position is right before anybody reads it, and what follows an end before its pause. */
  function onMedia(channel: Channel, name: string): void {
    const isEndsPause = name === 'pause' && channel.element.ended;
    if (name === 'loadedmetadata') channel.settle();
    if (LENGTH_EVENTS.includes(name)) probes.checkLength(channel);
    if (name === 'ended') onEnded(channel);
    if (MEDIA_EVENTS.includes(name) && !isEndsPause) publish(channel, name);
    if (name === 'pause' && !isEndsPause && isMain(channel)) playOn.pauseAlongside();
    if (name === 'playing' && isMain(channel)) state.update({ awaitsGesture: false });
    if (CLOCK_EVENTS.includes(name) && isMain(channel)) state.tick();
    if (name === 'error') probes.investigate(channel, 'error');
  }

  /** The elements are the truth: what is published of playback is read from them. */
  function publish(channel: Channel, name: string): void {
    if (!isMain(channel)) return;
    // While a gap is crossed no element sounds, and the call continues all the same.
    const held = playOn.isCrossingGap()
      ? { isPlaying: true, isWaiting: false, hasEnded: false }
      : {};
    state.update({ ...readMediaState(channel.element, name), ...held });
  }

  function onEnded(channel: Channel): void {
    const leg = channel.leg();
    if (leg === null) return;
    if (leg === state.get().leg) {
      playOn.continueAfter(order.startOf(leg) + channel.positionSeconds());
    } else if (!state.get().alongside.includes(leg)) deck.close(leg);
  }

  function onTimer(name: TimerName): void {
    if (name === 'cue') playOn.takeCue();
    else if (name === 'gap') playOn.leaveGap();
    else probes.tryNetwork();
  }

  function onMeasured(): void {
    const { sounds } = options;
    state.memory.folds = waitingFolds(timeline, sounds);
    for (const { leg } of timeline.legs) {
      const { wave } = sounds.soundOf(leg.leg);
      if (!wave || wave.arrival === 'arriving') continue;
      const { fileSeconds, isBrokenOff } = state.playback(leg.leg);
      // That it broke off an element that holds the leg finds out itself, and must then be loaded again.
      const isKnownBroken = !deck.channelOf(leg.leg) && wave.arrival === 'broken-off';
      const patch = {
        fileSeconds: wave.durationSeconds,
        isBrokenOff: isBrokenOff || isKnownBroken,
      };
      if (patch.fileSeconds === fileSeconds && patch.isBrokenOff === isBrokenOff) continue;
      state.updateLeg(leg.leg, patch);
    }
    deck.applyVolumes();
    deck.applyAddresses();
  }

  return onEvent;
}

const LENGTH_EVENTS: readonly string[] = ['loadedmetadata', 'durationchange', 'ended'];
