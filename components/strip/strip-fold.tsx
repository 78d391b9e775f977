import Lock from 'lucide-react/icons/lock';
import { Icon } from '@/components/ui/icon';
import type { FoldBox } from './fold-boxes';

/** Time that listening time leaves out: a narrow hatch as high as the legs. Its tie is in the flag row. */
export function StripFold({ box }: { box: FoldBox }) {
  return (
    <div
      className="strip-fold hatch-fold absolute inset-y-0 rounded-leg"
      style={{ left: box.x, width: box.widthPx }}
    >
      {box.hasLock && (
        <span className="-translate-1/2 absolute top-1/2 left-1/2 rounded-bar bg-surface p-0.5 text-ink-2">
          <Icon glyph={Lock} size={14} />
        </span>
      )}
    </div>
  );
}
