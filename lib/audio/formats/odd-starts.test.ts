import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isLegatoError } from '@/lib/errors';
import { readSound } from '@/lib/simulator/clips';
import { encodeAlaw, encodeMulaw } from '@/lib/simulator/encode';
import { ContainerReader } from './container-reader';
import { readMpegFrame } from './mpeg-frame';
import { readContainer } from './read-container';
import { soundOf, waveOf } from './wave-fixture';

const mp3 = readFileSync(fileURLToPath(new URL('../fixtures/speech.mp3', import.meta.url)));
const ogg = Buffer.from(readSound('conversation.ogg'));
const flac = Buffer.from(readSound('conversation.flac'));
const wave = waveOf(soundOf(9_600));
const frameBytes = readMpegFrame(mp3, 0)?.frameBytes ?? 0;

/** An ID3v2 tag of so many bytes, its header not counted. */
function id3(byteCount: number, { major = 4, hasFooter = false } = {}): Buffer {
  const sizes = [21, 14, 7, 0].map((shift) => (byteCount >> shift) & 0x7f);
  const head = [0x49, 0x44, 0x33, major, 0, hasFooter ? 0x10 : 0, ...sizes];
  const footer = [0x33, 0x44, 0x49, ...head.slice(3)];
  return Buffer.concat([
    Buffer.from(head),
    soundOf(byteCount),
    Buffer.from(hasFooter ? footer : []),
  ]);
}

function ape(byteCount: number): Buffer {
  const head = Buffer.alloc(32);
  head.write('APETAGEX', 'latin1');
  head.writeUInt32LE(2_000, 8);
  head.writeUInt32LE(byteCount + 32, 12);
  head.writeUInt32LE(0xa000_0000, 20);
  return Buffer.concat([head, soundOf(byteCount), head]);
}

/** What is recognised, and where; or the code and the beginning of the refusal. */
function recognised(bytes: Uint8Array, isWhole = true): string {
  try {
    const form = readContainer(Buffer.from(bytes), isWhole);
    return form ? `${form.extension} at ${form.soundOffset}` : 'more';
  } catch (error) {
    if (isLegatoError(error)) return error.code;
    throw error;
  }
}

const STARTS: [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['an ID3 tag', id3(300)],
  ['an ID3 tag of version 2.3', id3(300, { major: 3 })],
  ['an ID3 tag with a footer', id3(300, { hasFooter: true })],
  ['three ID3 tags', Buffer.concat([id3(30), id3(0), id3(5_000)])],
  ['an ID3 tag of 3 MB', id3(3_000_000)],
  ['an ID3 tag and zeros', Buffer.concat([id3(300), Buffer.alloc(2_000)])],
  ['an APE tag', ape(200)],
  ['an APE tag between ID3 tags', Buffer.concat([id3(30), ape(200), id3(30)])],
  ['zeros', Buffer.alloc(1_000)],
  ['60,000 zeros', Buffer.alloc(60_000)],
  ['zeros and an ID3 tag', Buffer.concat([Buffer.alloc(100), id3(30)])],
  ['another header', Buffer.from('PBX recording, version 3.1 \0\x01\x02\x03', 'latin1')],
];

describe.each(STARTS)('behind %s', (_name, start) => {
  test.each([
    ['MP3', mp3, 'mp3', 0],
    ['Ogg', ogg, 'ogg', 0],
    ['FLAC', flac, 'flac', 0],
    ['WAV', wave, 'wav', 44],
  ])('%s is found', (_container, sound, extension, headerBytes) => {
    const file = Buffer.concat([start, sound]);
    expect(recognised(file)).toBe(`${extension} at ${start.length + headerBytes}`);
    const reader = new ContainerReader();
    let form = null;
    for (let from = 0; !form; from += 1_000) {
      form = from < file.length ? reader.push(file.subarray(from, from + 1_000)) : reader.end();
    }
    expect(form.soundOffset).toBe(start.length + headerBytes);
  });
});

