import { readSound } from './clips';
import type { ToneTag } from './faults';

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
