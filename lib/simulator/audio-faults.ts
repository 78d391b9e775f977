import type { AudioFaultTag } from './faults';
import type { LegFile, StatedSize } from './leg-file';
import { as32Bits, asFloats, asRawMulaw, asRf64 } from './odd-waves';
import { randomFor } from './random';
import { ConnectionReset, envelope, forever, html } from './replies';
import type { Manner } from './stream-file';

/** What a fault may be made of. */
export interface AudioReplies {
  /** The leg's file, `missingSeconds` shorter than the leg. */
  file(missingSeconds?: number, statedSize?: StatedSize): LegFile;
  send(file: LegFile, manner?: Manner): Response;
  /** How often this leg was asked for, from 1. */
  attempt(): number;
  signal: AbortSignal;
}

type Answer = (replies: AudioReplies) => Response | Promise<Response>;

const HEADER_BYTES = 44;
const STALLS_AT = 65_536;
const GARBAGE_BYTES = 100_000;
/** Format tag and bits per sample in a WAV header of 44 bytes. */
const ADPCM_FIELDS = [
  [20, 0x11],
  [21, 0],
  [34, 4],
  [35, 0],
] as const;

const busy = (headers: Record<string, string> = {}) => envelope('Too many requests', 503, headers);

const busyUntil =
  (fineFrom: number): Answer =>
  ({ attempt, send, file }) =>
    attempt() < fineFrom ? busy() : send(file());

const stating =
  (statedSize: StatedSize, manner: Manner = {}): Answer =>
  ({ send, file }) =>
    send(file(0, statedSize), manner);

const breakingOff =
  (hasLength: boolean): Answer =>
  ({ send, file }) => {
    const whole = file();
    return send(whole, { hasLength, breaksOffAt: Math.floor(whole.byteLength / 2) });
  };

const wav = (bytes: Uint8Array): LegFile => ({
  contentType: 'audio/x-wav',
  byteLength: bytes.byteLength,
  bytes: (start, end) => bytes.subarray(start, end),
});

/** The same bytes under a header that states ADPCM with 4 bits (format tag 0x11). */
const asAdpcm = (file: LegFile): LegFile => ({
  ...file,
  bytes(start, end) {
    const bytes = Uint8Array.from(file.bytes(start, end));
    for (const [at, value] of ADPCM_FIELDS) {
      if (at >= start && at < end) bytes[at - start] = value;
    }
    return bytes;
  },
});

/** What each audio fault answers to the recording call. */
const ANSWERS: Record<AudioFaultTag, Answer> = {
  'FAULT-AUDIO-503-ONCE': busyUntil(2),
  'FAULT-AUDIO-503-TWICE': busyUntil(3),
  'FAULT-AUDIO-503-ALWAYS': () => busy({ 'Retry-After': '20' }),
  'FAULT-AUDIO-NEVER': ({ signal }) => forever(signal),
  'FAULT-AUDIO-STALLS': ({ send, file }) => send(file(), { stallsAt: STALLS_AT }),
  'FAULT-AUDIO-RESET': () => {
    throw new ConnectionReset();
  },
  'FAULT-AUDIO-BREAKS-OFF': breakingOff(true),
  'FAULT-AUDIO-BREAKS-OFF-NO-LENGTH': breakingOff(false),
  'FAULT-AUDIO-TRUNCATED': ({ send, file }) => send(firstHalf(file()), { hasLength: false }),
  'FAULT-AUDIO-TRICKLE': ({ send, file }) =>
    send(file(), { trickle: { bytes: 2000, pauseMs: 250 } }),
  'FAULT-AUDIO-EMPTY': ({ send }) => send(wav(new Uint8Array(0))),
  'FAULT-AUDIO-HEADER-ONLY': ({ send, file }) => send(wav(file(0, () => 0).bytes(0, HEADER_BYTES))),
  'FAULT-AUDIO-HTML': () => html('Welcome to Noojee', 200),
  'FAULT-AUDIO-JSON-ERROR': () => envelope('Recording could not be read'),
  'FAULT-AUDIO-GONE': () => envelope('Recording deleted', 410),
  'FAULT-AUDIO-404': () => html('Not Found', 404),
  'FAULT-AUDIO-401': () => envelope('Invalid API key', 401),
  'FAULT-AUDIO-SHORT': ({ send, file }) => send(file(12)),
  'FAULT-AUDIO-SIZE-0': stating(() => 0),
  'FAULT-AUDIO-SIZE-MAX': stating(() => 0xffffffff),
  'FAULT-AUDIO-SIZE-0-NO-LENGTH': stating(() => 0, { hasLength: false }),
  'FAULT-AUDIO-SIZE-DOUBLE': stating((dataBytes) => dataBytes * 2),
  'FAULT-AUDIO-SIZE-HALF': stating((dataBytes) => dataBytes / 2),
  'FAULT-AUDIO-NO-LENGTH': ({ send, file }) => send(file(), { hasLength: false }),
  'FAULT-AUDIO-EXTRA-CHUNKS': ({ send, file }) => send(withExtraChunks(file())),
  'FAULT-AUDIO-ADPCM': ({ send, file }) => send(asAdpcm(file())),
  'FAULT-AUDIO-GARBAGE': ({ send }) => send(wav(garbage())),
  'FAULT-AUDIO-FLOAT': ({ send, file }) => send(wav(asFloats(file()))),
  'FAULT-AUDIO-PCM32': ({ send, file }) => send(wav(as32Bits(file()))),
  'FAULT-AUDIO-RF64': ({ send, file }) => send(wav(asRf64(file()))),
  'FAULT-AUDIO-RAW-MULAW': ({ send, file }) => send(wav(asRawMulaw(file()))),
};

/** Answers as the fault says; undefined where the leg has none. */
export function answerWithAudioFault(tag: string | null, replies: AudioReplies) {
  return isAudioFault(tag) ? ANSWERS[tag](replies) : undefined;
}

const isAudioFault = (tag: string | null): tag is AudioFaultTag =>
  tag !== null && Object.hasOwn(ANSWERS, tag);

const firstHalf = (file: LegFile): LegFile => ({
  ...file,
  byteLength: Math.floor(file.byteLength / 2),
});

/** A LIST chunk of odd length (padded, as RIFF asks) before the audio, and another one after it. */
function withExtraChunks(file: LegFile): LegFile {
  const text = Buffer.from('INFOICMT\x0d\0\0\0recorded leg\0\0', 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(25);
  const list = Buffer.concat([Buffer.from('LIST', 'latin1'), size, text]);
  const all = Buffer.from(file.bytes(0, file.byteLength));
  const formatEnd = 36;
  const bytes = Buffer.concat([all.subarray(0, formatEnd), list, all.subarray(formatEnd), list]);
  bytes.writeUInt32LE(bytes.byteLength - 8, 4);
  return wav(bytes);
}

function garbage(): Uint8Array {
  const random = randomFor(5);
  return Uint8Array.from({ length: GARBAGE_BYTES }, () => random() * 256);
}
