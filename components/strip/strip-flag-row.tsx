import { type CSSProperties, memo } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { Flag } from './strip-labels';
import type { StripPlan } from './strip-plan';
import { percentOf, type StripScale } from './strip-scale';

interface StripFlagsProps {
  plan: Pick<StripPlan, 'flags' | 'folds' | 'scale'>;
}

/** Labels above the legs, for stretches too narrow to hold their own. */
export const StripFlags = memo(function StripFlags({ plan }: StripFlagsProps) {
  const { flags, folds, scale } = plan;
  return (
    <div className="strip-flags">
      {folds.map(({ fold, tie }) => (
        <StripTie
          key={fold.startSeconds}
          widthPx={tie.widthPx}
          className="absolute bottom-0"
          style={{ left: percentOf(tie.x, scale) }}
        />
      ))}
      {flags.map((flag) => (
        <span key={flag.id}>
          <FlagMark flag={flag} scale={scale} />
          <span
            className={classNames(
              'strip-flag absolute bottom-1 whitespace-nowrap bg-surface text-small tabular-nums leading-3.5',
              isAboutFile(flag) ? 'text-warn' : 'text-ink-2',
            )}
            style={{ left: percentOf(flag.textX, scale) }}
          >
            {flag.text}
          </span>
        </span>
      ))}
    </div>
  );
});

function FlagMark({ flag, scale }: { flag: Flag; scale: StripScale }) {
  if (flag.kind === 'fold') return null;
  if (flag.kind === 'overlap') {
    return (
      <span
        className="absolute bottom-0.5 h-2 border-control border-x border-t"
        style={{
          left: percentOf(flag.fromX, scale),
          width: percentOf(Math.max(flag.toX - flag.fromX, 4), scale),
        }}
      />
    );
  }
  return (
    <span
      className={classNames(
        'absolute bottom-0 h-1 border-l',
        isAboutFile(flag) ? 'border-warn' : 'border-control',
      )}
      style={{ left: percentOf((Math.max(flag.fromX, 0) + flag.toX) / 2, scale) }}
    />
  );
}

const isAboutFile = ({ kind }: Flag) => kind === 'short-file';

interface StripTieProps {
  widthPx: number;
  className?: string;
  style?: CSSProperties;
}

const HEIGHT_PX = 10;
const STROKE_PX = 1.6;

/** Legato's mark: an arc over time that is folded. It means nothing else anywhere in the product. */
export function StripTie({ widthPx, className, style }: StripTieProps) {
  const [left, right] = [STROKE_PX / 2, Math.max(widthPx - STROKE_PX / 2, STROKE_PX)];
  const shoulder = (right - left) * 0.28;
  const foot = HEIGHT_PX - STROKE_PX / 2;
  return (
    <svg
      aria-hidden
      width={widthPx}
      height={HEIGHT_PX}
      className={className}
      style={style}
      fill="none"
      stroke="var(--ink)"
      strokeWidth={STROKE_PX}
      strokeLinecap="round"
    >
      <path
        d={`M${left},${foot} C${left + shoulder},-1.5 ${right - shoulder},-1.5 ${right},${foot}`}
      />
    </svg>
  );
}
