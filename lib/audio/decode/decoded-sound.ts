/** Decoded sound: 16 bits, the channels in turn. Whoever gets it may keep it. */
export interface DecodedSound {
  samples: Int16Array<ArrayBuffer>;
  channels: number;
  sampleRate: number;
}

/** Decodes compressed sound that comes in pieces of any length, a bounded piece of it at a time. */
export interface PackedDecoder {
  decode(bytes: Uint8Array): AsyncGenerator<DecodedSound>;
  /** Nothing more comes: gives what the decoder still holds. */
  finish(): AsyncGenerator<DecodedSound>;
  close(): void;
}

/** What the WebAssembly decoders give: one array a channel, full scale 1. */
interface DecodedChannels {
  channelData: readonly Float32Array[];
  samplesDecoded: number;
  sampleRate: number;
}

/**
 * As samples of 16 bits, rounded and held within their range.
 *
 * @param skip Samples of each channel that are left out at the start.
 * @param fullScale What a unit of 1 becomes.
 * @returns Null where nothing is left.
 */
export function toSamples(
  { channelData, samplesDecoded, sampleRate }: DecodedChannels,
  channels = channelData.length,
  skip = 0,
  fullScale = 32_768,
): DecodedSound | null {
  const length = samplesDecoded - skip;
  if (length <= 0 || channels === 0) return null;
  const samples = new Int16Array(length * channels);
  for (let channel = 0; channel < channels; channel += 1) {
    const units = channelData[channel];
    if (!units) continue;
    for (let from = skip, to = channel; from < samplesDecoded; from += 1, to += channels) {
      samples[to] = Math.max(-32_768, Math.min(32_767, Math.round((units[from] ?? 0) * fullScale)));
    }
  }
  return { samples, channels, sampleRate };
}

/** The decoders print each damaged frame. What is wrong with a leg is logged by Legato, and once. */
export function quietly<T>(decode: () => T): T {
  const { error } = console;
  console.error = () => {};
  try {
    return decode();
  } finally {
    console.error = error;
  }
}
