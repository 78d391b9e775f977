import type { SoundKind } from '@/lib/contract/waveform';
import { findMusic } from './find-music';
import { findRinging } from './find-ringing';
import { findSilence, LEAST_SILENCE } from './find-silence';
import { FRAMES_A_SECOND, type Hearing } from './hearing';
import { lengthOf, type Stretch } from './stretch';

/** Shorter music counts as speech: to hear a jingle costs less than to miss a word. */
const LEAST_MUSIC = 4 * FRAMES_A_SECOND;
/** Where music meets speech the place is uncertain by this and more, and the doubt is speech's. */
const DOUBT = 0.3 * FRAMES_A_SECOND;

/** A part of a leg that sounds alike. */
export interface Part extends Stretch {
  kind: SoundKind;
}

/**
 * What is heard where: every frame belongs to one part, in order; none for a leg without a frame. Silence
 * and ringing are told first, then music. What is left is speech, with its pauses.
 */
export function divideLeg(hearing: Hearing): Part[] {
  const kinds: SoundKind[] = new Array(hearing.length).fill('speech');
  for (const { start, end } of findSilence(hearing)) kinds.fill('silence', start, end);
  for (const { start, end } of findRinging(hearing)) kinds.fill('ringback', start, end);
  const isLeftOut = Uint8Array.from(kinds, (kind) => (kind === 'speech' ? 0 : 1));
  for (const { start, end } of findMusic(hearing, isLeftOut)) {
    for (let frame = start; frame < end; frame++) {
      if (isLeftOut[frame] === 0) kinds[frame] = 'music';
    }
  }
  return merged(withDoubt(merged(partsOf(kinds).map(withoutScraps))));
}

function partsOf(kinds: readonly SoundKind[]): Part[] {
  const parts: Part[] = [];
  for (const [frame, kind] of kinds.entries()) {
    const last = parts.at(-1);
    if (last?.kind === kind) last.end = frame + 1;
    else parts.push({ kind, start: frame, end: frame + 1 });
  }
  return parts;
}

/** Short music is speech. Short silence is what ringing left of a longer one, and belongs to its pause. */
function withoutScraps(part: Part): Part {
  const { kind } = part;
  if (kind === 'music' && lengthOf(part) < LEAST_MUSIC) return { ...part, kind: 'speech' };
  if (kind === 'silence' && lengthOf(part) < LEAST_SILENCE) return { ...part, kind: 'ringback' };
  return part;
}

/** Gives the ends of music to the speech beside it: who skips the music must not miss a word. */
function withDoubt(parts: readonly Part[]): Part[] {
  return parts.flatMap((part, place) => {
    if (part.kind !== 'music') return [part];
    const start = part.start + (parts[place - 1]?.kind === 'speech' ? DOUBT : 0);
    const end = part.end - (parts[place + 1]?.kind === 'speech' ? DOUBT : 0);
    return [
      { kind: 'speech' as const, start: part.start, end: start },
      { ...part, start, end },
      { kind: 'speech' as const, start: end, end: part.end },
    ].filter((piece) => lengthOf(piece) > 0);
  });
}

/** Makes one part of neighbours that sound alike. */
function merged(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const before = result.at(-1);
    if (before?.kind === part.kind) before.end = part.end;
    else result.push({ ...part });
  }
  return result;
}
