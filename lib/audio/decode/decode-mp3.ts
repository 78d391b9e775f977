import { MPEGDecoder } from 'mpg123-decoder';
import { readEncoderNote } from '@/lib/audio/formats/encoder-note';
import type { MpegFrame } from '@/lib/audio/formats/mpeg-frame';
import { type CutMpegFrame, MpegFrames } from '@/lib/audio/formats/mpeg-frames';
import { type DecodedSound, type PackedDecoder, quietly, toSamples } from './decoded-sound';
import { Id3Skipper } from './packed-streams';

/** Decoded together: of the tightest frames there are, this makes 400 KB of samples. */
const BATCH_BYTES = 4_096;

/** Decodes MP3 by mpg123. The samples that an encoder put before the sound are left out. */
export async function createMp3Decoder(): Promise<PackedDecoder> {
  // Of an encoder's frame of information only the delay is believed: its count of frames may be wrong.
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  const skipper = new Id3Skipper();
  const frames = new MpegFrames();
  let isFirst = true;
  let delay = 0;

  function decode(batch: readonly CutMpegFrame[], { channels }: MpegFrame): DecodedSound | null {
    const bytes = Buffer.concat(batch.map((frame) => frame.bytes));
    const decoded = quietly(() => decoder.decode(bytes));
    const late = Math.min(delay, decoded.samplesDecoded);
    delay -= late;
    // It gives mono twice.
    return toSamples(decoded, channels, late);
  }

  async function* decodeAll(found: Iterable<CutMpegFrame>): AsyncGenerator<DecodedSound> {
    let batch: CutMpegFrame[] = [];
    let batchBytes = 0;
    const take = () => {
      const header = batch[0]?.header;
      const sound = header ? decode(batch, header) : null;
      batch = [];
      batchBytes = 0;
      return sound;
    };
    for (const frame of found) {
      const note = isFirst ? readEncoderNote(frame.bytes) : null;
      isFirst = false;
      if (note) {
        delay = note.delay;
        continue;
      }
      const before = batch[0]?.header;
      const isSameKind = !before || isAlike(before, frame.header);
      if (!isSameKind || batchBytes + frame.bytes.length > BATCH_BYTES) {
        const sound = take();
        if (sound) yield sound;
      }
      batch.push(frame);
      batchBytes += frame.bytes.length;
    }
    const sound = take();
    if (sound) yield sound;
  }

  return {
    decode: (bytes) => decodeAll(frames.push(skipper.push(bytes))),
    finish: () => decodeAll(frames.finish()),
    close: () => decoder.free(),
  };
}

const isAlike = (one: MpegFrame, other: MpegFrame): boolean =>
  one.sampleRate === other.sampleRate && one.channels === other.channels;