describe('MP3 begins at its first true frame', () => {
  test('behind one that is broken', () => {
    const broken = Buffer.from(mp3);
    broken.fill(0x55, 0, 4);
    expect(recognised(broken)).toBe(`mp3 at ${frameBytes}`);
    broken.set(mp3.subarray(0, 4));
    broken[2] = (mp3[2] ?? 0) ^ 0x10;
    expect(recognised(broken)).toBe(`mp3 at ${frameBytes}`);
  });

  test('behind the end of one whose beginning is missing', () => {
    expect(recognised(mp3.subarray(50))).toBe(`mp3 at ${frameBytes - 50}`);
  });

  test('also where what is left of a frame begins as text does', () => {
    for (const bracket of '{[< ') {
      const cut = Buffer.from(mp3.subarray(50));
      cut.write(bracket, 'latin1');
      expect(recognised(cut)).toBe(`mp3 at ${frameBytes - 50}`);
    }
  });

  test('where it is so short that it has no three frames', () => {
    const tag = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125)]);
    for (const [file, expected] of [
      [mp3.subarray(0, frameBytes), 'mp3 at 0'],
      [Buffer.concat([mp3.subarray(0, frameBytes), tag]), 'mp3 at 0'],
      [mp3.subarray(0, 2 * frameBytes), 'mp3 at 0'],
      [mp3.subarray(0, 2 * frameBytes - 20), 'mp3 at 0'],
      [mp3.subarray(0, frameBytes - 20), 'recording-unreadable'],
    ] as const) {
      expect(recognised(file), `${file.length} bytes`).toBe(expected);
    }
  });

  test('also of a free format, whose frames state no length', () => {
    const free = Buffer.from(mp3);
    for (let at = 0; at + 4 < free.length; ) {
      const frame = readMpegFrame(mp3, at);
      if (!frame) break;
      free[at + 2] = (free[at + 2] ?? 0) & 0x0f;
      at += frame.frameBytes;
    }
    expect(recognised(free)).toBe('mp3 at 0');
  });

  test.each([
    ['layer I', 0xff, 0xff, 0x84, 0x00],
    ['layer II', 0xff, 0xfd, 0x84, 0x00],
  ])('of %s', (_name, ...header) => {
    const frame = Buffer.alloc(readMpegFrame(Buffer.from(header), 0)?.frameBytes ?? 0, 0x11);
    frame.set(header);
    expect(recognised(Buffer.concat([frame, frame, frame, frame]))).toBe('mp3 at 0');
  });
});

describe('what is no MP3 is not taken for one', () => {
  const HEADERS = [
    [0xff, 0xfb, 0x90, 0x64],
    [0xff, 0xf3, 0x48, 0xc4],
    [0xff, 0xe3, 0x18, 0xc4],
    [0xff, 0xfd, 0x84, 0x00],
    [0xff, 0xfe, 0x7e, 0x7f],
  ];
  const TONES = [0, 2, 12, 300].flatMap((loudness) =>
    [50, 250, 1_000].map((hertz) => [loudness, hertz] as const),
  );
  const tone = (hertz: number, loudness: number) =>
    Int16Array.from({ length: 70_000 }, (_, index) =>
      Math.round(loudness * Math.sin((2 * Math.PI * hertz * index) / 8_000)),
    );

  test('a quiet raw file that begins like a frame', () => {
    for (const header of HEADERS) {
      for (const [loudness, hertz] of TONES) {
        const samples = tone(hertz, loudness);
        for (const encode of [encodeMulaw, encodeAlaw]) {
          const raw = Buffer.from(encode(samples));
          raw.set(header);
          expect(recognised(raw), `${header} ${loudness} ${hertz}`).toBe('recording-unreadable');
        }
      }
    }
  });

  test('a pattern with a header all over', () => {
    for (const header of HEADERS) {
      const pattern = Buffer.alloc(100_000, Buffer.from(header));
      expect(recognised(pattern)).toBe('recording-unreadable');
    }
  });

  test('3,000 stretches of noise, half of them quiet, most with headers strewn in', () => {
    let seed = 7;
    const next = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed >>> 8;
    };
    for (let round = 0; round < 3_000; round += 1) {
      const isQuiet = round % 2 === 0;
      const noise = Buffer.alloc(round % 30 === 0 ? 90_000 : 9_000);
      for (let at = 0; at < noise.length; at += 1) {
        noise[at] = isQuiet ? 0xf8 | (next() & 0x87) : next() & 0xff;
      }
      noise[0] = (noise[0] ?? 0) | 0x80;
      for (let strewn = 0; strewn < round % 20; strewn += 1) {
        noise.set(HEADERS[next() % HEADERS.length] ?? [], next() % (noise.length - 4));
      }
      expect(recognised(noise), `round ${round}`).toBe('recording-unreadable');
    }
  });
});

test('a decision is never waited for longer than 16 MB of tags and 80 KB of something else', () => {
  const strewn = Buffer.alloc(81_920, Buffer.from([0xff, 0xf2, 0x08, 0xc4, 0x12]));
  for (const bytes of [
    Buffer.alloc(81_920),
    Buffer.alloc(81_920, 0xff),
    strewn,
    Buffer.alloc(81_920, 'RIFF'),
    Buffer.alloc(81_920, ' '),
  ]) {
    expect(recognised(bytes, false)).toMatch(/^recording-/);
  }
  const tags = Buffer.concat(Array.from({ length: 9 }, () => id3(2_000_000)));
  expect(recognised(tags, false)).toBe('recording-unreadable');
});

test.each([
  ['a tag alone', id3(100), 'recording-empty'],
  ['a tag that is cut', id3(100).subarray(0, 50), 'recording-empty'],
  ['a tag and zeros', Buffer.concat([id3(100), Buffer.alloc(100)]), 'recording-empty'],
  ['zeros alone', Buffer.alloc(8_000), 'recording-unreadable'],
  [
    'a tag before something else',
    Buffer.concat([id3(100), soundOf(5_000)]),
    'recording-unreadable',
  ],
])('%s keeps its honest sentence', (_name, bytes, code) => {
  expect(recognised(bytes)).toBe(code);
});
