import type { SimulatedLeg } from './call';
import {
  BLOCK_SAMPLES,
  BLOCKS_A_SECOND,
  type Clip,
  type ClipKind,
  GSM_BLOCK_BYTES,
  loadClips,
} from './clips';
import { between, pick, randomFor, textKey } from './random';

/** Who is heard: the agent on the left, the caller on the right, or no one in particular. */
type Side = 'agent' | 'caller' | 'both';

interface Segment {
  startBlock: number;
  blocks: number;
  clip: Clip;
  side: Side;
}

/**
 * What is heard on a leg, as a list of clips. Any part can be made without what comes before it,
 * so an hour costs a few hundred entries and no audio in memory.
 */
export interface LegSound {
  blocks: number;
  /** What is heard when, in order and without gaps: measurements are compared with it. */
  parts: readonly HeardPart[];
  /** Samples of whole blocks. A `side` has silence where the other side speaks. */
  pcm(firstBlock: number, blocks: number, side: Side): Int16Array;
  /** WAV49 blocks of GSM 6.10, both sides mixed. */
  gsm(firstBlock: number, blocks: number): Uint8Array;
}

export interface HeardPart {
  kind: ClipKind;
  side: Side;
  startSeconds: number;
  endSeconds: number;
}

interface Voices {
  agent: 'agent-a' | 'agent-b';
  caller: 'caller-a' | 'caller-b';
}

const RINGING_BLOCKS = 6 * BLOCKS_A_SECOND;
const LEAST_TALK_AFTER_RINGING = 20 * BLOCKS_A_SECOND;

/**
 * The sound of a leg: always the same for the same seed, call and leg. An agent keeps one voice in
 * every call, a caller in every leg of the call.
 */
export function createLegSound(
  seed: number,
  uniqueId: string,
  leg: Pick<SimulatedLeg, 'callRecordId' | 'durationSeconds' | 'quieterDb' | 'sound' | 'username'>,
): LegSound {
  const random = randomFor(seed, leg.callRecordId, 4);
  const blocks = leg.durationSeconds * BLOCKS_A_SECOND;
  const voices: Voices = {
    agent: randomFor(textKey(leg.username), 6)() < 0.5 ? 'agent-a' : 'agent-b',
    caller: randomFor(textKey(uniqueId), 7)() < 0.5 ? 'caller-a' : 'caller-b',
  };
  const segments =
    leg.sound === 'waiting' ? waiting(blocks) : talk(random, blocks, leg.sound, voices);
  const room = loadClips().room[0];

  function each(first: number, count: number, visit: (part: SegmentPart) => void) {
    let position = segmentAt(segments, first);
    for (let block = first; block < first + count; position++) {
      const segment = segments[position];
      if (!segment) return;
      const clipBlock = block - segment.startBlock;
      const length = Math.min(segment.blocks - clipBlock, first + count - block);
      visit({ segment, clipBlock, length, at: block - first });
      block += length;
    }
  }

  return {
    blocks,
    parts: segments.map(toPart),
    pcm(first, count, side) {
      const samples = new Int16Array(count * BLOCK_SAMPLES);
      each(first, count, ({ segment, clipBlock, length, at }) => {
        const isHeard = side === 'both' || segment.side === 'both' || segment.side === side;
        const { pcm, blocks: clipBlocks } = isHeard || !room ? segment.clip : room;
        for (let done = 0; done < length; ) {
          const from = (clipBlock + done) % clipBlocks;
          const part = Math.min(clipBlocks - from, length - done);
          const slice = pcm.subarray(from * BLOCK_SAMPLES, (from + part) * BLOCK_SAMPLES);
          samples.set(slice, (at + done) * BLOCK_SAMPLES);
          done += part;
        }
      });
      return leg.quieterDb === undefined ? samples : quieter(samples, leg.quieterDb);
    },
    gsm(first, count) {
      const bytes = new Uint8Array(count * GSM_BLOCK_BYTES);
      each(first, count, ({ segment: { clip }, clipBlock, length, at }) => {
        for (let done = 0; done < length; done++) {
          const from = ((clipBlock + done) % clip.blocks) * GSM_BLOCK_BYTES;
          const block = clip.gsm.subarray(from, from + GSM_BLOCK_BYTES);
          bytes.set(block, (at + done) * GSM_BLOCK_BYTES);
        }
      });
      return bytes;
    },
  };
}

const toPart = ({ startBlock, blocks, clip, side }: Segment): HeardPart => ({
  kind: clip.kind,
  side,
  startSeconds: startBlock / BLOCKS_A_SECOND,
  endSeconds: (startBlock + blocks) / BLOCKS_A_SECOND,
});

interface SegmentPart {
  segment: Segment;
  /** Where in the segment the part begins. */
  clipBlock: number;
  length: number;
  /** Where in the asked range the part belongs. */
  at: number;
}

/** Two rings, then music until the end. */
function waiting(blocks: number): Segment[] {
  const { ringing, music } = loadClips();
  const list = createList(blocks);
  list.add(ringing[0], 'both', RINGING_BLOCKS);
  list.add(music[0], 'both', blocks);
  return list.segments;
}

/** Two voices in turns: now one phrase, now two, with pauses and a longer silence now and then. */
function talk(
  random: () => number,
  blocks: number,
  sound: SimulatedLeg['sound'],
  voices: Voices,
): Segment[] {
  const clips = loadClips();
  const list = createList(blocks);
  const room = clips.room[0];
  if (sound === 'ringing-then-talk' && blocks > RINGING_BLOCKS + LEAST_TALK_AFTER_RINGING) {
    list.add(clips.ringing[0], 'both', RINGING_BLOCKS);
  }
  let side: 'agent' | 'caller' = 'agent';
  list.add(room, 'both', between(random, 5, 20));
  for (let turn = 0; !list.isFull(); turn++) {
    for (let phrases = random() < 0.3 ? 2 : 1; phrases > 0; phrases--) {
      // The greeting opens the agent's first turn and no other.
      const phrase =
        turn === 0 ? clips[voices.agent][0] : pick(random, clips[voices[side]].slice(1));
      list.add(phrase, side);
      list.add(room, 'both', between(random, 4, 14));
    }
    if (random() < 0.08) list.add(room, 'both', between(random, 75, 300));
    side = side === 'agent' ? 'caller' : 'agent';
  }
  return list.segments;
}

/** Segments one after another up to a length; a clip that is too short is repeated. */
function createList(total: number) {
  const segments: Segment[] = [];
  let end = 0;
  return {
    segments,
    isFull: () => end >= total,
    add(clip: Clip | undefined, side: Side, length = clip?.blocks ?? 0) {
      const blocks = Math.min(length, total - end);
      if (!clip || blocks <= 0) return;
      segments.push({ startBlock: end, blocks, clip, side });
      end += blocks;
    },
  };
}

/** Index of the segment that holds the block. */
function segmentAt(segments: readonly Segment[], block: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.startBlock ?? 0) <= block) low = middle;
    else high = middle - 1;
  }
  return low;
}

function quieter(samples: Int16Array, decibels: number): Int16Array {
  const factor = 10 ** (-decibels / 20);
  return samples.map((sample) => Math.round(sample * factor));
}
