import { createGsmDecoder } from './decode-gsm';
import type { DecodedSound, PackedDecoder } from './decoded-sound';
import type { CodedFormat, DecodedPiece, FromDecoding, ToDecoding } from './decoding-messages';
import { createPackedDecoder } from './packed-decoder';

/** An answer is sent when it holds so much; what a decoder gives at once comes on top of it. */
const PIECE_SAMPLES = 128 * 1024;

/**
 * Decodes streams, several at once, as messages ask. Never throws: what goes wrong with a stream is sent
 * as its failure.
 */
export function createDecodingDesk(send: (message: FromDecoding) => void) {
  const streams = new Map<number, Promise<StreamInHand>>();

  async function answer(message: ToDecoding): Promise<void> {
    const { kind, stream } = message;
    if (kind === 'begin') streams.set(stream, takeStream(message.format));
    const inHand = await streams.get(stream);
    if (!inHand) return;
    switch (kind) {
      case 'begin':
        return;
      case 'bytes':
        inHand.begin(inHand.decoder.decode(message.bytes));
        break;
      case 'finish':
        inHand.begin(inHand.decoder.finish());
        break;
      case 'more':
        break;
      case 'drop':
        return close(stream);
    }
    send({ kind: 'decoded', stream, ...(await inHand.next()) });
  }

  function close(stream: number): void {
    streams.get(stream)?.then(
      ({ decoder }) => decoder.close(),
      // A stream that could not be begun has nothing to close.
      () => {},
    );
    streams.delete(stream);
  }

  return async (message: ToDecoding): Promise<void> => {
    try {
      await answer(message);
    } catch (error) {
      const isKnown = streams.has(message.stream);
      close(message.stream);
      if (isKnown) send({ kind: 'failed', stream: message.stream, reason: String(error) });
    }
  };
}

const takeStream = async (format: CodedFormat): Promise<StreamInHand> =>
  new StreamInHand(format.kind === 'gsm' ? createGsmDecoder() : await createPackedDecoder(format));

/** One stream, and what is still to come of the bytes that it was given last. */
class StreamInHand {
  readonly decoder: PackedDecoder;
  #sounds: AsyncGenerator<DecodedSound> | null = null;
  /** Decoded already, and of another kind than what went before it. */
  #ahead: DecodedSound | null = null;

  constructor(decoder: PackedDecoder) {
    this.decoder = decoder;
  }

  begin(sounds: AsyncGenerator<DecodedSound>): void {
    this.#sounds = sounds;
  }

  async next(): Promise<{ piece: DecodedPiece | null; isMore: boolean }> {
    const sounds = this.#ahead ? [this.#ahead] : [];
    let length = this.#ahead?.samples.length ?? 0;
    this.#ahead = null;
    while (length < PIECE_SAMPLES) {
      const result = await this.#sounds?.next();
      if (!result || result.done) return { piece: pieceOf(sounds), isMore: false };
      const sound = result.value;
      if (sounds[0] && !isAlike(sounds[0], sound)) {
        this.#ahead = sound;
        break;
      }
      sounds.push(sound);
      length += sound.samples.length;
    }
    return { piece: pieceOf(sounds), isMore: true };
  }
}

const isAlike = (one: DecodedSound, other: DecodedSound): boolean =>
  one.channels === other.channels && one.sampleRate === other.sampleRate;

function pieceOf(sounds: readonly DecodedSound[]): DecodedPiece | null {
  const [first] = sounds;
  if (!first) return null;
  const samples = new Int16Array(sounds.reduce((sum, sound) => sum + sound.samples.length, 0));
  let place = 0;
  for (const sound of sounds) {
    samples.set(sound.samples, place);
    place += sound.samples.length;
  }
  const { channels, sampleRate } = first;
  return { pcm: littleEndian(samples), channels, sampleRate };
}

function littleEndian(samples: Int16Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(samples.buffer);
  if (!isLittleEndian) bytes.swap16();
  return new Uint8Array(samples.buffer);
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
