import ZoomIn from 'lucide-react/icons/zoom-in';
import ZoomOut from 'lucide-react/icons/zoom-out';
import { ariaKeys, capsOf } from '@/components/keyboard/shortcuts';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';
import { formatDuration } from '@/components/wording/format-duration';

interface StripZoomProps {
  isWhole: boolean;
  /** A phone will have the button of the whole call, once its width is known. */
  hasRoomOnPhones: boolean;
  spanSeconds: number;
  onZoom: (direction: 'in' | 'out') => void;
  onWhole: () => void;
}

/** How much of the call the strip shows: from 30 s to all of it. */
export function StripZoom({
  isWhole,
  hasRoomOnPhones,
  spanSeconds,
  onZoom,
  onWhole,
}: StripZoomProps) {
  const isClosest = spanSeconds <= 30;
  return (
    <div className="flex flex-wrap items-center justify-end gap-1">
      {!isWhole && (
        <>
          <span className="mr-1 whitespace-nowrap max-sm:hidden text-ink-3 text-small tabular-nums">
            {formatDuration(spanSeconds)} shown
          </span>
          <Button look="quiet" size="bar" onClick={onWhole}>
            Whole call
          </Button>
        </>
      )}
      {isWhole && hasRoomOnPhones && (
        <span aria-hidden className="strip-whole-room">
          Whole call
        </span>
      )}
      <Tooltip label="Zoom out" keys={capsOf('zoom-out')} align="end">
        <Button
          look="quiet"
          size="icon"
          className="size-7! pointer-coarse:size-11!"
          aria-label="Zoom out"
          aria-keyshortcuts={ariaKeys('zoom-out')}
          aria-disabled={isWhole}
          onClick={() => onZoom('out')}
        >
          <Icon glyph={ZoomOut} />
        </Button>
      </Tooltip>
      <Tooltip label="Zoom in" keys={capsOf('zoom-in')} align="end">
        <Button
          look="quiet"
          size="icon"
          className="size-7! pointer-coarse:size-11!"
          aria-label="Zoom in"
          aria-keyshortcuts={ariaKeys('zoom-in')}
          aria-disabled={isClosest}
          onClick={() => onZoom('in')}
        >
          <Icon glyph={ZoomIn} />
        </Button>
      </Tooltip>
    </div>
  );
}
