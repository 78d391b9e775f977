import type { CallTimeline, Stretch } from '@/components/call-time/call-timeline';
import { callSeconds } from '@/components/call-time/position-in-call';
import type { AlongsideLegs } from './alongside-legs';
import type { GapCrossing } from './gap-crossing';
import type { LegDeck } from './leg-deck';
import type { LegProbes } from './leg-probes';
import { type PlayOrder, REST_SECONDS } from './play-order';
import type { PlayerTimers } from './player-events';
import type { Cue, Jump, NextPart, PlayerStateHolder } from './player-state';

/** A leg is opened this long before it is needed, in seconds of listening. */
const AHEAD_SECONDS = 20;
/** What is closer than this gets a timer of its own: ticks come every 16 ms at best, or every 250. */
const CUE_MS = 500;
/** The next leg is started this much earlier than computed: a moment of both is not heard, one of neither is. */
const LEAD_MS = 25;

interface PlayOnParts {
  timeline: CallTimeline;
  state: PlayerStateHolder;
  deck: LegDeck;
  order: PlayOrder;
  gap: GapCrossing;
  alongside: AlongsideLegs;
  probes: LegProbes;
  timers: PlayerTimers;
}

export type PlayOn = ReturnType<typeof createPlayOn>;

/** Plays on across legs: opens the next one ahead, starts it so that no break is heard, jumps, crosses gaps. */
export function createPlayOn(parts: PlayOnParts) {
  const { timeline, state, deck, order, gap, alongside, probes, timers } = parts;
  const { memory } = state;
  const { latency } = deck;

  /** Seconds into the call, also while a gap is crossed. */
  function callPosition(): number {
    const { leg } = state.get();
    const offsetSeconds = deck.positionOf(leg);
    return gap.positionSeconds() ?? callSeconds(timeline, { leg, offsetSeconds }) ?? 0;
  }

  /** On every tick while the main leg sounds. */
  function follow() {
    const { leg, isPlaying, isWaiting, speed } = state.get();
    latency.observe();
    if (!isPlaying || gap.isRunning()) return clearCue();
    const seconds = callPosition();
    const jump = order.nextJump(seconds);
    if (jump && jump.atSeconds <= seconds) return followJump(jump);
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
    if (next && order.listeningSeconds(seconds, dueAt) <= AHEAD_SECONDS * speed) {
      openAhead(next, next.silence);
    }
    setCue(seconds, jump, joining?.atSeconds ?? null);
  }

  function openAhead(part: NextPart, silence: Stretch | null): void {
    const isLong =
      silence !== null &&
      state.get().gaps === 'real' &&
      silence.endSeconds - silence.startSeconds > AHEAD_SECONDS * state.get().speed;
    if (isLong || deck.channelOf(part.leg) || memory.refused.has(part.leg)) return;
    if (state.playback(part.leg).fault) return;
    for (const channel of deck.channels()) {
      const other = channel.leg();
      if (channel.isAhead && other !== null) deck.close(other);
    }
    deck.open(part.leg, part.offsetSeconds, { isAhead: true });
  }

  /** The main leg is over at `seconds` of the call. False when the call is over with it. */
  function continueAfter(seconds: number): boolean {
    const next = order.after(state.get().leg, seconds);
    const resumesAt = next
      ? order.startOf(next.leg) + next.offsetSeconds
      : Number.POSITIVE_INFINITY;
    const jump = order.jumpBeforeResuming(resumesAt);
    if (jump) followJump(jump);
    else if (!next) return false;
    else if (!next.silence) handOver(next);
    else {
      alongside.forget();
      openAhead(next, next.silence);
      gap.begin(next.silence, next);
      // Where the rest of the leg is skipped, the element would play on into it.
      deck.main()?.element.pause();
    }
    return true;
  }

  /** Makes `part` the one that sounds. The leg before it keeps its last instant. */
  function handOver(part: NextPart) {
    const { leg: before, speed } = state.get();
    clearCue();
    gap.end();
    memory.refused.clear();
    probes.forgetAwaited(null);
    if (state.playback(part.leg).fault) {
      deck.remember(part.leg, part.offsetSeconds);
      deck.setMain(part.leg);
      deck.closeAllBut(part.leg);
      alongside.forget();
      return probes.retry(part.leg, { shouldPlay: true, isFresh: false });
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
    if (before !== part.leg && left && !left.isLeaving()) deck.close(before);
    alongside.settle(callPosition());
    state.tick();
  }

  /** Somebody turned to `leg`: the transport acts on it now; the others stop and keep their places. */
  function turnTo(leg: number): void {
    const { leg: before, overlap } = state.get();
    clearCue();
    gap.end();
    memory.refused.clear();
    probes.forgetAwaited(leg);
    if (overlap !== 'both' && overlap !== leg) state.update({ overlap: 'both' });
    if (leg === before) return;
    deck.closeAllBut(leg);
    alongside.forget();
    deck.setMain(leg);
    state.tick();
  }

  function followJump({ toSeconds }: Jump) {
    if (toSeconds !== null) return jumpTo(toSeconds);
    memory.stopsAt = null;
    stop();
  }

  /** Continues at a moment of the call, in whichever leg is there. */
  function jumpTo(seconds: number) {
    const { leg } = state.get();
    const end = order.endOf(leg);
    const isBehind = seconds >= end - REST_SECONDS && callPosition() < end;
    if (isBehind && order.alongside(leg, seconds).length === 0 && continueAfter(end)) return;
    const part = order.from(Math.min(seconds, timeline.durationSeconds), leg);
    const main = deck.main();
    if (part && (part.leg !== leg || !main)) return handOver(part);
    gap.end();
    main?.moveTo(part?.offsetSeconds ?? deck.lengthOf(leg));
    if (part && main && !main.isSounding()) deck.start(main);
    state.tick();
  }

  /** Pauses whatever sounds, and the waiting in a gap. What was to sound later is not wanted any more. */
  function stop(): void {
    memory.wanted = null;
    gap.pause();
    clearCue();
    for (const channel of deck.channels()) {
      const leg = channel.leg();
      const isMain = leg === state.get().leg;
      if (leg === null || channel.isAhead) continue;
      channel.element.pause();
      if (!isMain && !state.get().alongside.includes(leg)) deck.close(leg);
    }
  }

  /** Gives up what is being fetched, keeping the place: the PBX may stop sending. */
  function letGo(): void {
    stop();
    deck.closeAllBut(null);
    alongside.forget();
  }

  function clearCue(): void {
    timers.clear('cue');
    memory.cue = null;
  }

  /** Timers are finer than ticks. Where they are late, in a hidden tab, the next tick does the same. */
  function setCue(seconds: number, jump: Jump | null, joinsAt: number | null): void {
    clearCue();
    const { leg, speed } = state.get();
    const msUntil = (at: number) => ((at - seconds) / speed) * 1000;
    const cues: { inMs: number; cue: Cue }[] = [];
    if (jump) cues.push({ inMs: msUntil(jump.atSeconds), cue: { kind: 'jump', jump } });
    if (joinsAt !== null) {
      const inMs = msUntil(joinsAt) - latency.ms();
      cues.push({ inMs, cue: { kind: 'join', atSeconds: joinsAt } });
    }
    const end = order.endOf(leg);
    const rest = deck.main()?.restSeconds() ?? null;
    const next = rest === null ? null : order.after(leg, end);
    if (rest !== null && next && !next.silence && deck.channelOf(next.leg)?.isReady()) {
      const inMs = (rest / speed) * 1000 - latency.ms() - LEAD_MS;
      cues.push({ inMs, cue: { kind: 'leg-over', atSeconds: end } });
    }
    const first = cues.sort((a, b) => a.inMs - b.inMs)[0];
    if (!first || first.inMs > CUE_MS) return;
    memory.cue = first.cue;
    timers.set('cue', Math.max(0, first.inMs));
  }

  /** The cue's time has come. */
  function takeCue(): void {
    const { cue } = memory;
    memory.cue = null;
    const { isPlaying, isWaiting } = state.get();
    if (!cue || !isPlaying || isWaiting) return;
    if (cue.kind === 'jump') followJump(cue.jump);
    else if (cue.kind === 'join') alongside.settle(cue.atSeconds);
    else continueAfter(cue.atSeconds);
  }

  /** The gap is crossed: what follows it sounds. */
  function leaveGap(): void {
    if (memory.crossing) handOver(memory.crossing.next);
  }

  return {
    callPosition,
    follow,
    continueAfter,
    handOver,
    turnTo,
    stop,
    letGo,
    clearCue,
    takeCue,
    leaveGap,
    isCrossingGap: gap.isRunning,
    resumeGap: gap.resume,
    /** Changes the speed, or how gaps are crossed: the rest of a wait depends on both. */
    changePace: gap.change,
    forgetGap: gap.end,
    /** The legs alongside stop with the main one. */
    pauseAlongside: alongside.pause,
  };
}
