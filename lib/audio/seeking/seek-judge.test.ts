import { describe, expect, test } from 'vitest';
import { OggPages, pageAt } from '@/lib/audio/formats/ogg-page';
import { readContainer } from '@/lib/audio/formats/read-container';
import { readSound } from '@/lib/simulator/clips';
import type { ToneTag } from '@/lib/simulator/faults';
import { TONE_FILES, TONE_SECONDS } from '@/lib/simulator/tone-file';
import type { Mend } from './mend';
import { createSeekJudge } from './seek-judge';

/** Judges a file that comes in pieces of so many bytes. */
function judged(file: Uint8Array, pieceBytes = 1_000) {
  const form = readContainer(Buffer.from(file), true);
  const judge = form && createSeekJudge(form);
  if (!form || !judge) throw new Error('it is packed sound');
  let knownAfterBytes: number | null = null;
  for (let from = form.soundOffset; from < file.length; from += pieceBytes) {
    judge.add(file.subarray(from, from + pieceBytes));
    if (judge.isHeldBack !== null) knownAfterBytes ??= from + pieceBytes;
  }
  return { mend: judge.verdict(), isHeldBack: judge.isHeldBack, knownAfterBytes };
}

const tone = (tag: ToneTag) => TONE_FILES[tag].bytes();

const secondsOf = (mend: Mend | null) =>
  mend?.kind === 'decode' ? mend.sampleCount / mend.sampleRate : Number.NaN;

describe('MP3', () => {
  test('of a constant rate that is noted is served as it comes', () => {
    const { mend, isHeldBack, knownAfterBytes } = judged(tone('TONE-MP3-CONSTANT'));
    expect([mend, isHeldBack]).toEqual([null, false]);
    expect(knownAfterBytes).toBeLessThan(5_000);
  });

  test('without a note is served as it is once every frame has the same rate', () => {
    const bare = judged(tone('TONE-MP3-CONSTANT-BARE'));
    expect([bare.mend, bare.isHeldBack]).toEqual([null, true]);
  });

  test.each<[ToneTag]>([['TONE-MP3-VARIABLE'], ['TONE-MP3-VARIABLE-BARE']])(
    'of a variable rate is decoded to its true length: %s',
    (tag) => {
      for (const pieceBytes of [1, 777, 1_000_000]) {
        const { mend, isHeldBack } = judged(tone(tag), pieceBytes);
        expect(mend).toMatchObject({ kind: 'decode', channels: 1, sampleRate: 8_000 });
        expect(Math.abs(secondsOf(mend) - TONE_SECONDS)).toBeLessThan(0.2);
        expect(isHeldBack).toBe(true);
      }
    },
  );

  test('whose note tells another number of frames is decoded', () => {
    const file = Buffer.from(tone('TONE-MP3-CONSTANT'));
    const count = file.indexOf('Info', 0, 'latin1') + 8;
    file.writeUInt32BE(file.readUInt32BE(count) * 2, count);
    expect(Math.abs(secondsOf(judged(file).mend) - TONE_SECONDS)).toBeLessThan(0.2);
  });

  test('with much that is no sound among its frames is decoded', () => {
    const file = tone('TONE-MP3-CONSTANT-BARE');
    const torn = Buffer.concat([
      file.subarray(0, 60_000),
      Buffer.alloc(50_000),
      file.subarray(60_000),
    ]);
    const seconds = secondsOf(judged(torn).mend);
    expect(Math.abs(seconds - TONE_SECONDS)).toBeLessThan(0.3);
  });
});

describe('FLAC', () => {
  test('that counts its samples rightly is served as it comes', () => {
    const { mend, isHeldBack } = judged(tone('TONE-FLAC'));
    expect([mend, isHeldBack]).toEqual([null, false]);
  });

  test('without a count, or with a wrong one, gets the true one', () => {
    const whole = tone('TONE-FLAC');
    const wrong = Buffer.from(whole);
    wrong.writeUInt32BE(8_000, 22);
    for (const [file, isHeld] of [
      [tone('TONE-FLAC-UNCOUNTED'), true],
      [wrong, false],
    ] as const) {
      const { mend, isHeldBack } = judged(file);
      if (mend?.kind !== 'header') throw new Error('its header is mended');
      const mended = Buffer.concat([mend.header, file.subarray(mend.skipBytes)]);
      expect(mended.readUInt32BE(22)).toBe(TONE_SECONDS * 8_000);
      expect(judged(mended).mend).toBeNull();
      expect(isHeldBack).toBe(isHeld);
    }
  });
});

