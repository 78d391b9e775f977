import 'server-only';
import type { SoundOfLeg } from '@/lib/calls/get-sounds';
import type { SoundsLine } from '@/lib/contract/waveform';
import { answerJsonLines, type LinesRequest } from './answer-json-lines';
import { logFailure, problemOf, type RequestLog } from './problem-answer';

/** Answers `GET` or `HEAD /api/calls/{uniqueId}/sounds`: a line of JSON for each entry. */
export async function answerSounds(
  sounds: AsyncIterable<SoundOfLeg>,
  { log, requestId, ...rest }: LinesRequest & { log: RequestLog; requestId: string },
): Promise<void> {
  const pathname = rest.request.url ?? '';
  async function* lines() {
    for await (const sound of sounds) {
      if (sound.status === 'failed') logFailure(log, sound.error, { requestId, pathname });
      yield lineOf(sound, requestId);
    }
  }
  await answerJsonLines(lines(), rest);
}

function lineOf(sound: SoundOfLeg, requestId: string): SoundsLine {
  if (sound.status !== 'failed') return sound;
  const { leg, status, error } = sound;
  return { leg, status, problem: problemOf(error, requestId) };
}
