import type { Mark, SoundKind } from '@/lib/contract/waveform';
import type { HeardPart } from '@/lib/simulator/leg-sound';

export const KINDS: readonly SoundKind[] = ['speech', 'silence', 'ringback', 'music'];
/** A pause of this length is silence, by the same rule as the marks'. */
const LEAST_SILENCE_SECONDS = 3;
const STEPS_A_SECOND = 50;

interface TruePart {
  kind: SoundKind;
  startSeconds: number;
  endSeconds: number;
}

/** For each true kind, how many seconds were marked as what. */
type Confusion = Record<SoundKind, Record<SoundKind, number>>;

export function createConfusion(): Confusion {
  const none = () => ({ speech: 0, silence: 0, ringback: 0, music: 0 });
  return { speech: none(), silence: none(), ringback: none(), music: none() };
}

export function countInto(
  confusion: Confusion,
  truth: readonly TruePart[],
  marks: readonly Mark[],
): void {
  for (const { kind, startSeconds, endSeconds } of truth) {
    for (let step = startSeconds * STEPS_A_SECOND; step < endSeconds * STEPS_A_SECOND; step++) {
      const at = (Math.floor(step) + 0.5) / STEPS_A_SECOND;
      const mark = marks.find((one) => one.startSeconds <= at && at < one.endSeconds);
      if (mark) confusion[kind][mark.kind] += 1 / STEPS_A_SECOND;
    }
  }
}

/** Share of a kind's seconds that were marked as it. */
export function rightShareOf(confusion: Confusion, kind: SoundKind): number {
  const row = confusion[kind];
  return row[kind] / KINDS.reduce((sum, other) => sum + row[other], 0);
}

/** What the simulated PBX says is heard, in the words of the marks. */
export function truthOf(parts: readonly HeardPart[]): TruePart[] {
  const truth: TruePart[] = [];
  for (const { kind, startSeconds, endSeconds } of parts) {
    const isPause = kind === 'room';
    const heard = kind === 'ringing' ? 'ringback' : kind === 'music' ? 'music' : 'speech';
    const mark: SoundKind = isPause ? 'silence' : heard;
    const last = truth.at(-1);
    if (last?.kind === mark) last.endSeconds = endSeconds;
    else truth.push({ kind: mark, startSeconds, endSeconds });
  }
  return truth.map((part) =>
    part.kind === 'silence' && part.endSeconds - part.startSeconds < LEAST_SILENCE_SECONDS
      ? { ...part, kind: 'speech' }
      : part,
  );
}
