import type { CSSProperties } from 'react';

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
