import type { Stretch } from '@/components/call-time/call-timeline';
import type { AlongsideLegs } from './alongside-legs';
import type { GapCrossing } from './gap-crossing';
import type { LegChannel } from './leg-channel';
import type { LegDeck } from './leg-deck';
import type { ListeningJumps } from './listening-jumps';
import type { NextPart, PlayOrder } from './play-order';
import type { PlayerOptions, PlayerStateHolder } from './player-state';
import type { StartLatency } from './start-latency';

/** A leg is opened this long before it is needed, in seconds of listening. */
const AHEAD_SECONDS = 20;
/** Events closer than this get a timer of their own: ticks come every 16 ms at best, or every 250. */
const CUE_MS = 500;
/** So much earlier the next leg is started than is reckoned: a moment of both is not heard, one of neither is. */
const LEAD_MS = 25;
/** Less than this of a leg is left sounding while the next one starts. */
const LEAVING_SECONDS = 0.5;

interface PlayOnParts {
  state: PlayerStateHolder;
  deck: LegDeck;
  order: PlayOrder;
  gap: GapCrossing;
  alongside: AlongsideLegs;
  options: PlayerOptions;
  callPosition: () => number;
  /** Asks for a leg again that failed when it was last tried, and plays it from where it was left. */
  retry: (leg: number) => void;
  jumps: ListeningJumps;
  latency: StartLatency;
  /** Another leg is the one that sounds, without anybody having asked for it. */
  onHandOver: () => void;
}

export type PlayOn = ReturnType<typeof createPlayOn>;

/** Plays on across legs: opens the next one ahead, starts it so that no break is heard, crosses gaps. */
export function createPlayOn(parts: PlayOnParts) {
  const { state, deck, order, gap, alongside, options, jumps, latency } = parts;
  let cue: number | null = null;

  function clearCue(): void {
    if (cue !== null) options.clearTimer(cue);
    cue = null;
  }

  /** Makes `part` the one that sounds. The leg before it keeps its last instant. */
  function handOver(part: NextPart): void {
    const { leg: before, speed } = state.get();
    clearCue();
    gap.end();
    deck.refused.clear();
    parts.onHandOver();
    if (state.playback(part.leg).fault) {
      deck.remember(part.leg, part.offsetSeconds);
      deck.setMain(part.leg);
      deck.closeAllBut(part.leg);
      alongside.forget();
      parts.retry(part.leg);
      return;
    }
    const waiting = deck.channelOf(part.leg);
    if (!waiting && !deck.channels().some((channel) => channel.leg() === null)) {
      deck.closeAllBut(before);
    }
    const channel = waiting ?? deck.open(part.leg, part.offsetSeconds);
    if (!channel) return;
    channel.isAhead = false;
    const distance = Math.abs(channel.positionSeconds() - part.offsetSeconds);
    if (distance > (channel.isSounding() ? 1 : 0.1)) channel.moveTo(part.offsetSeconds);
    if (!channel.isSounding()) deck.start(channel);
    channel.setRate(speed);
    deck.setMain(part.leg);
    const left = deck.channelOf(before);
    if (before !== part.leg && left && !isLeaving(left)) deck.close(before);
    alongside.settle(parts.callPosition());
    state.tick();
  }

  const isLeaving = (channel: LegChannel) =>
    channel.isSounding() && (channel.restSeconds() ?? Number.POSITIVE_INFINITY) < LEAVING_SECONDS;

  /** The main leg is over at `seconds` of the call. False when the call is over with it. */
  function goOn(seconds: number): boolean {
    const next = order.after(state.get().leg, seconds);
    const resumesAt = next
      ? order.startOf(next.leg) + next.offsetSeconds
      : Number.POSITIVE_INFINITY;
    if (jumps.turnsBack(resumesAt)) return true;
    if (!next) return false;
    if (!next.silence) handOver(next);
    else {
      alongside.forget();
      openAhead(next, next.silence);
      gap.begin(next.silence, () => handOver(next));
      // Where the rest of the leg is passed over it has not come to its end by itself.
      deck.main()?.element.pause();
    }
    return true;
  }

  function openAhead(part: NextPart, silence: Stretch | null): void {
    const isLong =
      silence !== null &&
      state.get().gaps === 'real' &&
      silence.endSeconds - silence.startSeconds > AHEAD_SECONDS * state.get().speed;
    if (isLong || deck.channelOf(part.leg) || deck.refused.has(part.leg)) return;
    if (state.playback(part.leg).fault) return;
    for (const channel of deck.channels()) {
      const other = channel.leg();
      if (channel.isAhead && other !== null) deck.close(other);
    }
    deck.open(part.leg, part.offsetSeconds, { isAhead: true });
  }

  /** On every tick while the main leg sounds. */
  function follow() {
    const { leg, isPlaying, isWaiting, speed } = state.get();
    latency.observe();
    if (!isPlaying || gap.isRunning()) return clearCue();
    const seconds = parts.callPosition();
    const jump = jumps.next(seconds);
    if (jump && jump.atSeconds <= seconds) return jump.go();
    const instead = order.chosenInstead(leg, seconds);
    if (instead !== null) {
      const offsetSeconds = seconds - order.startOf(instead);
      return handOver({ leg: instead, offsetSeconds, silence: null });
    }
    alongside.settle(seconds);
    if (isWaiting) return clearCue();
    const joining = order.joining(leg, seconds);
    const end = order.endOf(leg);
    const next = joining ?? order.after(leg, end);
    const dueAt = joining?.atSeconds ?? end;
    if (next && jumps.listeningSeconds(seconds, dueAt) <= AHEAD_SECONDS * speed) {
      openAhead(next, next.silence);
    }
    setCue(seconds, jump, joining?.atSeconds ?? null);
  }

  /** Timers are finer than ticks. Where they are late, in a hidden tab, the next tick does the same. */
  function setCue(
    seconds: number,
    jump: ReturnType<ListeningJumps['next']>,
    joinsAt: number | null,
  ): void {
    clearCue();
    const { leg, speed } = state.get();
    const msUntil = (at: number) => ((at - seconds) / speed) * 1000;
    const cues: { inMs: number; run: () => void }[] = [];
    if (jump) cues.push({ inMs: msUntil(jump.atSeconds), run: jump.go });
    if (joinsAt !== null) {
      const run = () => alongside.settle(joinsAt);
      cues.push({ inMs: msUntil(joinsAt) - latency.ms(), run });
    }
    const rest = deck.main()?.restSeconds() ?? null;
    const next = rest === null ? null : order.after(leg, order.endOf(leg));
    if (rest !== null && next && !next.silence && deck.channelOf(next.leg)?.isReady()) {
      const inMs = (rest / speed) * 1000 - latency.ms() - LEAD_MS;
      cues.push({ inMs, run: () => goOn(order.endOf(leg)) });
    }
    const first = cues.sort((a, b) => a.inMs - b.inMs)[0];
    if (!first || first.inMs > CUE_MS) return;
    cue = options.setTimer(
      () => {
        cue = null;
        if (state.get().isPlaying && !state.get().isWaiting) first.run();
      },
      Math.max(0, first.inMs),
    );
  }

  return {
    follow,
    goOn,
    handOver,
    clearCue,
  };
}
