import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { readSound } from '@/lib/simulator/clips';
import type { CodedFormat, DecodedPiece, DecodingWorker } from './decoding-messages';
import { createDecodingThread, type DecodingThread } from './decoding-thread';
import { silentFlac } from './silent-flac-fixture';
import { startDecodingByTsx, startDecodingHere } from './start-decoding-fixture';

const MP3: CodedFormat = { kind: 'packed', container: 'mp3' };
const GSM_WAV = readFileSync(fileURLToPath(new URL('../fixtures/speech-gsm.wav', import.meta.url)));
const GSM_DECODED = readFileSync(
  fileURLToPath(new URL('../fixtures/speech-gsm-decoded.wav', import.meta.url)),
);
const GSM_HEADER_BYTES = 60;
const WAV_HEADER_BYTES = 44;
/** What an answer may hold: its bound, and what a decoder gives at once on top of it. */
const MOST_PIECE_BYTES = 1_500_000;

let thread: DecodingThread | null = null;
afterEach(async () => {
  await thread?.close();
  thread = null;
});

async function decodeAll(decoding: DecodingThread, format: CodedFormat, bytes: Uint8Array) {
  const decoder = decoding.begin(format);
  const pieces: DecodedPiece[] = [];
  try {
    for await (const piece of decoder.decode(bytes)) pieces.push(piece);
    for await (const piece of decoder.finish()) pieces.push(piece);
  } finally {
    decoder.close();
  }
  return pieces;
}

test('decodes on a thread of its own, several legs at once', async () => {
  thread = createDecodingThread(startDecodingByTsx);
  const [gsm, mp3] = await Promise.all([
    decodeAll(thread, { kind: 'gsm' }, GSM_WAV.subarray(GSM_HEADER_BYTES)),
    decodeAll(thread, MP3, readSound('conversation.mp3')),
  ]);
  const samples = Buffer.concat(gsm.map(({ pcm }) => pcm));
  const expected = GSM_DECODED.subarray(WAV_HEADER_BYTES, WAV_HEADER_BYTES + samples.length);
  expect(samples.equals(expected)).toBe(true);
  expect(gsm[0]).toMatchObject({ channels: 1, sampleRate: 8_000 });
  expect(mp3[0]).toMatchObject({ channels: 1, sampleRate: 8_000 });
});

test('gives a small file of much silence piece by piece, as it is asked for', async () => {
  thread = createDecodingThread(startDecodingHere);
  const file = silentFlac(200);
  expect(file.length).toBeLessThan(4_000);
  let samples = 0;
  for (const piece of await decodeAll(thread, { kind: 'packed', container: 'flac' }, file)) {
    expect(piece.pcm.length).toBeLessThan(MOST_PIECE_BYTES);
    expect(piece.channels).toBe(2);
    samples += piece.pcm.length / 4;
  }
  expect(samples).toBe(200 * 65_535);
});

test('a thread that dies fails the legs in hand, and the next leg starts another', async () => {
  const workers: DecodingWorker[] = [];
  thread = createDecodingThread((listener) => {
    const worker = startDecodingByTsx(listener);
    workers.push(worker);
    return worker;
  });
  const failing = decodeAll(thread, MP3, readSound('conversation.mp3'));
  await workers[0]?.end();
  await expect(failing).rejects.toMatchObject({ code: 'internal-error' });
  expect(await decodeAll(thread, MP3, readSound('conversation.mp3'))).not.toEqual([]);
  expect(workers).toHaveLength(2);
});

test('a thread that gives no answer is ended', async () => {
  let ended = 0;
  let passTime = () => {};
  const timers = {
    after: (_ms: number, act: () => void) => {
      passTime = act;
      return () => {};
    },
    every: () => () => {},
    wait: async () => {},
    nextTurn: async () => {},
  };
  const silent = () => ({
    send() {},
    setNeeded() {},
    async end() {
      ended += 1;
    },
  });
  thread = createDecodingThread(silent, timers);
  const waiting = decodeAll(thread, MP3, Buffer.alloc(10));
  passTime();
  await expect(waiting).rejects.toMatchObject({ code: 'internal-error' });
  expect(ended).toBe(1);
});

test('what cannot be decoded is a problem of that leg alone', async () => {
  thread = createDecodingThread(startDecodingHere);
  const ogg: CodedFormat = { kind: 'packed', container: 'ogg' };
  const speex = Buffer.concat([
    Buffer.from(`OggS\0\x02${'\0'.repeat(20)}\x01\x08`, 'latin1'),
    Buffer.from('Speex   '),
  ]);
  await expect(decodeAll(thread, ogg, speex)).rejects.toMatchObject({
    code: 'recording-unreadable',
  });
  expect(await decodeAll(thread, ogg, readSound('conversation.ogg'))).not.toEqual([]);
});
