import { formatDuration } from '@/components/wording/format-duration';
import type { StripPlan } from './strip-plan';

/** Ticks and times above the legs. A label stands to the right of its tick. */
export function StripRuler({ plan }: { plan: StripPlan }) {
  return (
    <div aria-hidden className="relative h-5 overflow-hidden border-line-strong border-b">
      {plan.ticks.map(({ seconds, x, isLabelled }) => (
        <span
          key={seconds}
          className="absolute bottom-0 border-line-strong border-l"
          style={{ left: x, height: isLabelled ? '0.5rem' : '0.25rem' }}
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
