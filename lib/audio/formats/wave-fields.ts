/** The fields of a `fmt ` chunk. */
export interface WaveFields {
  tag: number;
  channels: number;
  sampleRate: number;
  byteRate: number;
  blockAlign: number;
  bitsPerSample: number;
  /** Of RIFX: its numbers, and the samples too, have their highest byte first. */
  isBigEndian: boolean;
}

/** Lengths that a WAV file states; null where they cannot be right. */
export interface StatedSizes {
  sound: number | null;
  /** Of all of it, from the first byte of the leg on. */
  file: number | null;
}

/** Format tags of a `fmt ` chunk (API note section 5). */
export const WAVE_TAG = {
  pcm: 1,
  float: 3,
  aLaw: 6,
  muLaw: 7,
  gsm: 0x31,
  mpeg: 0x50,
  mp3: 0x55,
} as const;

/** In place of a tag: the tag is the beginning of a GUID, 24 bytes into the chunk. */
export const EXTENSIBLE_TAG = 0xfffe;
