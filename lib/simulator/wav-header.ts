import { SAMPLE_RATE } from './clips';

export interface WavFormat {
  /** 1 PCM, 6 A-law, 7 mu-law, 0x31 GSM 6.10, 0x55 MP3. */
  formatTag: number;
  channels: number;
  bits: number;
  blockAlign: number;
  bytesPerSecond: number;
  /** GSM 6.10 only: samples in one block. */
  samplesPerBlock?: number;
  /** MP3 only. */
  mp3FrameBytes?: number;
}

/** RIFF header up to the first byte of audio: 44 bytes for PCM, more where the format asks for it. */
export function wavHeader(format: WavFormat, dataBytes: number, samples: number): Uint8Array {
  const extra = extraFields(format);
  const fact = format.formatTag === 1 ? Buffer.alloc(0) : factChunk(samples);
  const fmt = Buffer.alloc(24);
  fmt.write('fmt ', 0, 'latin1');
  fmt.writeUInt32LE(16 + extra.byteLength, 4);
  fmt.writeUInt16LE(format.formatTag, 8);
  fmt.writeUInt16LE(format.channels, 10);
  fmt.writeUInt32LE(SAMPLE_RATE, 12);
  fmt.writeUInt32LE(format.bytesPerSecond, 16);
  fmt.writeUInt16LE(format.blockAlign, 20);
  fmt.writeUInt16LE(format.bits, 22);
  const inner = Buffer.concat([fmt, extra, fact]);

  const riff = Buffer.alloc(12);
  const riffBytes = 4 + inner.byteLength + 8 + dataBytes + (dataBytes % 2);
  riff.write('RIFF', 0, 'latin1');
  // A recorder that does not know the length yet writes the same wrong value into both sizes.
  const isUnknown = dataBytes === 0 || dataBytes === 0xffffffff;
  riff.writeUInt32LE(isUnknown ? dataBytes : riffBytes, 4);
  riff.write('WAVE', 8, 'latin1');

  const data = Buffer.alloc(8);
  data.write('data', 0, 'latin1');
  data.writeUInt32LE(dataBytes, 4);
  return Buffer.concat([riff, inner, data]);
}

function extraFields({ formatTag, samplesPerBlock = 0, mp3FrameBytes = 0 }: WavFormat): Buffer {
  if (formatTag === 1) return Buffer.alloc(0);
  if (formatTag === 0x31) return uint16s(2, samplesPerBlock);
  // MPEGLAYER3WAVEFORMAT: id 1, flags 2 (no padding, 32 bit), frame size, one frame a block, delay.
  if (formatTag === 0x55) return uint16s(12, 1, 2, 0, mp3FrameBytes, 1, 1393);
  return uint16s(0);
}

function uint16s(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}

function factChunk(samples: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.write('fact', 0, 'latin1');
  bytes.writeUInt32LE(4, 4);
  bytes.writeUInt32LE(samples, 8);
  return bytes;
}
