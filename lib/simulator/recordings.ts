import { type AudioReplies, answerWithAudioFault } from './audio-faults';
import { legEndMs, type SimulatedCall, type SimulatedLeg } from './call';
import { CONTAINERS, type ContainerTag, TONES } from './faults';
import { createLegFile, type LegFile, type StatedSize } from './leg-file';
import { createLegSound } from './leg-sound';
import type { LocalTime } from './local-time';
import { randomFor, weighted } from './random';
import type { Wait } from './replies';
import type { Attempts, RequestCounts } from './request-counts';
import { streamFile } from './stream-file';

interface RecordingsOptions {
  seed: number;
  time: LocalTime;
  now: () => number;
  wait: Wait;
  requests: RequestCounts;
  attempts: Attempts;
}

/** The audio of legs. */
export interface Recordings {
  /** The answer to the recording call, which stops when `signal` aborts. */
  open(call: SimulatedCall, leg: SimulatedLeg, signal: AbortSignal): Response | Promise<Response>;
}

export function createRecordings(options: RecordingsOptions): Recordings {
  const { seed, time, now, wait, requests, attempts } = options;

  /** After the nightly compression, legs of earlier days may be GSM. */
  function containerOf(leg: SimulatedLeg): ContainerTag {
    if (isContainer(leg.audio)) return leg.audio;
    if (leg.audio) return 'WAV-PCM16';
    const random = randomFor(seed, leg.callRecordId, 5);
    const isCompressed = random() < 0.5 && time.at(legEndMs(leg)).day < time.at(now()).day;
    if (isCompressed) return 'WAV-GSM';
    const choice = weighted(random, [70, leg.sound === 'waiting' ? 0 : 20, 5, 5]);
    return USUAL_CONTAINERS[choice] ?? 'WAV-PCM16';
  }

  return {
    open(call, leg, signal) {
      const file = (missingSeconds = 0, statedSize?: StatedSize): LegFile => {
        const durationSeconds = leg.durationSeconds - missingSeconds;
        const sound = createLegSound(seed, call.uniqueId, { ...leg, durationSeconds });
        return createLegFile(containerOf(leg), sound, statedSize);
      };
      const replies: AudioReplies = {
        file,
        send: (legFile, manner = {}) => streamFile(legFile, { ...manner, signal, wait, requests }),
        attempt: () => attempts(`audio:${call.uniqueId}:${leg.leg}`),
        signal,
      };
      return answerWithAudioFault(leg.audio, replies) ?? replies.send(file());
    },
  };
}

const USUAL_CONTAINERS: readonly ContainerTag[] = [
  'WAV-PCM16',
  'WAV-PCM16-STEREO',
  'WAV-ALAW',
  'WAV-MULAW',
];

const isContainer = (tag: string | null): tag is ContainerTag =>
  [...CONTAINERS, ...TONES].some((container) => container.tag === tag);