describe('Ogg', () => {
  test.each<[string]>([['conversation.ogg'], ['conversation-stereo.ogg']])(
    'that begins at zero is served as it comes: %s',
    (name) => {
      const { mend, isHeldBack } = judged(readSound(name));
      expect([mend, isHeldBack]).toEqual([null, false]);
    },
  );

  test('that begins elsewhere is told where it is, and keeps its length', () => {
    const file = tone('TONE-OPUS-LATE');
    for (const pieceBytes of [1_000, 70_000]) {
      const { mend, isHeldBack } = judged(file, pieceBytes);
      if (mend?.kind !== 'rewrite') throw new Error('its pages are mended');
      expect(isHeldBack).toBe(true);
      const rewriter = mend.createRewriter();
      const parts: Uint8Array[] = [];
      for (let from = 0; from < file.length; from += pieceBytes) {
        parts.push(Buffer.from(rewriter.push(file.subarray(from, from + pieceBytes))));
      }
      const mended = Buffer.concat([...parts, rewriter.finish()]);
      expect(mended.length).toBe(file.length);
      expect(judged(mended).mend).toBeNull();
      const last = [...new OggPages().push(mended)].at(-1);
      expect(Math.abs((last?.granule ?? 0) / 48_000 - TONE_SECONDS)).toBeLessThan(0.1);
    }
  });

  test('of Vorbis with pages of many seconds is decoded to its true length', () => {
    const { mend, isHeldBack } = judged(tone('TONE-VORBIS-LATE'));
    expect(mend).toMatchObject({ kind: 'decode', channels: 1, sampleRate: 8_000 });
    expect(Math.abs(secondsOf(mend) - TONE_SECONDS)).toBeLessThan(0.1);
    expect(isHeldBack).toBe(true);
  });

  test('whose places jump in the middle is mended as well', () => {
    const pages = [...new OggPages().push(readSound('conversation.ogg'))];
    const file = Buffer.concat(
      pages.map((page, index) =>
        page.granule && index > 6 ? pageAt(page, page.granule + 300_000) : page.bytes,
      ),
    );
    const { mend, isHeldBack } = judged(file);
    expect([mend?.kind, isHeldBack]).toEqual(['rewrite', false]);
  });
});

test('what cannot be judged is not held for it for long', () => {
  for (const container of ['mp3', 'ogg', 'flac'] as const) {
    const judge = createSeekJudge({ sound: { kind: 'packed', container } });
    let bytes = 0;
    for (; judge?.isHeldBack === null && bytes < 4e6; bytes += 10_000)
      judge.add(new Uint8Array(10_000));
    expect(bytes).toBeLessThan(1.2e6);
  }
});

test('noise after the mark of a container breaks nothing', () => {
  for (const mark of ['OggS', 'fLaC', '\xff\xfb\x90\x00']) {
    for (let seed = 1; seed < 200; seed++) {
      let state = seed;
      const noise = Buffer.alloc(20_000);
      for (let at = 0; at < noise.length; at++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        noise[at] = seed % 3 === 0 && at % 5 === 0 ? 0xff : state >>> 24;
      }
      noise.write(mark, 0, 'latin1');
      const container = mark === 'OggS' ? 'ogg' : mark === 'fLaC' ? 'flac' : 'mp3';
      const judge = createSeekJudge({ sound: { kind: 'packed', container } });
      for (let from = 0; from < noise.length; from += 999)
        judge?.add(noise.subarray(from, from + 999));
      expect(() => judge?.verdict()).not.toThrow();
    }
  }
});
