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
  /** The lane can send again: it is queued behind the others. */
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
  fullSpeedLanes?: number;
}

export function createPacer(options: PacerOptions = {}): Pacer {
  return new RoundRobinPacer(options);
}

class RoundRobinPacer implements Pacer {
  readonly #now: () => number;
  readonly #fullSpeedLanes: number;
  readonly #queue: PacedLane[] = [];
  #isScheduled = false;
  laneCount = 0;

  constructor({ now = () => performance.now(), fullSpeedLanes = FULL_SPEED_LANES }: PacerOptions) {
    this.#now = now;
    this.#fullSpeedLanes = fullSpeedLanes;
  }

  join(bytesPerSecond: number, send: (maxBytes: number) => number): Lane {
    this.laneCount += 1;
    return new PacedLane({
      send,
      bytesPerMs: Math.max(SLOWEST_BYTES_PER_SECOND, bytesPerSecond * SPEED_FACTOR) / 1000,
      now: this.#now,
      isCrowded: () => this.laneCount > this.#fullSpeedLanes,
      enqueue: (lane) => this.#enqueue(lane),
      onLeave: () => {
        this.laneCount -= 1;
      },
    });
  }

  #enqueue(lane: PacedLane): void {
    this.#queue.push(lane);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#runTurn());
  }

  #runTurn(): void {
    this.#isScheduled = false;
    let budget = BYTES_PER_TURN;
    while (budget > 0) {
      const lane = this.#queue.shift();
      if (!lane) return;
      budget -= lane.run();
    }
    if (this.#queue.length === 0 || this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#runTurn());
  }
}

interface PacedLaneOptions {
  send: (maxBytes: number) => number;
  bytesPerMs: number;
  now: () => number;
  isCrowded: () => boolean;
  enqueue: (lane: PacedLane) => void;
  onLeave: () => void;
}

class PacedLane implements Lane {
  readonly #options: PacedLaneOptions;
  readonly #startedAt: number;
  #sentBytes = 0;
  #timer: NodeJS.Timeout | null = null;
  #isQueued = false;
  #hasLeft = false;

  constructor(options: PacedLaneOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  wake(): void {
    if (this.#isQueued || this.#hasLeft || this.#timer) return;
    this.#isQueued = true;
    this.#options.enqueue(this);
  }

  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#options.onLeave();
  }

  /** Sends one chunk, or sleeps until it may. Gives the bytes sent. */
  run(): number {
    this.#isQueued = false;
    if (this.#hasLeft) return 0;
    const waitMs = this.#options.isCrowded() ? this.#msUntilNextChunk() : 0;
    if (waitMs > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.wake();
      }, waitMs);
      return 0;
    }
    const sent = this.#options.send(CHUNK_BYTES);
    this.#sentBytes += sent;
    return sent;
  }

  #msUntilNextChunk(): number {
    const { now, bytesPerMs } = this.#options;
    const allowedBytes = BURST_BYTES + (now() - this.#startedAt) * bytesPerMs;
    return Math.max(0, (this.#sentBytes + CHUNK_BYTES - allowedBytes) / bytesPerMs);
  }
}
