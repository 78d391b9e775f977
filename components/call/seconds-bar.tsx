import { formatDuration } from '@/components/wording/format-duration';

interface SecondsBarProps {
  label: string;
  seconds: number;
  total: number;
  look: 'solid' | 'hatch' | 'outline' | 'warn';
}

const LOOKS = {
  solid: 'bg-ink-2',
  hatch: 'hatch-small',
  outline: 'border border-ink-2',
  warn: 'bg-warn',
};

/** One kind of second of the call: its name, a bar to the call's scale, and how long it is. */
export function SecondsBar({ label, seconds, total, look }: SecondsBarProps) {
  const share = total > 0 ? Math.min(seconds / total, 1) : 0;
  return (
    <li className="grid grid-cols-[8.125rem_minmax(0,1fr)_auto] items-center gap-3">
      <span className="text-ink-2">{label}</span>
      <span aria-hidden className="h-2.5">
        {seconds > 0 && (
          <span
            className={`seconds-bar block h-full min-w-0.5 rounded-bar ${LOOKS[look]}`}
            style={{ width: `${share * 100}%` }}
          />
        )}
      </span>
      <span className="tabular-nums">{formatDuration(seconds)}</span>
    </li>
  );
}
