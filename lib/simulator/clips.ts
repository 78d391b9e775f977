import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const SAMPLE_RATE = 8000;
/** Clips are whole blocks of 320 samples: what one WAV49 block of GSM 6.10 holds. */
export const BLOCK_SAMPLES = 320;
export const BLOCKS_A_SECOND = SAMPLE_RATE / BLOCK_SAMPLES;
export const GSM_BLOCK_BYTES = 65;

export type ClipKind =
  | 'agent-a'
  | 'agent-b'
  | 'caller-a'
  | 'caller-b'
  | 'room'
  | 'ringing'
  | 'music';

/** One phrase, noise or tune, in both forms that legs are cut together from. */
export interface Clip {
  kind: ClipKind;
  blocks: number;
  pcm: Int16Array;
  gsm: Uint8Array;
}

export type Clips = Record<ClipKind, Clip[]>;

interface ClipEntry {
  kind: ClipKind;
  block: number;
  blocks: number;
}

let loaded: Clips | undefined;

/** The clips of sounds/, read once (about 2 MB; made by sounds/make-sounds.sh). */
export function loadClips(): Clips {
  loaded ??= readClips();
  return loaded;
}

/** A file of sounds/, as it is. */
export const readSound = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`./sounds/${name}`, import.meta.url)));

function readClips(): Clips {
  const entries: ClipEntry[] = JSON.parse(Buffer.from(readSound('clips.json')).toString('utf8'));
  const mulaw = readSound('clips.ul');
  const gsm = readSound('clips.gsm');
  const table = Int16Array.from({ length: 256 }, (_, code) => decodeMulaw(code));
  const clips: Clips = {
    'agent-a': [],
    'agent-b': [],
    'caller-a': [],
    'caller-b': [],
    room: [],
    ringing: [],
    music: [],
  };
  for (const { kind, block, blocks } of entries) {
    const codes = mulaw.subarray(block * BLOCK_SAMPLES, (block + blocks) * BLOCK_SAMPLES);
    clips[kind].push({
      kind,
      blocks,
      pcm: decode(codes, table),
      gsm: gsm.subarray(block * GSM_BLOCK_BYTES, (block + blocks) * GSM_BLOCK_BYTES),
    });
  }
  return clips;
}

function decode(codes: Uint8Array, table: Int16Array): Int16Array {
  const samples = new Int16Array(codes.length);
  for (let i = 0; i < codes.length; i++) samples[i] = table[codes[i] ?? 0] ?? 0;
  return samples;
}

/** ITU-T G.711. */
function decodeMulaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = (((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4);
  return bits & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
}
