import { LEG_PURPOSES, type SpooledLeg } from './spooled-leg';

interface WaitingDownload {
  leg: SpooledLeg;
  /** Reports its own failure; it must not reject. */
  download: () => Promise<void>;
}

/**
 * Decides which legs are fetched now and which wait. A leg that somebody hears goes before one that is
 * saved, and that before one that is only measured; among equals the first to come. What a leg is wanted
 * for may change while it waits. A leg that is heard waits for no leg that is only measured: where all
 * downloads run, one of those gives way (docs/decisions/0063).
 */
export class DownloadQueue {
  readonly #maxRunning: number;
  readonly #giveWay: (leg: SpooledLeg) => void;
  #waiting: WaitingDownload[] = [];
  readonly #running = new Set<SpooledLeg>();

  /** @param giveWay Ends the download of a leg, so that its place becomes free. */
  constructor(maxRunning: number, giveWay: (leg: SpooledLeg) => void) {
    this.#maxRunning = maxRunning;
    this.#giveWay = giveWay;
  }

  /** How many legs are being fetched, and how many wait for that. */
  get length(): { running: number; waiting: number } {
    return { running: this.#running.size, waiting: this.#waiting.length };
  }

  /** @param isFirst It gave way before: it goes before its equals. */
  add(leg: SpooledLeg, download: () => Promise<void>, isFirst: boolean): void {
    if (isFirst) this.#waiting.unshift({ leg, download });
    else this.#waiting.push({ leg, download });
    this.#startNext();
  }

  /** To be called when somebody begins to hear a leg of which nothing has come. */
  makeWay(): void {
    const heard = this.#waiting.filter(({ leg }) => leg.purpose === 'hear').length;
    const running = [...this.#running];
    const ending = running.filter(({ abandoning }) => abandoning.signal.aborted).length;
    const lacking = heard - ending - (this.#maxRunning - running.length);
    if (lacking <= 0) return;
    // The one of which least has come loses least.
    const giving = running
      .filter(({ purpose, abandoning }) => purpose === 'measure' && !abandoning.signal.aborted)
      .sort((a, b) => a.storedBytes - b.storedBytes)
      .slice(0, lacking);
    for (const leg of giving) this.#giveWay(leg);
  }

  #startNext(): void {
    while (this.#running.size < this.#maxRunning) {
      const next = this.#takeMostUrgent();
      if (!next) return;
      const { leg, download } = next;
      this.#running.add(leg);
      void download().finally(() => {
        this.#running.delete(leg);
        this.#startNext();
      });
    }
  }

  #takeMostUrgent(): WaitingDownload | undefined {
    const most = LEG_PURPOSES.find((purpose) =>
      this.#waiting.some(({ leg }) => leg.purpose === purpose),
    );
    const index = this.#waiting.findIndex(({ leg }) => leg.purpose === most);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }
}
