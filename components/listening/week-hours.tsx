import { formatDay } from '@/components/wording/format-clock';
import { formatCounted } from '@/components/wording/format-count';
import { formatDuration } from '@/components/wording/format-duration';
import { daysLater } from '@/components/wording/zoned-time';
import type { WeekReview } from '@/lib/contract/week-review';

const HOURS = 168;

/** What was heard in each hour of the week; outside working hours in `warn`, with the number of its row. */
export function WeekHours({ week }: { week: WeekReview }) {
  const { heardByHour, isWorkingHour, heard } = week;
  const most = Math.max(...heardByHour, 1);
  const numbers = numbersOfHours(week);
  const outside = heardByHour.reduce(
    (sum, seconds, hour) => sum + (isWorkingHour[hour] ? 0 : seconds),
    0,
  );
  return (
    <section aria-label="Hours of the week" className="week-hours">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-small">
        <p className="tabular-nums">
          <b className="font-semibold">{formatDuration(heard.seconds)} heard</b> by{' '}
          {formatCounted(heard.people, 'person', 'people')}, {formatCounted(heard.legs, 'leg')}, by
          hour
        </p>
        <ul aria-label="Bars" className="flex gap-4 text-ink-2">
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="h-0.5 w-3 bg-ink-2" /> working hours
          </li>
          <li className="flex items-center gap-1.5 text-warn">
            <span aria-hidden className="size-2 bg-warn" /> outside them
          </li>
        </ul>
      </div>
      <div
        role="img"
        aria-label={`${formatDuration(heard.seconds)} heard, ${formatDuration(outside)} of it outside working hours`}
        className="week-chart"
      >
        {Array.from({ length: 7 }, (_, day) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the days of a week never change
            key={day}
            className="week-chart-day"
          >
            <span className="week-chart-name">
              {formatDay(daysLater(week.from, day)).split(' ').slice(0, 2).join(' ')}
            </span>
            {Array.from({ length: HOURS / 7 }, (__, ofDay) => {
              const hour = day * 24 + ofDay;
              const seconds = heardByHour[hour] ?? 0;
              const isWorking = isWorkingHour[hour] ?? false;
              return (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: nor do its hours
                  key={ofDay}
                  data-working={isWorking || undefined}
                  className="week-chart-hour"
                >
                  {numbers.has(hour) && <b className="week-chart-number">{numbers.get(hour)}</b>}
                  {seconds > 0 && (
                    <span
                      className={isWorking ? 'bg-ink-2 opacity-70' : 'bg-warn'}
                      style={{ height: `max(2px, ${(seconds / most) * 100}%)` }}
                    />
                  )}
                </span>
              );
            })}
          </div>
        ))}
      </div>
    </section>
  );
}

/** The hour that each finding outside working hours begins in, with its number among them. */
function numbersOfHours({ findings, from }: WeekReview): Map<number, number> {
  const numbers = new Map<number, number>();
  const spells = findings.filter(({ kind }) => kind === 'outside-hours');
  for (const [index, spell] of spells.entries()) {
    const day = (Date.parse(spell.from.slice(0, 10)) - Date.parse(from)) / 86_400_000;
    const hour = day * 24 + Number(spell.from.slice(11, 13));
    if (!numbers.has(hour)) numbers.set(hour, index + 1);
  }
  return numbers;
}
