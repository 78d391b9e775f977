import { waveHeader } from './wave-header';

/** Sound that differs from place to place, so that a wrong offset shows. */
export function soundOf(byteCount: number): Buffer {
  const sound = Buffer.alloc(byteCount);
  for (let index = 0; index < byteCount; index += 1) {
    sound[index] = (index * 31 + (index >> 8)) % 251;
  }
  return sound;
}

/** A WAV file as a PBX records: PCM, 16 bit, 8 kHz, one channel. */
export function waveOf(sound: Uint8Array): Buffer {
  const format = { tag: 1, channels: 1, sampleRate: 8_000, bitsPerSample: 16 };
  return Buffer.concat([waveHeader(format, sound.length), sound]);
}

/** A RIFF chunk with its padding. `statedBytes` is for headers that lie. */
export function chunkOf(id: string, content: Uint8Array, statedBytes = content.length): Buffer {
  const header = Buffer.alloc(8);
  header.write(id, 'latin1');
  header.writeUInt32LE(statedBytes, 4);
  return Buffer.concat([header, content, new Uint8Array(content.length % 2)]);
}

/** A RIFF file of these chunks. */
export function riffOf(chunks: Uint8Array[], form = 'WAVE', statedBytes?: number): Buffer {
  const content = Buffer.concat([Buffer.from(form, 'latin1'), ...chunks]);
  return chunkOf('RIFF', content, statedBytes);
}

export interface FormatFields {
  tag: number;
  channels?: number;
  sampleRate?: number;
  blockAlign: number;
  bitsPerSample: number;
  /** What follows from the others by default. */
  byteRate?: number;
  extra?: Uint8Array;
}

/** A `fmt ` chunk, also one that no file should have. */
export function formatChunk(fields: FormatFields): Buffer {
  const { tag, channels = 1, sampleRate = 8_000, blockAlign, bitsPerSample } = fields;
  const content = Buffer.alloc(16);
  content.writeUInt16LE(tag, 0);
  content.writeUInt16LE(channels, 2);
  content.writeUInt32LE(sampleRate, 4);
  content.writeUInt32LE(fields.byteRate ?? sampleRate * blockAlign, 8);
  content.writeUInt16LE(blockAlign, 12);
  content.writeUInt16LE(bitsPerSample, 14);
  return chunkOf('fmt ', Buffer.concat([content, fields.extra ?? new Uint8Array(0)]));
}

/** A `fmt ` chunk with the tag of an extensible format, which keeps the real one in its GUID. */
export function extensibleChunk(tag: number, bitsPerSample: number): Buffer {
  const extra = Buffer.alloc(24);
  extra.writeUInt16LE(22, 0);
  extra.writeUInt16LE(bitsPerSample, 2);
  extra.writeUInt16LE(tag, 8);
  return formatChunk({ tag: 0xfffe, blockAlign: bitsPerSample / 8, bitsPerSample, extra });
}

/** RF64 or BW64: the sizes of the file and of its sound are in a chunk `ds64` of their own. */
export function longRiffOf(mark: string, chunks: Uint8Array[], soundBytes: number): Buffer {
  const sizes = Buffer.alloc(28);
  const file = riffOf([chunkOf('ds64', sizes), ...chunks], 'WAVE', 0xffff_ffff);
  file.write(mark, 0, 'latin1');
  file.writeBigUInt64LE(BigInt(soundBytes === 0 ? 0 : file.length - 8), 20);
  file.writeBigUInt64LE(BigInt(soundBytes), 28);
  return file;
}

/** GSM in WAV, as Asterisk's wav49 writes it: 65 bytes are 320 samples. */
export function gsmWaveOf(blocks: Uint8Array): Buffer {
  const extra = Buffer.from([2, 0, 0x40, 0x01]);
  const format = formatChunk({ tag: 0x31, blockAlign: 65, bitsPerSample: 0, extra });
  const fact = Buffer.alloc(4);
  fact.writeUInt32LE(Math.floor(blocks.length / 65) * 320);
  return riffOf([format, chunkOf('fact', fact), chunkOf('data', blocks)]);
}

/** The same file of 16-bit samples with its numbers and samples the other way round. */
export function rifxOf(wave: Buffer): Buffer {
  const file = Buffer.from(wave);
  for (const [from, to] of RIFX_FIELDS) file.subarray(from, to).reverse();
  file.subarray(44).swap16();
  file.write('RIFX', 0, 'latin1');
  return file;
}

/** The numbers of a header of 44 bytes. */
const RIFX_FIELDS = [
  [4, 8],
  [16, 20],
  [20, 22],
  [22, 24],
  [24, 28],
  [28, 32],
  [32, 34],
  [34, 36],
  [40, 44],
] as const;
