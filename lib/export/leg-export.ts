import type { Actor } from '@/lib/access/actor';
import type { MeasuredPeaks } from '@/lib/audio/measure/measured-leg';
import type { Recording } from '@/lib/audio/spool/recording';
import { openRecording } from '@/lib/calls/open-recording';
import type { Services } from '@/lib/calls/services';
import type { Call, Leg } from '@/lib/contract/call';
import type { ExportedLeg, LegColumns } from '@/lib/contract/export';
import { type ArchiveFile, legFileStem, recordingFile } from './archive-file';
import {
  differingOriginal,
  type FetchedLeg,
  fetchLeg,
  type LegProblem,
  measureFetched,
  toLegProblem,
  unplayedOriginal,
} from './fetch-leg';
import { legColumns } from './saved-page';

interface LegExportParts {
  services: Services;
  actor: Actor;
  call: Call;
  signal: AbortSignal;
}

type Fetched =
  | (FetchedLeg & { original: Recording | null; wave: MeasuredPeaks | null })
  | { recording: null; original: Recording | null; problem: LegProblem };

/**
 * The legs of a call as files, one after another. While one is written the next is fetched, and no
 * more than one: the PBX carries live calls on the same machine.
 */
export class LegExport {
  /** The legs written so far, in order. */
  readonly exported: ExportedLeg[] = [];
  /** Their waveforms, by leg number. */
  readonly waves: Record<number, LegColumns> = {};
  readonly #parts: LegExportParts;
  readonly #closing = new AbortController();
  readonly #held = new Set<Recording>();

  constructor(parts: LegExportParts) {
    this.#parts = parts;
  }

  async *files(): AsyncGenerator<ArchiveFile> {
    const { legs } = this.#parts.call;
    let ahead = this.#fetchAt(0);
    for (const [index, leg] of legs.entries()) {
      const fetched = await ahead;
      ahead = this.#fetchAt(index + 1);
      if (fetched) yield* this.#filesOf(leg, fetched);
    }
  }

  close(): void {
    this.#closing.abort(new Error('the download has ended'));
    for (const recording of this.#held) recording.release();
    this.#held.clear();
  }

  /** Starts at once. A rejection is handled when the leg's turn comes, or ignored if it never does. */
  #fetchAt(index: number): Promise<Fetched | null> {
    const leg = this.#parts.call.legs[index];
    const fetching = leg ? this.#fetch(leg) : Promise.resolve(null);
    fetching.catch(() => {});
    return fetching;
  }

  async #fetch(leg: Leg): Promise<Fetched> {
    const { services, actor, call } = this.#parts;
    const signal = AbortSignal.any([this.#parts.signal, this.#closing.signal]);
    if (leg.access === 'restricted') return notYours;
    const opened = await openRecording(services, actor, call.uniqueId, leg.leg, signal).catch(
      (error: unknown) => {
        signal.throwIfAborted();
        return { recording: null, original: null, problem: toLegProblem(error) };
      },
    );
    if ('problem' in opened) return opened;
    const { spool } = services;
    const fetched = await fetchLeg(spool, opened.source, signal);
    if (!fetched.recording) {
      const sent = await unplayedOriginal(spool, opened.source, fetched.problem, signal);
      if (sent) this.#hold(sent);
      return { ...fetched, original: sent };
    }
    this.#hold(fetched.recording);
    const original = await differingOriginal(spool, opened.source, fetched.recording, signal);
    if (original) this.#hold(original);
    return { ...fetched, original, wave: await measureFetched(spool, opened.source, signal) };
  }

  #hold(recording: Recording): void {
    this.#held.add(recording);
    if (this.#closing.signal.aborted) this.close();
  }

  async *#filesOf(leg: Leg, fetched: Fetched): AsyncGenerator<ArchiveFile> {
    const { recording, original, problem } = fetched;
    const most = Math.max(...this.#parts.call.legs.map((other) => other.leg));
    const stem = legFileStem(leg, most);
    const startedAt = new Date(leg.startedAt);
    const sent =
      original && recordingFile(`original/${stem}.${original.extension}`, original, startedAt);
    if (!recording) {
      if (sent) yield sent;
      this.exported.push({
        leg: leg.leg,
        status: 'failed',
        played: null,
        original: sent?.entry() ?? null,
        audioSeconds: null,
        problem,
      });
      if (original) this.#release(original);
      return;
    }
    const played = recordingFile(`legs/${stem}.${recording.extension}`, recording, startedAt);
    yield played;
    if (sent) yield sent;
    this.exported.push({
      leg: leg.leg,
      status: recording.isBrokenOff ? 'broken-off' : 'complete',
      played: played.entry(),
      original: sent?.entry() ?? null,
      audioSeconds: audioSecondsOf(recording, fetched.wave),
      problem,
    });
    if (fetched.wave) {
      this.waves[leg.leg] = legColumns(
        fetched.wave,
        // A stated length may be far less than there is.
        Math.max(this.#parts.call.durationSeconds, fetched.wave.durationSeconds),
      );
    }
    this.#release(recording);
    if (original) this.#release(original);
  }

  #release(recording: Recording): void {
    recording.release();
    this.#held.delete(recording);
  }
}

/** A WAV header gives the length; other containers must be decoded to know it. */
function audioSecondsOf(recording: Recording, measured: MeasuredPeaks | null): number | null {
  const { wave, soundBytes, bytesPerSecond } = recording;
  const seconds = wave ? soundBytes / bytesPerSecond : (measured?.durationSeconds ?? null);
  return seconds === null ? null : Math.round(seconds * 1000) / 1000;
}

const notYours = {
  recording: null,
  original: null,
  problem: { code: 'not-found', detail: 'This leg is not yours to hear.' },
} as const;
