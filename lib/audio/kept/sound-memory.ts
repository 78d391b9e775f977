import type { MeasuredLeg } from '@/lib/audio/measure/measured-leg';

/** Rough bytes of a mark or a stretch in memory. */
const MARK_BYTES = 64;

/** Bytes that what was measured of a leg takes in memory. */
export function sizeOf({ peaks, marks }: MeasuredLeg): number {
  const parts = marks.marks.length + (marks.talk?.crosstalk.length ?? 0);
  return peaks.peaks.byteLength + peaks.rms.byteLength + parts * MARK_BYTES;
}

/** What was measured lately, in memory: so many bytes at most, the least recently used out first. */
export class SoundMemory<Owner> {
  readonly #maxBytes: number;
  readonly #sounds = new Map<Owner, MeasuredLeg>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(owner: Owner): MeasuredLeg | null {
    const measured = this.#sounds.get(owner);
    if (!measured) return null;
    this.#sounds.delete(owner);
    this.#sounds.set(owner, measured);
    return measured;
  }

  set(owner: Owner, measured: MeasuredLeg): void {
    this.delete(owner);
    this.#sounds.set(owner, measured);
    this.#bytes += sizeOf(measured);
    for (const oldest of this.#sounds.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.delete(oldest);
    }
  }

  delete(owner: Owner): void {
    const measured = this.#sounds.get(owner);
    if (!measured) return;
    this.#sounds.delete(owner);
    this.#bytes -= sizeOf(measured);
  }
}
