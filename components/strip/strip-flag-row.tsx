import { type CSSProperties, memo } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { FoldBox } from './fold-boxes';
import type { Flag } from './strip-labels';

interface StripFlagsProps {
  flags: readonly Flag[];
  folds: readonly FoldBox[];
}

/** Labels above the legs, for stretches too narrow to hold their own. */
export const StripFlags = memo(function StripFlags({ flags, folds }: StripFlagsProps) {
  return (
    <div className="strip-flags">
      {folds.map(({ fold, tie }) => (
        <StripTie
          key={fold.startSeconds}
          widthPx={tie.widthPx}
          className="absolute bottom-0"
          style={{ left: tie.x }}
        />
      ))}
      {flags.map((flag) => (
        <span key={flag.id}>
          <FlagMark flag={flag} />
          <span
            className={classNames(
              'strip-flag absolute bottom-1 whitespace-nowrap bg-surface text-small tabular-nums leading-3.5',
              isAboutFile(flag) ? 'text-warn' : 'text-ink-2',
            )}
            style={{ left: flag.textX }}
          >
            {flag.text}
          </span>
        </span>
      ))}
    </div>
  );
});

function FlagMark({ flag }: { flag: Flag }) {
  if (flag.kind === 'fold') return null;
  if (flag.kind === 'overlap') {
    return (
      <span
        className="absolute bottom-0.5 h-2 border-control border-x border-t"
        style={{ left: flag.fromX, width: Math.max(flag.toX - flag.fromX, 4) }}
      />
    );
  }
  return (
    <span
      className={classNames(
        'absolute bottom-0 h-1 border-l',
        isAboutFile(flag) ? 'border-warn' : 'border-control',
      )}
      style={{ left: (Math.max(flag.fromX, 0) + flag.toX) / 2 }}
    />
  );
}

const isAboutFile = ({ kind }: Flag) => kind === 'short-file' || kind === 'long-file';

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
