import { formatDuration } from '@/components/wording/format-duration';

interface SecondsBarProps {
  label: string;
  seconds: number;
  total: number;
  look: keyof typeof LOOKS;
  /** "92 %" of the call. */
  share: string;
}

const LOOKS = {
  solid: 'bg-ink-2',
  double: 'border-y-3 border-ink-2',
  hatch: 'hatch-small',
  outline: 'border border-ink-2',
  warn: 'bg-warn',
};

/** One kind of second of the call: its name, a bar to the call's scale, its share and its length. */
export function SecondsBar({ label, seconds, total, look, share }: SecondsBarProps) {
  const part = total > 0 ? Math.min(seconds / total, 1) : 0;
  return (
    <li className="grid grid-cols-[7.25rem_minmax(0,1fr)_auto_2.75rem] items-center gap-2 tabular-nums">
      <span className="text-ink-2">{label}</span>
      <span aria-hidden className="h-2.5">
        {seconds > 0 && (
          <span
            className={`seconds-bar block h-full min-w-0.5 rounded-bar ${LOOKS[look]}`}
            style={{ width: `${part * 100}%` }}
          />
        )}
      </span>
      <span className="whitespace-nowrap text-right text-ink-3 text-small">{share}</span>
      <span className="text-right">{formatDuration(seconds)}</span>
    </li>
  );
}
