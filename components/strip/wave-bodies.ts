import type { WaveBody } from '@/components/sound/draw-wave';
import type { LegSound } from '@/components/sound/sound-loader';
import { wavePyramid } from '@/components/sound/wave-pyramid';
import type { BodyPiece } from './leg-blocks';
import type { PlannedLeg } from './strip-plan';
import type { StripScale } from './strip-scale';

/** Share of its lane that a wave at full scale fills. */
const FILLED_SHARE = 0.72;
const SHARED_FILLED_SHARE = 0.8;
/** A block narrower than this stands for its leg, not for its seconds. */
const TRUE_SCALE_FROM_PX = 5;

interface BodyLook {
  colour: string;
  /** The system user's waves are half as high, as its bars are. */
  isSystem: boolean;
  heightPx: number;
}

/** The waves of one leg that the strip shows: one body for each of its pieces. */
export function waveBodies(
  { placed, pieces }: PlannedLeg,
  sound: LegSound,
  scale: StripScale,
  look: BodyLook,
): WaveBody[] {
  const pyramid = sound.wave && wavePyramid(sound.wave);
  const isArriving =
    !sound.hasFailed &&
    sound.unfetched === null &&
    (!sound.wave || sound.wave.arrival === 'arriving');
  const left = scale.x(placed.startSeconds);
  const right = scale.x(placed.endSeconds);
  const lengthSeconds = placed.endSeconds - placed.startSeconds;
  return pieces.flatMap((piece) => {
    const x = Math.round(Math.max(piece.x, 0));
    const widthPx = Math.round(Math.min(piece.x + piece.widthPx, scale.widthPx)) - x;
    if (widthPx <= 0) return [];
    const secondsAt = (px: number) =>
      right - left < TRUE_SCALE_FROM_PX
        ? ((px - x) / widthPx) * lengthSeconds
        : ((px - left) / (right - left)) * lengthSeconds;
    return [
      {
        x,
        widthPx,
        startSeconds: secondsAt(x),
        endSeconds: secondsAt(x + widthPx),
        lanes: lanesOf(piece, pyramid?.channels ?? 1, look),
        colour: look.colour,
        pyramid,
        isArriving,
      },
    ];
  });
}

/** One lane for mono and for a piece that shares the height, else one for each of the two sides. */
function lanesOf(piece: BodyPiece, channels: number, { isSystem, heightPx }: BodyLook) {
  const top = piece.top * heightPx;
  const height = piece.height * heightPx;
  const isShare = piece.height < 1;
  const filled = (isShare ? SHARED_FILLED_SHARE : FILLED_SHARE) * (isSystem ? 0.5 : 1);
  if (isShare || channels === 1) {
    return [
      { channel: 'mixed' as const, middlePx: top + height / 2, reachPx: (height * filled) / 2 },
    ];
  }
  return [0, 1].map((channel) => ({
    channel,
    middlePx: top + (height * (channel * 2 + 1)) / 4,
    reachPx: (height * filled) / 4,
  }));
}
