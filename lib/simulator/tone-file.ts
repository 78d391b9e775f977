import { readSound, SAMPLE_RATE } from './clips';
import { encodePcm16 } from './encode';
import type { ToneTag } from './faults';
import { wavHeader } from './wav-header';

interface ToneFile {
  contentType: string;
  bytes(): Uint8Array;
}

/** Length of every tone. */
export const TONE_SECONDS = 120;
/** It begins at 300 Hz and rises by 20 Hz a second, so what is heard tells where in the file it is. */
const FIRST_HERTZ = 300;
const HERTZ_A_SECOND = 20;

/** Samples by which an MP3 without a note about it is late: what the encoder and each decoder add. */
const MP3_DELAY_SECONDS = 1_105 / 8_000;

/** Where in a tone a frequency is heard. */
export const toneSecondsOf = (hertz: number, tag?: ToneTag): number => {
  const isLate = tag?.startsWith('TONE-MP3') && tag.endsWith('-BARE');
  return (hertz - FIRST_HERTZ) / HERTZ_A_SECOND + (isLate ? MP3_DELAY_SECONDS : 0);
};

/** Files whose lengths and places a browser guesses wrong. sounds/make-sounds.sh makes what they are made of. */
export const TONE_FILES: Record<ToneTag, ToneFile> = {
  'TONE-WAV': { contentType: 'audio/x-wav', bytes: toneWave },
  'TONE-MP3-CONSTANT': mp3(() => readSound('tone-constant.mp3')),
  'TONE-MP3-CONSTANT-BARE': mp3(() => withoutFirstFrame(readSound('tone-constant.mp3'))),
  'TONE-MP3-VARIABLE': mp3(() => readSound('tone-variable.mp3')),
  'TONE-MP3-VARIABLE-BARE': mp3(() => withoutFirstFrame(readSound('tone-variable.mp3'))),
  'TONE-OPUS-LATE': { contentType: 'audio/ogg', bytes: () => readSound('tone-late-opus.ogg') },
  'TONE-VORBIS-LATE': { contentType: 'audio/ogg', bytes: () => readSound('tone-late-vorbis.ogg') },
  'TONE-FLAC': { contentType: 'audio/flac', bytes: () => readSound('tone.flac') },
  'TONE-FLAC-UNCOUNTED': {
    contentType: 'audio/flac',
    bytes: () => uncounted(readSound('tone.flac')),
  },
};

function mp3(bytes: () => Uint8Array): ToneFile {
  return { contentType: 'audio/mpeg', bytes };
}

function toneWave(): Uint8Array {
  const samples = new Int16Array(TONE_SECONDS * SAMPLE_RATE);
  for (let index = 0; index < samples.length; index++) {
    const seconds = index / SAMPLE_RATE;
    const turns = FIRST_HERTZ * seconds + (HERTZ_A_SECOND / 2) * seconds ** 2;
    samples[index] = 13_000 * Math.sin(2 * Math.PI * turns);
  }
  const wav = {
    formatTag: 1,
    channels: 1,
    bits: 16,
    blockAlign: 2,
    bytesPerSecond: 2 * SAMPLE_RATE,
  };
  const sound = encodePcm16(samples);
  return Buffer.concat([wavHeader(wav, sound.byteLength, samples.length), sound]);
}

/** Without what LAME notes about the file: as SoX and ffmpeg write to a pipe. */
function withoutFirstFrame(file: Uint8Array): Uint8Array {
  const second = Buffer.from(file).indexOf(file.subarray(0, 2), 4);
  return file.subarray(second);
}

/** STREAMINFO with 0 samples, which stands for "not known" (RFC 9639 section 8.2). */
function uncounted(file: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(file);
  bytes[21] = (bytes[21] ?? 0) & 0xf0;
  return bytes.fill(0, 22, 26);
}
