import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeptWaves } from '@/lib/audio/kept/kept-waves';
import { SoundMemory } from '@/lib/audio/kept/sound-memory';
import type { MeasuredLeg } from '@/lib/audio/measure/measured-leg';
import type { SoundMeter } from '@/lib/audio/measure/sound-meter';
import { untilAborted } from '@/lib/concurrency/until-aborted';
import { processTimers, withDeadline } from '@/lib/concurrency/with-deadline';
import { isLegatoError, LegatoError } from '@/lib/errors';
import { type LegSound, noSound } from './leg-sound';
import type { LegSource } from './leg-source';
import type { SpooledLeg } from './spooled-leg';

/** What was measured of the legs in the spool may take so much memory: an hour of two channels takes 1 MB. */
const MEMORY_BYTES = 32 * 1024 * 1024;
/** A stored leg is measured in pieces of this size, one each turn of the event loop. */
const PIECE_BYTES = 256 * 1024;

interface MeasuredSoundsOptions {
  meter: SoundMeter;
  /** Null where nothing is kept on the disk. */
  kept: KeptWaves | null;
  memoryBytes?: number | undefined;
}

/**
 * What has been measured of legs, wherever it is by now: in memory while there is room, among the kept
 * waves, or nowhere, and then a leg of the spool is measured once more from what the spool has stored.
 */
export class MeasuredSounds {
  readonly #meter: SoundMeter;
  readonly #kept: KeptWaves | null;
  readonly #memory: SoundMemory<SpooledLeg>;
  readonly #again = new Map<SpooledLeg, Promise<MeasuredLeg>>();

  constructor({ meter, kept, memoryBytes = MEMORY_BYTES }: MeasuredSoundsOptions) {
    this.#meter = meter;
    this.#kept = kept;
    this.#memory = new SoundMemory(memoryBytes);
  }

  /**
   * What is known of a leg without its sound; null for nothing.
   *
   * @param come The same leg in the spool, where it has come: what was measured of it comes first.
   */
  async known(
    { key, revision = '' }: LegSource,
    come: SpooledLeg | null,
  ): Promise<LegSound | null> {
    if (!come) return wholeOf(await this.#kept?.find({ key, revision }));
    if (come.meter) return null;
    const isBrokenOff = come.state.name === 'broken-off';
    const remembered = this.#memory.get(come);
    if (remembered) return { arrival: isBrokenOff ? 'broken-off' : 'complete', ...remembered };
    return isBrokenOff ? null : wholeOf(await this.#findKept(come));
  }

  /**
   * Takes over what a leg measures, once that is known: the leg itself holds it no longer. Of a leg whose
   * recording the PBX has deleted nothing is kept.
   */
  adopt(leg: SpooledLeg): void {
    const { state } = leg;
    if (state.name === 'failed' && isGone(state.error)) void this.#kept?.forget(leg.key);
    leg.meter?.measured.then(
      (measured) => {
        this.#remember(leg, measured);
        if (leg.state.name === 'complete') this.#kept?.keep(leg, measured);
        leg.releaseMeter();
      },
      // Those who ask are told.
      () => {},
    );
  }

  /** The leg has left the spool. */
  forget(leg: SpooledLeg): void {
    this.#memory.delete(leg);
  }

  /**
   * Waits until a leg has come and is measured, but no longer than `patienceMs`, and gives what there is.
   *
   * @throws What the download failed with, `recording-unreadable` where the sound cannot be decoded; the
   *   reason of `signal`.
   */
  async ofLeg(leg: SpooledLeg, signal: AbortSignal, patienceMs: number): Promise<LegSound> {
    // A timer of its own, which ends with the wait: that of AbortSignal.timeout keeps the request until it fires.
    const overdue = new Error('the leg has not come yet');
    try {
      return await withDeadline(
        patienceMs,
        signal,
        () => overdue,
        processTimers,
        (waiting) => untilAborted(this.#wholeSound(leg, waiting), waiting),
      );
    } catch (error) {
      if (error !== overdue) throw error;
    }
    const soFar = await untilAborted(leg.meter?.soFar() ?? Promise.resolve(null), signal);
    const nothing = noSound('arriving');
    const peaks = soFar ?? nothing.peaks;
    const durationSeconds = Math.max(peaks.durationSeconds, leg.expectedSeconds);
    return { ...nothing, peaks: { ...peaks, durationSeconds } };
  }

  async #wholeSound(leg: SpooledLeg, signal: AbortSignal): Promise<LegSound> {
    // A leg that cannot be played is refused before all of it has come.
    await leg.whenReady('played', signal);
    await leg.whenSettled(signal);
    const { state } = leg;
    if (state.name === 'failed') throw state.error;
    const arrival = state.name === 'broken-off' ? 'broken-off' : 'complete';
    return { arrival, ...(await this.#measuredOf(leg, arrival)) };
  }

  async #measuredOf(leg: SpooledLeg, arrival: LegSound['arrival']): Promise<MeasuredLeg> {
    if (leg.meter) return leg.meter.measured;
    const remembered = this.#memory.get(leg);
    if (remembered) return remembered;
    const kept = arrival === 'complete' ? await this.#findKept(leg) : null;
    return kept ?? this.#remember(leg, await this.#measureAgain(leg));
  }

  async #findKept(leg: SpooledLeg): Promise<MeasuredLeg | null> {
    const kept = await this.#kept?.find(leg);
    return kept ? this.#remember(leg, kept) : null;
  }

  #remember(leg: SpooledLeg, measured: MeasuredLeg): MeasuredLeg {
    if (!leg.isRemoved) this.#memory.set(leg, measured);
    return measured;
  }

  /** Once, however many ask. The PBX is not asked. */
  #measureAgain(leg: SpooledLeg): Promise<MeasuredLeg> {
    const running = this.#again.get(leg);
    if (running) return running;
    const measuring = this.#measureStored(leg).finally(() => this.#again.delete(leg));
    this.#again.set(leg, measuring);
    return measuring;
  }

  async #measureStored(leg: SpooledLeg): Promise<MeasuredLeg> {
    const { soundFormat } = leg;
    if (!soundFormat) throw new Error('the leg has come and cannot be measured');
    const leave = leg.join('measure');
    try {
      const recording = leg.open('played', leave);
      const meter = this.#meter.begin(soundFormat);
      // A decoder wants the header that samples do without.
      const start = soundFormat.kind === 'packed' ? 0 : recording.soundOffset;
      const end = recording.soundOffset + recording.soundBytes;
      try {
        for (let from = start; from < end; from += PIECE_BYTES) {
          const length = Math.min(PIECE_BYTES, end - from);
          await meter.feed(await recording.read(from, length));
          await nextTurn();
        }
        meter.end();
      } catch (error) {
        meter.drop();
        throw error;
      } finally {
        recording.release();
      }
      return await meter.measured;
    } catch (error) {
      throw isLegatoError(error) ? error : unreadable(error);
    } finally {
      leave();
    }
  }
}

const wholeOf = (measured: MeasuredLeg | null | undefined): LegSound | null =>
  measured ? { arrival: 'complete', ...measured } : null;

const isGone = (error: Error): boolean => isLegatoError(error) && error.code === 'recording-gone';

const unreadable = (cause: unknown) =>
  new LegatoError('spool-unavailable', 'The stored audio cannot be measured. Try again.', {
    cause,
  });
