import { classNames } from '@/components/ui/class-names';
import type { DaySpan } from '@/lib/contract/people';
import { dayNumber, monthName } from './day-words';

/** From which day to which the bars reach; all are day numbers. */
export interface DayRange {
  from: number;
  to: number;
  today: number;
}

const YEAR = 365;

/** Reaches back to the first of the spans, a year at most, and a little beyond today. */
export function dayRange(spans: readonly DaySpan[], today: string, after: number): DayRange {
  const now = dayNumber(today);
  const first = Math.min(now - 120, ...spans.map(({ firstDay }) => dayNumber(firstDay)));
  return { from: Math.max(first - 30, now - YEAR - 30), to: now + after, today: now };
}

const percent = (day: number, { from, to }: DayRange): number =>
  Math.min(100, Math.max(0, ((day - from) / (to - from)) * 100));

interface Month {
  name: string;
  isYear: boolean;
  /** Of those that are named where there is little room. */
  isMain: boolean;
  at: number;
}

/** The first days of months that lie within, the year in place of January. */
function monthsOf(range: DayRange, every: number): Month[] {
  const months: Month[] = [];
  const start = new Date(range.from * 86_400_000);
  for (let index = 1; index < 40; index += 1) {
    const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + index, 1));
    const at = first.getTime() / 86_400_000;
    if (at > range.to) break;
    const month = first.getUTCMonth();
    if (month % every !== 0) continue;
    const isYear = month === 0;
    months.push({
      name: isYear ? String(first.getUTCFullYear()) : monthName(month),
      isYear,
      isMain: month % 6 === 0,
      at: percent(at, range),
    });
  }
  return months;
}

interface DayAxisProps {
  range: DayRange;
  every?: number;
  /** Below it only every sixth month is named. */
  fullFrom: 'sm' | 'xl';
}

/** Names of months above the bars, and today. The dates stand in words beside each bar. */
export function DayAxis({ range, every = 3, fullFrom }: DayAxisProps) {
  const todayAt = percent(range.today, range);
  const months = monthsOf(range, every).filter(
    ({ at }) => Math.abs(at - todayAt) > (fullFrom === 'sm' ? 19 : 12),
  );
  return (
    <svg aria-hidden="true" className="block h-4 w-full overflow-visible text-label">
      {months.map(({ name, isYear, isMain, at }) => (
        <text
          key={at}
          x={`${at}%`}
          y="11"
          className={classNames(
            isYear ? 'fill-ink font-semibold' : 'fill-ink-3',
            !isMain && (fullFrom === 'sm' ? 'max-sm:hidden' : 'max-xl:hidden'),
          )}
        >
          {name}
        </text>
      ))}
      <text x={`${todayAt}%`} y="11" textAnchor="middle" className="fill-ink font-semibold">
        today
      </text>
    </svg>
  );
}

interface DayBarsProps {
  spans: readonly DaySpan[];
  range: DayRange;
  every?: number;
}

/** Days as bars: those until today filled, what is over paler, those to come dashed, no end dotted with an arrow. */
export function DayBars({ spans, range, every = 3 }: DayBarsProps) {
  const now = range.today;
  const sorted = spans.toSorted((a, b) => a.firstDay.localeCompare(b.firstDay));
  return (
    <svg aria-hidden="true" className="block h-5 w-full overflow-hidden">
      {monthsOf(range, every).map(({ at }) => (
        <line key={at} x1={`${at}%`} x2={`${at}%`} y1="0" y2="20" className="stroke-line" />
      ))}
      {sorted.map(({ firstDay, lastDay }) => {
        const first = dayNumber(firstDay);
        const end = lastDay === null ? range.to : dayNumber(lastDay) + 1;
        const isOver = lastDay !== null && dayNumber(lastDay) < now;
        const left = percent(first, range);
        const filled = percent(Math.min(end, now), range) - left;
        const aheadFrom = percent(Math.max(first, now), range);
        const ahead = percent(end, range) - aheadFrom;
        const look = isOver ? 'fill-control' : 'fill-ink-2';
        return (
          <g key={firstDay}>
            {first <= now && (
              <>
                {/* Never under 3 px, however few days they are. */}
                <rect x={`${left}%`} y="6" width="3" height="8" rx="1.5" className={look} />
                <rect
                  x={`${left}%`}
                  y="6"
                  width={`${Math.max(0, filled)}%`}
                  height="8"
                  rx="1.5"
                  className={look}
                />
              </>
            )}
            {!isOver && ahead > 0 && (lastDay !== null || first > now) && (
              <rect
                x={`${aheadFrom}%`}
                y="6.5"
                width={`${ahead}%`}
                height="7"
                rx="1.5"
                fill="none"
                strokeDasharray="3 2"
                className="stroke-ink-2"
              />
            )}
            {lastDay === null && first <= now && (
              <line
                x1={`${aheadFrom}%`}
                x2={`${aheadFrom + Math.min(ahead, 4)}%`}
                y1="10"
                y2="10"
                strokeDasharray="2 3"
                className="stroke-ink-2"
              />
            )}
          </g>
        );
      })}
      <line
        x1={`${percent(now, range)}%`}
        x2={`${percent(now, range)}%`}
        y1="0"
        y2="20"
        className="stroke-ink"
      />
    </svg>
  );
}
