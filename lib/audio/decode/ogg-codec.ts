/** Which codec an Ogg stream holds, and how its decoder is set up from the packets at its start. */
export interface OggCodec {
  codec: 'vorbis' | 'opus' | 'speex' | 'flac';
  extraData: Buffer;
}

const VORBIS_HEADERS = 3;
/** Where the 34 bytes of STREAMINFO begin in the first packet of FLAC in Ogg. */
const FLAC_STREAM_INFO = 17;

/**
 * Reads the packets before the sound.
 *
 * @returns Null when more of them are needed to tell.
 * @throws Where the stream holds something else than known sound.
 */
export function readOggCodec(packets: readonly Buffer[]): OggCodec | null {
  const [first = Buffer.alloc(0), second] = packets;
  const name = first.toString('latin1', 0, 8);
  if (name.startsWith('\x01vorbis')) {
    return packets.length < VORBIS_HEADERS ? null : { codec: 'vorbis', extraData: laced(packets) };
  }
  // A packet of comments follows.
  if (name === 'OpusHead') return second ? { codec: 'opus', extraData: first } : null;
  if (name === 'Speex   ') return second ? { codec: 'speex', extraData: first } : null;
  if (name.startsWith('\x7fFLAC')) {
    const extraData = first.subarray(FLAC_STREAM_INFO, FLAC_STREAM_INFO + 34);
    return second ? { codec: 'flac', extraData } : null;
  }
  throw new Error('the Ogg file holds no sound that is known');
}

/** Packets as FFmpeg wants them for Vorbis: their count, the sizes of all but the last, the packets. */
function laced(packets: readonly Buffer[]): Buffer {
  const headers = packets.slice(0, VORBIS_HEADERS);
  const sizes = headers
    .slice(0, -1)
    .flatMap(({ length }) => [...Array(Math.floor(length / 255)).fill(255), length % 255]);
  return Buffer.concat([Buffer.from([VORBIS_HEADERS - 1, ...sizes]), ...headers]);
}
