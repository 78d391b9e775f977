import type { CallTimeline } from '@/components/call-time/call-timeline';
import { callSeconds, type LegMoment } from '@/components/call-time/position-in-call';
import type { LegDeck } from './leg-deck';
import type { LegProbes } from './leg-probes';
import type { PlayOn } from './play-on';
import { type PlayOrder, REST_SECONDS } from './play-order';
import type { PlayerStateHolder } from './player-state';

/** "Previous leg" this far into a leg goes to its start first. */
const START_AGAIN_SECONDS = 2;

interface HandParts {
  timeline: CallTimeline;
  state: PlayerStateHolder;
  deck: LegDeck;
  order: PlayOrder;
  probes: LegProbes;
  playOn: PlayOn;
}

export type HandCommands = ReturnType<typeof createHandCommands>;

/** What people do: play, pause, and go somewhere. It wins over whatever playing on would do. */
export function createHandCommands(parts: HandParts) {
  const { timeline, state, deck, order, probes, playOn } = parts;
  const { memory } = state;
  const { callPosition, turnTo } = playOn;
  const playable = timeline.legs.filter(({ leg }) => deck.isPlayable(leg.leg));

  /** Plays a leg from where it was left, or from its start if that was its end. */
  function playLeg(leg: number) {
    if (!deck.isPlayable(leg)) return;
    const seconds = deck.positionOf(leg);
    turnTo(leg);
    const { fault } = state.playback(leg);
    if (fault) {
      return probes.retry(leg, { shouldPlay: true, isFresh: fault.code !== 'network-lost' });
    }
    const from = seconds >= deck.lengthOf(leg) - REST_SECONDS ? 0 : seconds;
    if (from !== seconds) order.wentTo(order.startOf(leg) + from);
    const open = deck.channelOf(leg);
    if (open && (open.isAhead || from !== seconds)) open.moveTo(from);
    const channel = open ?? deck.open(leg, from);
    if (!channel) return;
    channel.isAhead = false;
    deck.start(channel);
    deck.unlock();
  }

  /** Continues the call; from its beginning where it has ended. */
  function play(leg?: number): void {
    const { gap: crossed, leg: main, hasEnded } = state.get();
    if (crossed && (leg === undefined || leg === main)) playOn.resumeGap();
    else if (leg === undefined && hasEnded) restart();
    else playLeg(leg ?? main);
  }

  /** Goes to a moment of a leg. What was playing keeps playing; what was not stays silent. */
  function seek(moment: LegMoment, mostSeconds = deck.lengthOf(moment.leg)) {
    const { leg } = moment;
    if (!deck.isPlayable(leg)) return;
    const { isPlaying } = state.get();
    turnTo(leg);
    const seconds = Math.min(Math.max(0, moment.offsetSeconds), mostSeconds);
    order.wentTo(callSeconds(timeline, { leg, offsetSeconds: seconds }) ?? 0);
    if (state.playback(leg).fault) {
      deck.remember(leg, seconds);
      return state.tick();
    }
    const open = deck.channelOf(leg);
    open?.moveTo(seconds);
    const channel = open ?? deck.open(leg, seconds);
    if (channel) channel.isAhead = false;
    else deck.remember(leg, seconds);
    if (channel && isPlaying && !channel.isSounding()) deck.start(channel);
    state.tick();
  }

  function seekCall(seconds: number): void {
    const within = Math.min(Math.max(0, seconds), timeline.durationSeconds);
    const part = order.from(within, state.get().leg);
    const last = playable.at(-1)?.leg.leg;
    if (part) seek(part);
    else if (last !== undefined) seek({ leg: last, offsetSeconds: deck.lengthOf(last) });
  }

  /** Back over a gap counts the seconds that can be heard: otherwise nobody would ever get past it. */
  function moveBy(seconds: number) {
    const target = callPosition() + seconds;
    const part = order.from(Math.max(0, target), state.get().leg);
    const before = part?.silence
      ? playable.findLast(({ leg }) => order.endOf(leg.leg) <= Math.max(0, target) + REST_SECONDS)
      : undefined;
    if (seconds >= 0 || !part?.silence || !before) return seekCall(target);
    const rest = part.silence.endSeconds - Math.max(0, target);
    const { leg } = before.leg;
    seek({ leg, offsetSeconds: Math.max(0, deck.lengthOf(leg) - rest) });
  }

  function stepLeg(direction: 'next' | 'previous'): void {
    const { leg } = state.get();
    const index = playable.findIndex((placed) => placed.leg.leg === leg);
    const isInside = direction === 'previous' && deck.positionOf(leg) > START_AGAIN_SECONDS;
    const target = isInside ? undefined : playable[index + (direction === 'next' ? 1 : -1)];
    if (target) seek({ leg: target.leg.leg, offsetSeconds: 0 });
    else if (direction === 'previous') seek({ leg, offsetSeconds: 0 });
  }

  /** Plays the call from its beginning. */
  function restart(): void {
    seekCall(0);
    if (!state.get().isPlaying) playLeg(state.get().leg);
  }

  return {
    play,
    pause: playOn.stop,
    toggle(leg?: number): void {
      const { isPlaying, leg: main, alongside: others } = state.get();
      const isMeant = leg === undefined || leg === main || others.includes(leg);
      if (isMeant && isPlaying) playOn.stop();
      else play(leg);
    },
    /**
     * Opens at a moment and plays if the browser lets us; else the state says it awaits a gesture.
     * Where `untilSeconds` of the call is given, it plays to there and stops.
     */
    open(moment: LegMoment, untilSeconds: number | null = null): void {
      // A link may lead past what the PBX states, to what it was made from.
      seek(moment, deck.reachOf(moment.leg));
      const channel = deck.channelOf(moment.leg);
      if (channel) deck.start(channel);
      const startSeconds = callPosition();
      if (untilSeconds === null || untilSeconds <= startSeconds) return;
      state.update({ loop: { startSeconds, endSeconds: untilSeconds }, isLooping: false });
      memory.stopsAt = untilSeconds;
    },
    select(leg: number): void {
      if (deck.leg(leg)) turnTo(leg);
    },
    /** Gives up what is being fetched, keeping the place: the PBX may stop sending. */
    stop: playOn.letGo,
    seek: (moment: LegMoment) => seek(moment),
    /** Goes to a moment of the call: from a gap to the next leg, into another leg where it lies there. */
    seekCall,
    moveBy,
    stepLeg,
    restart,
    /** Asks the PBX for a leg again and continues where it was, sounding where `shouldPlay`. */
    retry(leg: number, shouldPlay: boolean): void {
      const isFresh = state.playback(leg).fault?.code !== 'network-lost';
      probes.retry(leg, { shouldPlay: shouldPlay || memory.wanted === leg, isFresh });
    },
  };
}
