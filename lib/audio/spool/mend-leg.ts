import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DecodedPiece } from '@/lib/audio/decode/decoding-messages';
import type { DecodingThread } from '@/lib/audio/decode/decoding-thread';
import type { AudioForm } from '@/lib/audio/formats/audio-form';
import { waveHeader } from '@/lib/audio/formats/wave-header';
import type { Mend, Rewriter } from '@/lib/audio/seeking/mend';
import type { SpoolFile } from './spool-file';

/** What is served of a leg that was mended: in which form, how much of it, and from which file. */
export interface MendedLeg {
  form: AudioForm;
  playedBytes: number;
  /** Null where it is served from the original. */
  file: SpoolFile | null;
}

interface MendOptions {
  /** What has come of the leg, all of it stored. */
  original: SpoolFile;
  form: AudioForm;
  soundBytes: number;
  createFile(): SpoolFile;
  /** Stores bytes within what is reserved. */
  append(file: SpoolFile, bytes: Uint8Array): Promise<void>;
  /** Makes room for so many bytes more. Throws LegatoError `spool-unavailable`. */
  reserve(bytes: number): Promise<void>;
  decoding: DecodingThread;
  /** The size is known and reading can begin, while the rest is made. */
  onSized(mended: MendedLeg): void;
  signal: AbortSignal;
}

/** A piece of the original in each turn of the event loop. */
const PIECE_BYTES = 64 * 1024;
const SILENCE = new Uint8Array(PIECE_BYTES);

/**
 * Makes what is served in place of a leg in which browsers would not find each second.
 *
 * @throws LegatoError `spool-unavailable` before anything is served, where there is no room; what the
 *   decoder or the disk fails with.
 */
export async function mendLeg(mend: Mend, options: MendOptions): Promise<MendedLeg> {
  switch (mend.kind) {
    case 'header':
      return withHeader(mend, options);
    case 'rewrite':
      return rewritten(mend.createRewriter(), options);
    case 'decode':
      return decoded(mend, options);
  }
}

function withHeader(
  { header, skipBytes }: Extract<Mend, { kind: 'header' }>,
  { form, soundBytes, onSized }: MendOptions,
): MendedLeg {
  const mended = {
    form: { ...form, soundOffset: form.soundOffset + skipBytes, header: () => header },
    playedBytes: soundBytes - skipBytes,
    file: null,
  };
  onSized(mended);
  return mended;
}

async function rewritten(rewriter: Rewriter, options: MendOptions): Promise<MendedLeg> {
  const { form, soundBytes, reserve, createFile, append, onSized } = options;
  await reserve(soundBytes);
  const file = createFile();
  await file.opened;
  const mended = { form: { ...form, soundOffset: 0 }, playedBytes: soundBytes, file };
  onSized(mended);
  for await (const piece of soundOf(options)) await append(file, rewriter.push(piece));
  await append(file, rewriter.finish());
  return mended;
}

async function decoded(
  mend: Extract<Mend, { kind: 'decode' }>,
  options: MendOptions,
): Promise<MendedLeg> {
  const { createFile, append, reserve, decoding, form, onSized } = options;
  const { channels, sampleRate, sampleCount } = mend;
  const playedBytes = sampleCount * channels * 2;
  await reserve(playedBytes);
  const decoder = decoding.begin(mend.format);
  try {
    const file = createFile();
    await file.opened;
    const mended = { form: samplesForm(form, channels, sampleRate), playedBytes, file };
    onSized(mended);
    // As many samples as were counted, whatever a decoder makes of the edges of the leg.
    const take = async (pieces: AsyncIterable<DecodedPiece>) => {
      for await (const { pcm } of pieces) {
        await append(file, pcm.subarray(0, playedBytes - file.appendedBytes));
      }
    };
    for await (const piece of soundOf(options)) await take(decoder.decode(piece));
    await take(decoder.finish());
    while (file.appendedBytes < playedBytes) {
      await append(file, SILENCE.subarray(0, playedBytes - file.appendedBytes));
    }
    return mended;
  } finally {
    decoder.close();
  }
}

async function* soundOf({ original, form, soundBytes, signal }: MendOptions) {
  const end = form.soundOffset + soundBytes;
  original.hold();
  try {
    for (let from = form.soundOffset; from < end; from += PIECE_BYTES) {
      await nextTurn();
      signal.throwIfAborted();
      yield original.read(from, Math.min(PIECE_BYTES, end - from));
    }
  } finally {
    original.release();
  }
}

/** WAV of 16 bits; the original stays what it was. */
function samplesForm(form: AudioForm, channels: number, sampleRate: number): AudioForm {
  const wave = { tag: 1, channels, sampleRate, bitsPerSample: 16 };
  return {
    ...form,
    contentType: 'audio/wav',
    extension: 'wav',
    wave,
    bytesPerSecond: 2 * channels * sampleRate,
    soundOffset: 0,
    unitBytes: 2 * channels,
    servedUnitBytes: 2 * channels,
    header: (soundBytes) => waveHeader(wave, soundBytes),
    sound: { kind: 'sampled', coding: 'pcm16', channels, sampleRate },
    isPadded: true,
  };
}
