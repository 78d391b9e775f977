import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';

/** Up to so many responses at once run at full speed. */
const FULL_SPEED_LANES = 32;
/** What each gets at once when there are more. */
const BURST_BYTES = 1024 * 1024;
/** And then, in multiples of the speed at which the media is heard. */
const SPEED_FACTOR = 12;
const SLOWEST_BYTES_PER_SECOND = 64 * 1024;
/** Sent in one turn of the event loop by all together, so that other requests come in between. */
const BYTES_PER_TURN = 256 * 1024;
const CHUNK_BYTES = 64 * 1024;

/** One response that is being sent. */
export interface Lane {
  /** The lane can send again: at once where nobody waits before it, else behind the others. */
  wake(): void;
  leave(): void;
}

/** Shares the process among the responses that are being sent, chunk by chunk in turn. */
export interface Pacer {
  /**
   * @param bytesPerSecond How fast the media is heard.
   * @param send Sends up to so many bytes, gives how many, and wakes the lane when it can go on.
   */
  join(bytesPerSecond: number, send: (maxBytes: number) => number): Lane;
  readonly laneCount: number;
}

export interface PacerOptions {
  now?: () => number;
  timers?: Pick<Timers, 'after'>;
  fullSpeedLanes?: number;
}

export function createPacer(options: PacerOptions = {}): Pacer {
  return new RoundRobinPacer(options);
}

class RoundRobinPacer implements Pacer {
  readonly #now: () => number;
  readonly #timers: Pick<Timers, 'after'>;
  readonly #fullSpeedLanes: number;
  /** Lanes that have sent nothing yet go first: somebody waits for their first byte. */
  readonly #fresh: PacedLane[] = [];
  readonly #queue: PacedLane[] = [];
  #isScheduled = false;
  /** What may still be sent in this turn of the event loop. */
  #budget = BYTES_PER_TURN;
  laneCount = 0;

  constructor({
    now = () => performance.now(),
    timers = processTimers,
    fullSpeedLanes = FULL_SPEED_LANES,
  }: PacerOptions) {
    this.#now = now;
    this.#timers = timers;
    this.#fullSpeedLanes = fullSpeedLanes;
  }

  join(bytesPerSecond: number, send: (maxBytes: number) => number): Lane {
    this.laneCount += 1;
    return new PacedLane({
      send,
      bytesPerMs: Math.max(SLOWEST_BYTES_PER_SECOND, bytesPerSecond * SPEED_FACTOR) / 1000,
      now: this.#now,
      timers: this.#timers,
      isCrowded: () => this.laneCount > this.#fullSpeedLanes,
      onWake: (lane) => this.#runOrEnqueue(lane),
      onLeave: () => {
        this.laneCount -= 1;
      },
    });
  }

  /** Sends at once where the turn has room and nobody is passed over; else the lane is queued. */
  #runOrEnqueue(lane: PacedLane): void {
    const isNext = this.#fresh.length === 0 && (lane.isFresh || this.#queue.length === 0);
    if (isNext && !lane.isSending && this.#budget > 0) this.#budget -= lane.run();
    else (lane.isFresh ? this.#fresh : this.#queue).push(lane);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#runTurn());
  }

  #runTurn(): void {
    this.#isScheduled = false;
    this.#budget = BYTES_PER_TURN;
    while (this.#budget > 0) {
      const lane = this.#fresh.shift() ?? this.#queue.shift();
      if (!lane) break;
      this.#budget -= lane.run();
    }
    if (this.#fresh.length > 0 || this.#queue.length > 0 || this.#budget < BYTES_PER_TURN) {
      this.#schedule();
    }
  }
}

interface PacedLaneOptions {
  send: (maxBytes: number) => number;
  bytesPerMs: number;
  now: () => number;
  timers: Pick<Timers, 'after'>;
  isCrowded: () => boolean;
  onWake: (lane: PacedLane) => void;
  onLeave: () => void;
}

class PacedLane implements Lane {
  readonly #options: PacedLaneOptions;
  readonly #startedAt: number;
  #sentBytes = 0;
  #stopSleeping: (() => void) | null = null;
  #isQueued = false;
  #hasLeft = false;
  isSending = false;

  constructor(options: PacedLaneOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  get isFresh(): boolean {
    return this.#sentBytes === 0 && !this.isSending;
  }

  wake(): void {
    if (this.#isQueued || this.#hasLeft || this.#stopSleeping) return;
    this.#isQueued = true;
    this.#options.onWake(this);
  }

  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#stopSleeping?.();
    this.#stopSleeping = null;
    this.#options.onLeave();
  }

  /** Sends one chunk, or sleeps until it may. Gives the bytes sent. */
  run(): number {
    this.#isQueued = false;
    if (this.#hasLeft) return 0;
    const waitMs = this.#options.isCrowded() ? this.#msUntilNextChunk() : 0;
    if (waitMs > 0) {
      this.#stopSleeping = this.#options.timers.after(waitMs, () => {
        this.#stopSleeping = null;
        this.wake();
      });
      return 0;
    }
    this.isSending = true;
    const sent = this.#options.send(CHUNK_BYTES);
    this.isSending = false;
    this.#sentBytes += sent;
    return sent;
  }

  #msUntilNextChunk(): number {
    const { now, bytesPerMs } = this.#options;
    const allowedBytes = BURST_BYTES + (now() - this.#startedAt) * bytesPerMs;
    return Math.max(0, (this.#sentBytes + CHUNK_BYTES - allowedBytes) / bytesPerMs);
  }
}
