import { formatZone } from '@/components/wording/format-clock';
import { toZonedIso } from '@/components/wording/zoned-time';
import { KeyHints } from './key-hints';

interface FooterProps {
  timeZone: string;
  /** The moment whose offset is named. */
  nowMs: number;
}

/** Key hints on the left, the zone of all times on the right. */
export function Footer({ timeZone, nowMs }: FooterProps) {
  return (
    <footer className="flex h-7 shrink-0 items-center justify-between gap-6 border-line border-t bg-surface px-4 text-label text-ink-2 sm:px-6">
      <KeyHints />
      <p className="ml-auto truncate tabular-nums">
        Times are in {formatZone(timeZone, [toZonedIso(nowMs, timeZone)])}
      </p>
    </footer>
  );
}
