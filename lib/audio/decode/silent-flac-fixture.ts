/**
 * A FLAC file of silence, for tests: frames of 65,535 samples of two channels at 48 kHz, in 18 bytes each.
 *
 * @param frames Up to 2,047.
 */
export function silentFlac(frames: number): Buffer {
  const info = Buffer.alloc(34);
  info.writeUInt16BE(65_535, 0);
  info.writeUInt16BE(65_535, 2);
  info[10] = 0x0b;
  info[11] = 0xb8;
  info[12] = 0x02;
  info[13] = 0xf0;
  const parts: Uint8Array[] = [Buffer.from('fLaC\x80\0\0\x22', 'latin1'), info];
  for (let number = 0; number < frames; number += 1) {
    const coded = number < 128 ? [number] : [0xc0 | (number >> 6), 0x80 | (number & 0x3f)];
    // 48 kHz, two channels of 16 bits, the size of the block in two bytes behind the number.
    const header = Buffer.from([0xff, 0xf8, 0x7a, 0x18, ...coded, 0xff, 0xfe]);
    const frame = Buffer.concat([header, crc(header, 0x07, 8), Buffer.from([0, 0, 0, 0, 0, 0])]);
    parts.push(frame, crc(frame, 0x8005, 16));
  }
  return Buffer.concat(parts);
}

function crc(bytes: Uint8Array, polynomial: number, bits: 8 | 16): Buffer {
  const top = 1 << (bits - 1);
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (bits - 8);
    for (let bit = 0; bit < 8; bit += 1) {
      value = (value & top ? (value << 1) ^ polynomial : value << 1) & (2 * top - 1);
    }
  }
  return bits === 8 ? Buffer.from([value]) : Buffer.from([value >> 8, value & 0xff]);
}
