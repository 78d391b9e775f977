import { formatDuration, speakDuration } from '@/components/wording/format-duration';
import type { Intervals } from '@/lib/contract/intervals';

interface HeardBarProps {
  heard: Intervals;
  /** What of that was heard more than once. */
  again?: Intervals;
  durationSeconds: number;
}

/** The leg as a bar over the full width: what was heard of it, what twice, and a tick for each minute. */
export function HeardBar({ heard, again = [], durationSeconds }: HeardBarProps) {
  const left = (seconds: number) =>
    `${(Math.min(seconds, durationSeconds) / durationSeconds) * 100}%`;
  const stretch = ([from, to]: readonly [number, number]) => ({
    left: left(from),
    width: `max(2px, ${((Math.min(to, durationSeconds) - from) / durationSeconds) * 100}%)`,
  });
  const minutes = Math.min(Math.ceil(durationSeconds / 60) - 1, MOST_TICKS);
  return (
    <span aria-hidden className="heard-bar" title={heardTitle(heard)}>
      <span className="heard-bar-track">
        {heard.map((one) => (
          <span key={one[0]} className="heard-bar-part" style={stretch(one)} />
        ))}
      </span>
      {again.map((one) => (
        <span key={one[0]} className="heard-bar-again" style={stretch(one)} />
      ))}
      {Array.from({ length: Math.max(0, minutes) }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the minutes of a leg never change
          key={index}
          className="heard-bar-tick"
          style={{ left: left((index + 1) * 60) }}
        />
      ))}
    </span>
  );
}

/** A leg of hours has no tick for each minute: they would be a line. */
const MOST_TICKS = 60;

const heardTitle = (heard: Intervals): string =>
  heard.map(([from, to]) => `${formatDuration(from)} – ${formatDuration(to)}`).join(', ');

/** The same in words: `heard 5 seconds to 20 seconds`. */
export function speakHeard(heard: Intervals): string {
  if (heard.length === 0) return 'nothing heard';
  const shown = heard
    .slice(0, 3)
    .map(([from, to]) => `${speakDuration(from)} to ${speakDuration(to)}`);
  const more = heard.length - shown.length;
  return `heard ${shown.join(', ')}${more > 0 ? ` and ${more} more stretches` : ''}`;
}
