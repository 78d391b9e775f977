import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';
import type { Warning } from '@/lib/contract/call';

interface WarningMarkProps {
  warnings: readonly Warning[];
  className?: string;
}

/** A sign that something about a call was odd; hovering tells what, the row's name how many. */
export function WarningMark({ warnings, className }: WarningMarkProps) {
  const [first, ...more] = warnings;
  if (!first) return null;
  return (
    <Tooltip
      label={more.length > 0 ? `${first.message} And ${more.length} more.` : first.message}
      align="end"
      className={classNames('relative z-10', className)}
    >
      <Icon glyph={TriangleAlert} size={14} className="text-warn" />
    </Tooltip>
  );
}
