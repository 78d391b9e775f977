import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isLegatoError } from '@/lib/errors';
import { servedBytesOf, soundBytesOf } from './audio-form';
import { readContainer } from './read-container';
import {
  chunkOf,
  extensibleChunk,
  type FormatFields,
  formatChunk,
  gsmWaveOf,
  riffOf,
  soundOf,
  waveOf,
} from './wave-fixture';

const PCM: FormatFields = { tag: 1, blockAlign: 2, bitsPerSample: 16 };
const SOUND = soundOf(640);
const mp3 = readFileSync(fileURLToPath(new URL('../fixtures/speech.mp3', import.meta.url)));

const ID3 = 'ID3\x04\0\0\0\0\0\x0a__________';

function refusalOf(bytes: Uint8Array, isWhole = true): string {
  try {
    readContainer(Buffer.from(bytes), isWhole);
  } catch (error) {
    if (isLegatoError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('recognises by content', () => {
  const waves: [string, Buffer, number][] = [
    ['PCM 8 bit', formatChunk({ ...PCM, blockAlign: 1, bitsPerSample: 8 }), 8_000],
    ['PCM 16 bit', formatChunk(PCM), 16_000],
    ['PCM 24 bit', formatChunk({ ...PCM, blockAlign: 3, bitsPerSample: 24 }), 24_000],
    ['PCM 16 bit stereo', formatChunk({ ...PCM, channels: 2, blockAlign: 4 }), 32_000],
    ['PCM in an extensible format', extensibleChunk(1, 24), 24_000],
    ['A-law', formatChunk({ tag: 6, blockAlign: 1, bitsPerSample: 8 }), 8_000],
    ['mu-law', formatChunk({ tag: 7, blockAlign: 1, bitsPerSample: 8 }), 8_000],
  ];
  test.each(waves)('%s, passed through', (_name, format, bytesPerSecond) => {
    const form = readContainer(riffOf([format, chunkOf('data', SOUND)]), false);
    expect(form).toMatchObject({ contentType: 'audio/wav', codec: null, bytesPerSecond });
  });

  test('GSM, decoded to ten times its size', () => {
    const file = gsmWaveOf(soundOf(65 * 10));
    const form = readContainer(file, false);
    expect(form).toMatchObject({ contentType: 'audio/wav', codec: 'gsm', bytesPerSecond: 16_000 });
    expect(form && servedBytesOf(form, soundBytesOf(form, file.length))).toBe(6_400);
  });

  test('MP3 in a WAV file, served as the MP3 that it holds', () => {
    const format = formatChunk({ tag: 0x55, blockAlign: 1, bitsPerSample: 0 });
    const file = riffOf([format, chunkOf('data', mp3)]);
    const form = readContainer(file, false);
    expect(form).toMatchObject({ contentType: 'audio/mpeg', extension: 'mp3' });
    expect(file.subarray(form?.soundOffset).equals(mp3)).toBe(true);
  });

  test.each([
    ['an MPEG frame', mp3, 'audio/mpeg'],
    ['an ID3 tag', Buffer.concat([Buffer.from(ID3, 'latin1'), mp3]), 'audio/mpeg'],
    ['Ogg', Buffer.from('OggS________________', 'latin1'), 'audio/ogg'],
    ['FLAC', Buffer.from('fLaC________________', 'latin1'), 'audio/flac'],
  ])('%s', (_name, bytes, contentType) => {
    expect(readContainer(bytes, false)?.contentType).toBe(contentType);
  });
});

describe('walks the chunks of a WAV file', () => {
  test('over others before the sound, padded where their size is odd', () => {
    const list = chunkOf('LIST', Buffer.from('INFOx'));
    const file = riffOf([
      list,
      formatChunk(PCM),
      chunkOf('fact', new Uint8Array(4)),
      chunkOf('data', SOUND),
    ]);
    const form = readContainer(file, false);
    expect(file.subarray(form?.soundOffset).equals(SOUND)).toBe(true);
  });

  test('asks for more until the sound begins', () => {
    const file = waveOf(SOUND);
    for (const length of [1, 11, 12, 20, 43]) {
      expect(readContainer(file.subarray(0, length), false)).toBeNull();
    }
    expect(readContainer(file.subarray(0, 44), false)).not.toBeNull();
  });

  test('leaves out what follows the sound', () => {
    const file = riffOf([formatChunk(PCM), chunkOf('data', SOUND), chunkOf('LIST', SOUND)]);
    const form = readContainer(file, false);
    expect(form && soundBytesOf(form, file.length)).toBe(640);
  });

  test('does not believe half of the size when the file is longer than stated', () => {
    const file = riffOf([formatChunk(PCM), chunkOf('data', SOUND, 320)], 'WAVE', 356);
    const form = readContainer(file, false);
    expect(form && soundBytesOf(form, file.length)).toBe(640);
  });

  test('reads on where a recorder has begun with the header of an empty file', () => {
    const file = riffOf([formatChunk(PCM), chunkOf('data', SOUND, 0)], 'WAVE', 36);
    const form = readContainer(file, false);
    expect(form && soundBytesOf(form, file.length)).toBe(640);
  });

  test.each([0, 0xffff_ffff, 0x7fff_ffff, 1_000_000])(
    'does not believe a stated size of %i',
    (stated) => {
      const file = riffOf([formatChunk(PCM), chunkOf('data', SOUND, stated)], 'WAVE', stated);
      const form = readContainer(file, false);
      expect(form && soundBytesOf(form, file.length)).toBe(640);
      expect(Buffer.from(form?.header(640) ?? [])).toEqual(waveOf(SOUND).subarray(0, 44));
    },
  );
});

describe('says what is wrong', () => {
  const data = chunkOf('data', SOUND);
  test.each([
    ['nothing', Buffer.alloc(0), 'recording-empty: The PBX sent no audio'],
    ['half a header', waveOf(SOUND).subarray(0, 30), 'recording-empty: The PBX sent the beginning'],
    ['five bytes of RIFF', Buffer.from('RIFF\0'), 'recording-empty'],
    ['an ID3 tag alone', Buffer.from('ID3\x04\0\0\0\0\0\x02__', 'latin1'), 'recording-empty'],
    [
      'JSON',
      Buffer.from('{"Message":"gone","Code":-1}'),
      'recording-unreadable: The PBX sent an error page',
    ],
    ['an array', Buffer.from(' \n[]'), 'recording-unreadable: The PBX sent an error page'],
    [
      'HTML',
      Buffer.from('\ufeff<!DOCTYPE html>'),
      'recording-unreadable: The PBX sent an error page',
    ],
    [
      'AAC',
      Buffer.from([0xff, 0xf1, 0x50, 0x80, 0, 0, 0, 0, 0, 0, 0, 0]),
      'recording-unreadable: What the PBX',
    ],
    [
      'RF64 that is cut',
      Buffer.from('RF64____WAVE____'),
      'recording-empty: The PBX sent the beginning',
    ],
    ['an AVI', riffOf([data], 'AVI '), 'recording-unreadable: This leg is a RIFF file'],
    [
      'sound before a format',
      riffOf([data]),
      'recording-unreadable: The WAV header of this leg has no format',
    ],
    [
      'a short format',
      riffOf([chunkOf('fmt ', Buffer.alloc(14)), data]),
      'recording-unreadable: The WAV header',
    ],
    [
      'a cut extensible format',
      riffOf([formatChunk({ ...PCM, tag: 0xfffe }), data]),
      'recording-unreadable',
    ],
    ['no channels', riffOf([formatChunk({ ...PCM, channels: 0 }), data]), 'states 0 channels'],
    ['no sample rate', riffOf([formatChunk({ ...PCM, sampleRate: 0 }), data]), 'states 0 samples'],
    [
      '40 bits',
      riffOf([formatChunk({ ...PCM, bitsPerSample: 40, blockAlign: 5 }), data]),
      '40 bits per sample',
    ],
    [
      '16-bit floats',
      riffOf([formatChunk({ tag: 3, bitsPerSample: 16, blockAlign: 2 }), data]),
      '16 bits per floating-point sample',
    ],
    ['ADPCM', riffOf([formatChunk({ ...PCM, tag: 2 }), data]), 'the format 0x2'],
    [
      'GSM in frames of 33 bytes',
      riffOf([
        formatChunk({ tag: 0x31, blockAlign: 33, bitsPerSample: 0 }),
        chunkOf('data', Buffer.alloc(330, 0xd0)),
      ]),
      'GSM',
    ],
    [
      'a chunk of more than 16 MB',
      riffOf([chunkOf('LIST', SOUND, 17_000_000)]),
      'first 16 megabytes',
    ],
  ])('%s', (_name, bytes, refusal) => {
    expect(refusalOf(bytes)).toContain(refusal);
  });

  test('of 2,000 broken headers each in a sentence, never by a crash', () => {
    let seed = 1;
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed;
    };
    for (let round = 0; round < 2_000; round += 1) {
      const file = Buffer.from(waveOf(SOUND).subarray(0, 60));
      for (let change = 0; change < 4; change += 1) file[next() % 60] = next() % 256;
      expect(refusalOf(file)).toMatch(/^(none$|recording-(unreadable|empty): )/);
    }
  });
});
