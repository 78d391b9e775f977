import type { LegChannel } from './leg-channel';
import type { LegDeck } from './leg-deck';
import type { PlayOrder } from './play-order';
import type { PlayerStateHolder } from './player-state';

/** Two voices further apart than this are heard as two. */
const DRIFT_SECONDS = 0.08;
const IN_STEP_SECONDS = 0.02;
/** Further apart than this, catching up would take too long to go unheard. */
const JUMP_SECONDS = 1;
/** With the pitch kept, nobody hears a voice that is this much faster for a moment. */
const LARGEST_NUDGE = 0.08;

export type AlongsideLegs = ReturnType<typeof createAlongsideLegs>;

/** Keeps the legs that overlap with the main one sounding with it, in step with it. */
export function createAlongsideLegs(state: PlayerStateHolder, deck: LegDeck, order: PlayOrder) {
  const { memory } = state;

  function publish(legs: readonly number[]): void {
    const { alongside } = state.get();
    if (legs.join() !== alongside.join()) state.update({ alongside: legs });
  }

  /** Lets exactly the right legs sound at `seconds` of call time; the main one is left alone. */
  function settle(seconds: number): void {
    const { leg: main, alongside: before, isPlaying, isWaiting, speed } = state.get();
    const wanted = order.alongside(main, seconds).filter((leg) => !memory.refused.has(leg));
    for (const leg of before) if (!wanted.includes(leg) && leg !== main) deck.close(leg);
    const sounding = wanted.filter((leg) => {
      const offsetSeconds = seconds - order.startOf(leg);
      const channel = deck.channelOf(leg) ?? deck.open(leg, offsetSeconds);
      if (!channel) return false;
      if (!before.includes(leg)) {
        channel.isAhead = false;
        if (Math.abs(channel.positionSeconds() - offsetSeconds) > DRIFT_SECONDS) {
          channel.moveTo(offsetSeconds);
        }
      }
      if (!isPlaying || isWaiting) channel.element.pause();
      else if (!channel.isSounding()) deck.start(channel);
      else keepInStep(channel, offsetSeconds, speed);
      return true;
    });
    publish(sounding);
  }

  function keepInStep(channel: LegChannel, expectedSeconds: number, speed: number): void {
    if (!channel.isReady() || channel.element.seeking) return;
    const drift = channel.positionSeconds() - expectedSeconds;
    if (Math.abs(drift) > JUMP_SECONDS) {
      channel.isNudged = false;
      channel.moveTo(expectedSeconds);
    } else if (Math.abs(drift) > DRIFT_SECONDS) channel.isNudged = true;
    if (Math.abs(drift) < IN_STEP_SECONDS) channel.isNudged = false;
    const nudge = Math.min(Math.max(-drift, -LARGEST_NUDGE), LARGEST_NUDGE);
    channel.setRate(channel.isNudged ? speed * (1 + nudge) : speed);
  }

  return {
    settle,
    /** They stop with the main leg and stay where they are. */
    pause(): void {
      for (const leg of state.get().alongside) deck.channelOf(leg)?.element.pause();
    },
    /** None of them counts as alongside any more: one became the main leg, or somebody went elsewhere. */
    forget(): void {
      publish([]);
    },
  };
}
