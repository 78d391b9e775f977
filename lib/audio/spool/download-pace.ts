import type { Timers } from '@/lib/concurrency/with-deadline';

/** How often the pace is looked at. */
export const PACE_CHECK_MS = 2_500;
/** So many looks in a row make up the grace, and the time over which the pace is taken. */
const GRACE_CHECKS = 4;
/** Where it is not known yet how fast the leg is heard: what GSM takes, rounded down. */
const UNKNOWN_BYTES_PER_SECOND = 1_000;
/** A leg may take so long, and twice as long as it is heard for. */
const LONGEST_MS = 10 * 60_000;
/** Where nobody says how long it is. */
const LONGEST_UNSTATED_MS = 60 * 60_000;

export interface PaceWatch {
  timers: Pick<Timers, 'every'>;
  /** Called once: after the grace it comes at less than half of the speed at which it is heard. */
  onSlow: () => void;
  /** It has taken longer than a leg of its length may. */
  onTooLong: () => void;
}

/**
 * Watches how fast a download comes. Only the time counts in which the other side has the turn: a disk or a
 * thread of ours that is slow is no fault of the PBX.
 */
export class DownloadPace {
  readonly #watch: PaceWatch;
  readonly #stopChecking: () => void;
  #leastBytesPerSecond = UNKNOWN_BYTES_PER_SECOND / 2;
  #longestMs = LONGEST_UNSTATED_MS;
  #isTheirTurn = true;
  #isSlow = false;
  #passedMs = 0;
  /** Looks since the pace was last taken, and bytes that came meanwhile. */
  #checks = 0;
  #bytes = 0;

  /** The grace begins at once. */
  constructor(watch: PaceWatch) {
    this.#watch = watch;
    this.#stopChecking = watch.timers.every(PACE_CHECK_MS, () => this.#check());
  }

  /**
   * What the leg turned out to be.
   *
   * @param bytesPerSecond How fast its bytes, as they come, are heard.
   * @param contentLength How many there are; null where nobody says.
   */
  expect(bytesPerSecond: number, contentLength: number | null): void {
    this.#leastBytesPerSecond = bytesPerSecond / 2;
    if (contentLength === null) return;
    this.#longestMs = LONGEST_MS + 2_000 * (contentLength / Math.max(1, bytesPerSecond));
  }

  /** The same bytes, counted as they come. */
  async *count(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of body) {
      this.#bytes += chunk.length;
      this.#isTheirTurn = false;
      yield chunk;
      this.#isTheirTurn = true;
    }
  }

  end(): void {
    this.#stopChecking();
  }

  #check(): void {
    this.#passedMs += PACE_CHECK_MS;
    if (this.#passedMs >= this.#longestMs) {
      this.end();
      this.#watch.onTooLong();
      return;
    }
    this.#checks += 1;
    if (this.#isTheirTurn && this.#checks < GRACE_CHECKS) return;
    const leastBytes = (this.#leastBytesPerSecond * this.#checks * PACE_CHECK_MS) / 1_000;
    if (this.#isTheirTurn && this.#bytes < leastBytes && !this.#isSlow) {
      this.#isSlow = true;
      this.#watch.onSlow();
    }
    this.#takeAgain();
  }

  #takeAgain(): void {
    this.#checks = 0;
    this.#bytes = 0;
  }
}
