import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import type { ComponentPropsWithRef } from 'react';
import { classNames } from '@/components/ui/class-names';

interface PlayButtonProps extends ComponentPropsWithRef<'button'> {
  isPlaying: boolean;
  /** It is to sound and has no bytes yet, which a dotted ring shows. */
  isWaiting: boolean;
  size: 'row' | 'deck';
  /** Filled: the leg that sounds, or the main action of the view. */
  isStrong: boolean;
}

const sizes = {
  row: 'size-7 pointer-coarse:size-11',
  deck: 'size-12 max-sm:size-14',
};
const glyphs = { row: 'size-3', deck: 'size-5' };

/** A round play or pause button. Its `aria-label` names the leg or the call. */
export function PlayButton({
  isPlaying,
  isWaiting,
  size,
  isStrong,
  className,
  ...props
}: PlayButtonProps) {
  const Glyph = isPlaying ? Pause : Play;
  return (
    <button
      type="button"
      {...props}
      data-waiting={isWaiting || undefined}
      className={classNames(
        'play-button relative flex shrink-0 items-center justify-center rounded-full border transition-colors',
        isStrong
          ? 'border-primary bg-primary text-on-primary'
          : 'border-control bg-surface text-ink hover:border-ink hover:bg-sunken',
        sizes[size],
        className,
      )}
    >
      <Glyph
        aria-hidden
        className={classNames(glyphs[size], !isPlaying && 'translate-x-[4%]')}
        fill="currentColor"
        strokeWidth={isPlaying ? 0 : 1.5}
      />
    </button>
  );
}
