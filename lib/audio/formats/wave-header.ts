const PCM = 1;

/** Sound as a WAV file's `fmt ` chunk describes it. */
export interface WaveFormat {
  tag: number;
  channels: number;
  sampleRate: number;
  bitsPerSample: number;
}

/**
 * A WAV header for so many bytes of sound: 44 bytes for PCM; 58 for A-law and mu-law, which need an
 * extension size and a `fact` chunk with the number of samples.
 */
export function waveHeader(format: WaveFormat, soundBytes: number): Buffer {
  const frameBytes = (format.channels * format.bitsPerSample) / 8;
  const isPcm = format.tag === PCM;
  const header = Buffer.alloc(isPcm ? 44 : 58);

  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(asUInt32(header.length - 8 + soundBytes + (soundBytes % 2)), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(isPcm ? 16 : 18, 16);
  header.writeUInt16LE(format.tag, 20);
  header.writeUInt16LE(format.channels, 22);
  header.writeUInt32LE(format.sampleRate, 24);
  header.writeUInt32LE(format.sampleRate * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(format.bitsPerSample, 34);
  if (!isPcm) {
    header.write('fact', 38, 'latin1');
    header.writeUInt32LE(4, 42);
    header.writeUInt32LE(asUInt32(soundBytes / frameBytes), 46);
  }
  header.write('data', header.length - 8, 'latin1');
  header.writeUInt32LE(asUInt32(soundBytes), header.length - 4);
  return header;
}

/** A file of 4 GiB and more states the most that a size can state. */
const asUInt32 = (value: number) => Math.min(value, 0xffff_ffff);
