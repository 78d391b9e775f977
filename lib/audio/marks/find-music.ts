import { FRAMES_A_SECOND, type Hearing } from './hearing';
import { rateWindow } from './rate-window';
import { type Stretch, stretchesWhere } from './stretch';

/** A decision is made for each piece of 0.2 s … */
const PIECE = 0.2 * FRAMES_A_SECOND;
/** … by what is heard within 1.5 s on both sides. */
const REACH = 1.5 * FRAMES_A_SECOND;
/** What a change between speech and music costs: as much as 2 s that are clearly the other. */
const CHANGE_COST = (2 * (2 * FRAMES_A_SECOND)) / PIECE;

/**
 * Where there is music. Every piece is rated, from speech to music; of all ways to divide the leg the one
 * is taken that agrees best with the ratings, where each change has its price, so that nothing flickers.
 *
 * @param isLeftOut Frames that are known to be neither speech nor music.
 */
export function findMusic(hearing: Hearing, isLeftOut: Uint8Array): Stretch[] {
  const ratings = new Float32Array(Math.ceil(hearing.length / PIECE));
  for (let piece = 0; piece < ratings.length; piece++) {
    const start = Math.max(0, piece * PIECE - REACH);
    const end = Math.min(hearing.length, (piece + 1) * PIECE + REACH);
    ratings[piece] = rateWindow(hearing, { start, end }, isLeftOut);
  }
  const isMusic = bestDivision(ratings);
  return stretchesWhere(ratings.length, (piece) => isMusic[piece] === 1).map(({ start, end }) => ({
    start: start * PIECE,
    end: Math.min(hearing.length, end * PIECE),
  }));
}

/** Viterbi's algorithm with two states: for each piece whether it is music. Undecided, it is speech. */
function bestDivision(ratings: Float32Array): Uint8Array {
  const cameFromMusic = {
    speech: new Uint8Array(ratings.length),
    music: new Uint8Array(ratings.length),
  };
  let speech = 0;
  let music = 0;
  for (const [piece, rating] of ratings.entries()) {
    const isEnd = music - CHANGE_COST > speech;
    const isStart = speech - CHANGE_COST > music;
    cameFromMusic.speech[piece] = isEnd ? 1 : 0;
    cameFromMusic.music[piece] = isStart ? 0 : 1;
    [speech, music] = [
      (isEnd ? music - CHANGE_COST : speech) - rating,
      (isStart ? speech - CHANGE_COST : music) + rating,
    ];
  }
  const isMusic = new Uint8Array(ratings.length);
  let isMusicNow = music > speech;
  for (let piece = ratings.length - 1; piece >= 0; piece--) {
    isMusic[piece] = isMusicNow ? 1 : 0;
    isMusicNow = cameFromMusic[isMusicNow ? 'music' : 'speech'][piece] === 1;
  }
  return isMusic;
}
