import { LegatoError } from '@/lib/errors';
import { type AudioForm, passedOn, SAMPLE_BYTES, type SampleCoding } from './audio-form';
import { findMpeg, isMpegAt } from './find-mpeg';
import { type Recognition, SEARCHED_BYTES } from './recognition';
import { codingOf } from './wave-coding';
import { type StatedSizes, WAVE_TAG, type WaveFields } from './wave-fields';
import { waveHeader } from './wave-header';

/** GSM 6.10 as it is stored in WAV files: 65 bytes hold two frames of 160 samples. */
export const GSM_BLOCK_BYTES = 65;
/** The same block as 16-bit samples. */
export const DECODED_BLOCK_BYTES = 640;

/** GSM 6.10 as it is stored without a container: each frame begins with four bits of 1101. */
const BARE_GSM_FRAME_BYTES = 33;

const WAVE_FILE = { contentType: 'audio/wav', extension: 'wav' };
const MP3_FILE = { contentType: 'audio/mpeg', extension: 'mp3' };
const MP3_BYTES_PER_SECOND = 4_000;

/**
 * What is served of a WAV file with this format.
 *
 * @param soundOffset Where its sound begins.
 * @throws LegatoError `recording-unreadable` for a format that no browser plays and Legato does not decode.
 */
export function* toWaveForm(
  fields: WaveFields,
  soundOffset: number,
  stated: StatedSizes,
): Recognition {
  const { tag, channels, sampleRate } = fields;
  const place = { soundOffset, statedSoundBytes: stated.sound, statedFileBytes: stated.file };
  if (tag === WAVE_TAG.mp3 || tag === WAVE_TAG.mpeg) {
    return yield* mpegForm(fields, soundOffset, stated);
  }
  if (channels < 1 || channels > 8) {
    throw unreadable(`The WAV header of this leg states ${channels} channels.`);
  }
  if (sampleRate < 1_000 || sampleRate > 384_000) {
    throw unreadable(`The WAV header of this leg states ${sampleRate} samples per second.`);
  }
  if (tag === WAVE_TAG.gsm) {
    if (channels !== 1 || (yield* isBareGsm(fields, soundOffset))) {
      throw unreadable('This leg is GSM audio in blocks that Legato does not know.');
    }
    const coded = { codec: 'gsm', unitBytes: GSM_BLOCK_BYTES } as const;
    return { ...decodedForm(fields, DECODED_BLOCK_BYTES), ...coded, ...place };
  }
  const coding = codingOf(fields);
  const unitBytes = channels * SAMPLE_BYTES[coding];
  const isSwapped = fields.isBigEndian && SAMPLE_BYTES[coding] > 1;
  if (isSwapped || !isPlayedByBrowsers(coding)) {
    const codec = { from: coding, isBigEndian: isSwapped };
    return { ...decodedForm(fields, channels * 2), codec, unitBytes, ...place };
  }
  const wave = { tag, channels, sampleRate, bitsPerSample: 8 * SAMPLE_BYTES[coding] };
  return {
    ...sampledForm(wave, coding, unitBytes),
    codec: null,
    unitBytes,
    ...place,
  };
}

/** Browsers play more, but not all of them, and none needs what is beyond 24 bits. */
const isPlayedByBrowsers = (coding: SampleCoding): boolean =>
  coding !== 'pcm32' && coding !== 'float32' && coding !== 'float64';

/** The sound as 16-bit PCM, made of the original as it passes. */
const decodedForm = ({ channels, sampleRate }: WaveFields, servedUnitBytes: number) =>
  sampledForm(
    { tag: WAVE_TAG.pcm, channels, sampleRate, bitsPerSample: 16 },
    'pcm16',
    servedUnitBytes,
  );

function sampledForm(
  wave: NonNullable<AudioForm['wave']>,
  coding: SampleCoding,
  servedUnitBytes: number,
) {
  const { channels, sampleRate } = wave;
  return {
    ...WAVE_FILE,
    original: WAVE_FILE,
    unplayable: null,
    isPadded: true,
    wave,
    bytesPerSecond: channels * sampleRate * SAMPLE_BYTES[coding],
    servedUnitBytes,
    header: (bytes: number) => waveHeader(wave, bytes),
    sound: { kind: 'sampled', coding, channels, sampleRate },
  } as const;
}

/** MP3 in a WAV file: its frames, from the first true one on. */
function* mpegForm(fields: WaveFields, dataAt: number, stated: StatedSizes): Recognition {
  const isAtOnce = yield* isMpegAt(dataAt);
  const soundOffset = isAtOnce ? dataAt : yield* findMpeg(dataAt + 1, dataAt + SEARCHED_BYTES);
  if (soundOffset === null) {
    throw unreadable('The WAV header of this leg states MP3, but no MP3 follows.');
  }
  const skippedBytes = soundOffset - dataAt;
  return passedOn(MP3_FILE, {
    original: WAVE_FILE,
    bytesPerSecond: fields.byteRate || MP3_BYTES_PER_SECOND,
    soundOffset,
    statedSoundBytes: stated.sound === null ? null : Math.max(0, stated.sound - skippedBytes),
    statedFileBytes: stated.file,
    sound: { kind: 'packed', container: 'mp3' },
  });
}

/** Blocks of another length than 65 are a mistake of the header, unless there are bare frames indeed. */
function* isBareGsm({ blockAlign }: WaveFields, soundOffset: number): Recognition<boolean> {
  if (blockAlign % BARE_GSM_FRAME_BYTES !== 0 || blockAlign === 0) return false;
  const { bytes } = yield { from: soundOffset, byteCount: 4 * BARE_GSM_FRAME_BYTES };
  const starts = [0, 1, 2, 3].map((frame) => bytes[frame * BARE_GSM_FRAME_BYTES]);
  return starts.every((start) => start === undefined || start >> 4 === 0xd);
}

const unreadable = (message: string) => new LegatoError('recording-unreadable', message);
