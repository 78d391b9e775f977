import { formatDuration } from '@/components/wording/format-duration';
import { percentOf, type StripScale } from './strip-scale';

interface StripRulerProps {
  ticks: readonly RulerTick[];
  scale: StripScale;
}

/** Ticks and times above the legs. A label stands to the right of its tick. */
export function StripRuler({ ticks, scale }: StripRulerProps) {
  return (
    <div aria-hidden className="relative h-5 overflow-hidden border-line-strong border-b">
      {ticks.map(({ seconds, x, isLabelled }) => (
        <span
          key={seconds}
          className="absolute bottom-0 border-line-strong border-l"
          style={{ left: percentOf(x, scale), height: isLabelled ? '0.5rem' : '0.25rem' }}
        >
          {isLabelled && (
            <span
              data-tick-x={x}
              className="absolute bottom-0.5 left-1 whitespace-nowrap text-ink-3 text-ruler tabular-nums"
            >
              {formatDuration(seconds)}
            </span>
          )}
        </span>
      ))}
    </div>
  );
}

export interface RulerTick {
  /** On the clock that is shown. */
  seconds: number;
  x: number;
  isLabelled: boolean;
}

/** Labelled step in seconds, and the smaller ticks between. */
const STEPS = [
  { labelSeconds: 15, tickSeconds: 5 },
  { labelSeconds: 60, tickSeconds: 15 },
  { labelSeconds: 300, tickSeconds: 60 },
  { labelSeconds: 1800, tickSeconds: 300 },
  { labelSeconds: 3600, tickSeconds: 900 },
  { labelSeconds: 7200, tickSeconds: 1800 },
];
const COARSEST = { labelSeconds: 21_600, tickSeconds: 3600 };
const LABEL_DISTANCE_PX = 60;
/** A label is drawn to the right of its tick, and not at all if it would be cut at the edge. */
const LABEL_ROOM_PX = 40;

/** Ticks of the ruler, at the finest step whose labels stand at least 60 px apart. */
export function rulerTicks(scale: StripScale): RulerTick[] {
  const { startSeconds, endSeconds } = scale.shown;
  const pxPerSecond = scale.widthPx / Math.max(endSeconds - startSeconds, 0.001);
  const step =
    STEPS.find(({ labelSeconds }) => labelSeconds * pxPerSecond >= LABEL_DISTANCE_PX) ?? COARSEST;
  const first = Math.ceil(startSeconds / step.tickSeconds);
  const last = Math.floor(endSeconds / step.tickSeconds);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const seconds = (first + index) * step.tickSeconds;
    const x = scale.x(scale.toCall(seconds));
    const isLabelled = seconds % step.labelSeconds === 0 && x <= scale.widthPx - LABEL_ROOM_PX;
    return { seconds, x, isLabelled };
  });
}
