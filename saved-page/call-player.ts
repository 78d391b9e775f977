import type { Stretch } from '@/components/call-time/call-timeline';
import type { SavedLeg } from './call-model';
import { addressOf } from './element';

/** How long a gap pauses playback. */
const GAP_PAUSE_MS = 900;
/** A shorter gap does not pause it. */
const NO_GAP_SECONDS = 0.3;
/** A leg counts as over this long before its end. */
const END_SECONDS = 0.02;

/**
 * Plays a call's legs in order, each at its place in the call. Overlapping legs play together; a gap
 * takes a short pause. The audio elements are the truth: the position is read from them, never counted.
 */
export class CallPlayer {
  /** Seconds since the call began. */
  positionSeconds = 0;
  isPlaying = false;
  /** The gap that is being crossed. */
  gap: Stretch | null = null;
  speed = 1;
  /** Numbers of legs whose file could not be played. */
  unplayable = new Set<number>();

  readonly #legs: readonly SavedLeg[];
  readonly #durationSeconds: number;
  readonly #onChange: () => void;
  readonly #elements = new Map<SavedLeg, HTMLAudioElement>();
  readonly #unlocked = new WeakSet<HTMLAudioElement>();
  readonly #playing = new Set<SavedLeg>();
  #gapTimer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  /**
   * @param legs By start.
   * @param onChange Called on every change, the position included.
   */
  constructor(legs: readonly SavedLeg[], durationSeconds: number, onChange: () => void) {
    this.#legs = legs;
    this.#durationSeconds = durationSeconds;
    this.#onChange = onChange;
    const next = this.#playable()[0];
    if (next) this.#elementOf(next).preload = 'metadata';
  }

  /** The leg at the position; the earliest where several overlap. */
  get leg() {
    const at = this.positionSeconds + END_SECONDS;
    const passed = this.#legs.filter((leg) => leg.startSeconds <= at);
    return passed.find((leg) => at < leg.endSeconds) ?? passed.at(-1) ?? this.#legs[0] ?? null;
  }

  /** Whether this leg is playing now. */
  isHeard(leg: SavedLeg) {
    return this.isPlaying && this.#playing.has(leg);
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play() {
    const last = Math.max(0, ...this.#playable().map((leg) => leg.endSeconds));
    if (this.positionSeconds >= last - END_SECONDS) this.positionSeconds = 0;
    this.isPlaying = true;
    this.#unlock();
    this.#continue();
  }

  pause() {
    this.isPlaying = false;
    this.#silence();
    this.#onChange();
  }

  seek(seconds: number) {
    this.#silence();
    this.positionSeconds = Math.min(this.#durationSeconds, Math.max(0, seconds));
    if (this.isPlaying) this.#continue();
    else this.#onChange();
  }

  /** To the start of the leg, or of the previous one if the leg has just begun. */
  stepLeg(direction: 'previous' | 'next') {
    const starts = this.#playable().map((leg) => leg.startSeconds);
    const from = this.positionSeconds;
    const target =
      direction === 'next'
        ? starts.find((start) => start > from + END_SECONDS)
        : starts.filter((start) => start < from - 2).at(-1);
    if (target !== undefined) this.seek(target);
    else if (direction === 'previous') this.seek(starts[0] ?? 0);
  }

  setSpeed(speed: number) {
    this.speed = speed;
    for (const element of this.#elements.values()) {
      element.defaultPlaybackRate = speed;
      element.playbackRate = speed;
    }
    this.#onChange();
  }

  /** Call it in a gesture: WebKit plays an element later only if it was loaded in one. */
  #unlock() {
    for (const leg of this.#playable()) {
      const element = this.#elementOf(leg);
      if (!this.#unlocked.has(element)) element.load();
      this.#unlocked.add(element);
    }
  }

  #playable() {
    return this.#legs.filter((leg) => leg.file && !this.unplayable.has(leg.leg.leg));
  }

  /** Plays what is due at the position, or crosses the gap to the next leg. */
  #continue() {
    const at = this.positionSeconds;
    const due = this.#playable().filter(
      (leg) => leg.startSeconds <= at + END_SECONDS && at < leg.endSeconds - END_SECONDS,
    );
    const next = this.#playable().find((leg) => leg.startSeconds > at + END_SECONDS);
    if (due.length > 0) {
      for (const leg of due) this.#start(leg);
      if (next) this.#elementOf(next).preload = 'auto';
      this.#follow();
    } else if (next) {
      this.#cross(at, next.startSeconds);
    } else {
      this.isPlaying = false;
    }
    this.#onChange();
  }

  #cross(from: number, to: number) {
    const arrive = () => {
      this.gap = null;
      this.positionSeconds = to;
      this.#continue();
    };
    if (to - from <= NO_GAP_SECONDS) return arrive();
    this.gap = { startSeconds: from, endSeconds: to };
    this.#gapTimer = setTimeout(arrive, GAP_PAUSE_MS);
  }

  #start(leg: SavedLeg) {
    if (this.#playing.has(leg)) return;
    this.#playing.add(leg);
    const element = this.#elementOf(leg);
    const offset = Math.max(0, this.positionSeconds - leg.startSeconds);
    if (Math.abs(element.currentTime - offset) > END_SECONDS) element.currentTime = offset;
    element.play().catch((error: DOMException) => {
      // An unreadable file fires `error` below; a pause in between rejects too, and is no failure.
      if (error.name === 'NotAllowedError') this.pause();
    });
  }

  /** Pauses every leg and cancels a gap that is being crossed. */
  #silence() {
    clearTimeout(this.#gapTimer);
    this.gap = null;
    const sounding = [...this.#playing];
    this.#playing.clear();
    for (const leg of sounding) this.#elementOf(leg).pause();
  }

  /** Reads the position from the earliest leg that plays, as long as one plays. */
  #follow() {
    if (!this.isPlaying || this.#playing.size === 0) return;
    this.#readPosition();
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#follow());
  }

  #readPosition() {
    const [leg] = [...this.#playing].sort((a, b) => a.startSeconds - b.startSeconds);
    if (!leg) return;
    this.positionSeconds = leg.startSeconds + this.#elementOf(leg).currentTime;
    for (const other of this.#playable()) {
      const isDue =
        other.startSeconds <= this.positionSeconds &&
        this.positionSeconds < other.endSeconds - END_SECONDS;
      if (isDue && other.startSeconds > leg.startSeconds) this.#start(other);
    }
    this.#onChange();
  }

  #elementOf(leg: SavedLeg) {
    const known = this.#elements.get(leg);
    if (known) return known;
    const element = new Audio();
    element.preload = 'none';
    element.src = addressOf(leg.file ?? '');
    element.defaultPlaybackRate = this.speed;
    element.playbackRate = this.speed;
    element.addEventListener('ended', () => this.#leave(leg));
    element.addEventListener('error', () => {
      this.unplayable.add(leg.leg.leg);
      this.#leave(leg);
      this.#onChange();
    });
    // Animation frames stop while the page is in the background; this event does not.
    element.addEventListener('timeupdate', () => {
      if (this.#playing.has(leg)) this.#readPosition();
    });
    this.#elements.set(leg, element);
    return element;
  }

  /** Ends a leg. If nothing else plays, its end becomes the position. */
  #leave(leg: SavedLeg) {
    if (!this.#playing.delete(leg) || this.#playing.size > 0 || !this.isPlaying) return;
    this.positionSeconds = Math.max(this.positionSeconds, leg.endSeconds);
    this.#continue();
  }
}
